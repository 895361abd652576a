"""The cohorts of the demo and who is on them, at every point of domain.md §6; days are counted from the demo's day."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from accounts.domain.consents import new_text, newest_text
from accounts.models import User
from home.demo import Plan

from .demo import ensure_course
from .domain import cohorts as acts
from .domain.days_off import days_off_in
from .domain.weeks import FRIDAY, lay_out
from .enums import ON_COURSE, SEATED, CohortState, EnrolmentState, Presence
from .models import (
    Attendance,
    Cohort,
    CohortEvent,
    Course,
    CourseBreak,
    CourseSession,
    Enrolment,
    EnrolmentEvent,
)
from .models.enrolments import OWN_WORDS

NOON = time(12)
MORNING, AFTERNOON = time(9, 30), time(14, 30)
BREAKS = [("Vinterferie", "Winter break", 7, 7), ("Sommerferie", "Summer break", 27, 32)]
BREAKS += [("Efterårsferie", "Autumn break", 42, 42)]
TRAINERS = ("demo-underviser", "demo-underviser-fag")
PLACES = {
    "Aarhus": "Frivilligcenteret, Eksempelgade 1",
    "Viborg": "Biblioteket, Prøvevej 2",
    "Randers": "Kulturhuset, Mønstergade 3",
}
TEXT_DA = (
    "Ja, I må gemme det, jeg skriver i ansøgningen og i min læringsplan. Det kan fortælle om mit helbred, og derfor "
    "spørger I. Kun koordinatorerne kan åbne ansøgningen. Teksten bliver slettet 12 måneder efter kurset, eller når "
    "jeg siger til."
)
TEXT_EN = (
    "Yes, you may keep what I write in the application and in my learning plan. It may tell about my health, and that "
    "is why you ask. Only the coordinators can open the application. The text is deleted 12 months after the course, "
    "or when I say so."
)


@dataclass(frozen=True)
class Row:
    """A cohort of the demo. `begins` is in days from the demo's day; `ended`, for one that is over, is by when its last
    meeting had been held. `people` are members of the cast with where they stand."""

    course: str
    slug: str
    town: str
    state: str
    begins: int = 0
    ended: int | None = None
    people: dict[str, str] = field(default_factory=dict)
    others: int = 0
    capacity: int = 16


S, OVER, PASSED = EnrolmentState, CohortState.FINISHED, EnrolmentState.COURSE_PASSED
ROWS = (
    Row(
        "peer-uddannelsen",
        "aarhus-naeste",
        "Aarhus",
        CohortState.OPEN,
        begins=49,
        people={"01": S.APPLIED, "02": S.OFFERED, "03": S.ACCEPTED, "04": S.WAITLISTED},
        others=7,
    ),
    Row("peer-uddannelsen", "viborg-nu", "Viborg", CohortState.RUNNING, -49, None, {"05": S.ATTENDING}, 9),
    Row("peer-uddannelsen", "randers-nu", "Randers", CohortState.RUNNING, 0, None, {"06": S.ATTENDING}, 8),
    Row("peer-uddannelsen", "viborg-sidste", "Viborg", OVER, 0, -22, dict.fromkeys(("07", "08"), PASSED), 6),
    Row("peer-uddannelsen", "aarhus-sidste", "Aarhus", OVER, 0, -126, dict.fromkeys(("09", "10"), PASSED), 6),
    Row("peer-uddannelsen", "randers-sidste", "Randers", OVER, 0, -190, dict.fromkeys(("11", "12"), PASSED), 6),
    Row("peer-introduktion", "aarhus-kolleger", "Aarhus", CohortState.OPEN, 30, None, {}, 5, 20),
    Row("recovery-et-foerste-kig", "viborg-kig", "Viborg", CohortState.FULL, 21, None, {}, 6, 6),
    Row("recovery-et-foerste-kig", "randers-kig", "Randers", CohortState.OPEN, 35, None, {}, 2, 12),
    Row("supervision", "aarhus-supervision", "Aarhus", CohortState.OPEN, 25, None, {}, 3, 8),
)  # fmt: skip


def seed_cohorts(plan: Plan) -> None:
    """Makes breaks, the text people say yes to, and the cohorts. A second call finds them and changes nothing."""
    for name_da, name_en, first, last in BREAKS:
        CourseBreak.objects.get_or_create(name_da=name_da, name_en=name_en, first_week=first, last_week=last)
    now = _at(plan.today - timedelta(days=400))
    admin = User.objects.filter(email="demo-admin@example.org").first()
    for language, text in (("da", TEXT_DA), ("en", TEXT_EN)):
        if admin is not None and newest_text(OWN_WORDS, language) is None:
            new_text(purpose=OWN_WORDS, language=language, text=text, by=admin, now=now)
    for row in ROWS:
        for number in range(plan.scale):
            _cohort(plan, row, number)


def _cohort(plan: Plan, row: Row, number: int) -> None:
    course = ensure_course(row.course)
    slug = row.slug if number == 0 else f"{row.slug}-{number + 1}"
    if Cohort.objects.filter(course=course, slug=slug).exists():
        return
    coordinator = User.objects.get(email="demo-koordinator@example.org")
    start = _start(plan, row, course)
    now = _at(min(start - timedelta(days=70), plan.today))
    values: dict[str, Any] = {
        "slug": slug,
        "region": "midtjylland",
        "town": row.town,
        "place": PLACES[row.town],
        "access": "Niveaufri adgang, teleslynge",
        "start_date": start,
        "starts_at": MORNING,
        "ends_at": AFTERNOON,
        "closes_at": timezone.make_aware(datetime.combine(start - timedelta(days=14), time(23, 59, 59))),
        "capacity": row.capacity,
    }
    made = acts.make(course=course, values=values, by=coordinator, now=now)
    lived, professional = (User.objects.get(email=f"{name}@example.org") for name in TRAINERS)
    acts.set_trainers(made, trainers=[(lived, "lived"), (professional, "professional")], by=coordinator, now=now)
    people = _people(plan, row, number)
    seats = sum(state in SEATED for _person, state in people)
    before = made.state
    made.state, made.seats_taken = row.state, seats
    made.finished_at = _at(plan.today + timedelta(days=row.ended)) if row.ended is not None else None
    made.save()
    CohortEvent.objects.create(cohort=made, from_state=before, to_state=row.state, by=coordinator, at=now)
    for place, (person, state) in enumerate(people):
        _enrolment(plan, made, person, state, now=now + timedelta(minutes=place), place=place)


def _start(plan: Plan, row: Row, course: Course) -> date:
    """The first day: so many days from the demo's day, on a weekday that is no day off; for a cohort that is over the
    latest from which the last meeting had been held by then."""
    off = days_off_in(row.town)
    if row.ended is None:
        start = plan.today + timedelta(days=row.begins)
        while start.weekday() > FRIDAY or start in off:
            start += timedelta(days=1 if row.begins else -1)
        return start
    end = plan.today + timedelta(days=row.ended)
    start = end - timedelta(days=course.days_between * (course.weeks - 1))
    while (
        start.weekday() > 4 or lay_out(start, weeks=course.weeks, days_between=course.days_between, off=off)[-1] > end
    ):
        start -= timedelta(days=1)
    return start


def _people(plan: Plan, row: Row, number: int) -> list[tuple[User, str]]:
    """The members of the cast, and made-up ones who fill the cohort."""
    found = []
    if number == 0:
        for name, state in row.people.items():
            found.append((User.objects.get(email=f"demo-kursist-{name}@example.org"), state))
    usual = {
        CohortState.RUNNING: S.ATTENDING,
        CohortState.FINISHED: S.COURSE_PASSED,
    }.get(CohortState(row.state), S.ACCEPTED)
    for one in range(row.others):
        name = f"demo-hold-{row.slug}-{number}-{one + 1:02}"
        person = User.objects.filter(email=f"{name}@example.org").first() or User.objects.create_user(
            f"{name}@example.org", first_name=f"Demo-kursist {row.town[0]}{one + 1}", last_name="(demo)"
        )
        is_last = one == row.others - 1 and row.state == CohortState.FINISHED
        found.append((person, S.COURSE_NOT_PASSED if is_last else usual))
    return found


def _enrolment(plan: Plan, cohort: Cohort, person: User, state: str, *, now: datetime, place: int) -> None:
    is_over = state == S.COURSE_PASSED
    made = Enrolment.objects.create(
        cohort=cohort,
        person=person,
        state=state,
        applied_at=now,
        contact_at=now,
        offered_at=now if state in SEATED else None,
        answer_by=_at(plan.today + timedelta(days=6)) if state == S.OFFERED else None,
        accepted_at=now if state in ON_COURSE else None,
        waiting_reason="full" if state == S.WAITLISTED else "",
        passed_on=cohort.last_date if is_over else None,
    )
    EnrolmentEvent.objects.create(enrolment=made, to_state=S.APPLIED, at=now, by=person)
    if state != S.APPLIED:
        EnrolmentEvent.objects.create(enrolment=made, from_state=S.APPLIED, to_state=state, at=now)
    if state in ON_COURSE:
        _attend(plan, made, place)


def _attend(plan: Plan, made: Enrolment, place: int) -> None:
    """Attendance of the meetings that were held: mostly there, now and then away, one time made up."""
    missed = made.state == S.COURSE_NOT_PASSED
    rows = []
    for session in CourseSession.objects.filter(cohort=made.cohort, date__lt=plan.today):
        turn = (session.week * 3 + place) % 11
        presence = {0: Presence.EXCUSED, 5: Presence.MADE_UP}.get(turn, Presence.PRESENT)
        if missed and session.week % 2:
            presence = Presence.ABSENT
        at = _at(session.date)
        rows += [
            Attendance(session=session, enrolment=made, unit=unit, presence=presence, at=at)
            for unit in range(1, session.units + 1)
        ]
    Attendance.objects.bulk_create(rows)


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, NOON))
