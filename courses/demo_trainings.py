"""Guide trainings of the demo, at every point of domain.md §6: day 20, 13 days left, the day of the cap, after it with
something missing, and completed with certificates. All of it is written by the acts that people use."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from accounts.domain import consents
from accounts.domain.consents import new_text, newest_text
from accounts.models import User
from home.demo import Plan

from .domain import certificates, practice_log, training_due, training_queries, training_records, trainings
from .domain.caps import add_calendar_months, cap_of
from .domain.practice_log import Written
from .models import Enrolment, FollowUpDay, GuideTraining, PracticumSite
from .models.training_log import PRACTICE_LOG

SITES = (("Værestedet Broen (demo)", "Aarhus"), ("Kontaktstedet Lyngen (demo)", "Viborg"))
TEXT_DA = (
    "Ja, I må gemme det, jeg skriver i min praktiklog. Det kan fortælle om mit helbred, og derfor spørger I. Min "
    "supervisor, min guide på arbejdspladsen og dem, jeg selv låner loggen ud til, kan læse det. Ordene bliver slettet "
    "12 måneder efter beviset, eller når jeg siger til. Timerne bliver stående."
)
TEXT_EN = (
    "Yes, you may keep what I write in my practice log. It may tell about my health, and that is why you ask. My "
    "supervisor, my guide at the workplace and those I lend the log to can read it. The words are deleted 12 months "
    "after the certificate, or when I say so. The hours stay."
)
WORDS = (
    ("Jeg var med til åbent hus og satte kaffe over.", "Det er i orden at være stille sammen."),
    ("Vi gik en tur langs åen.", "Jeg spørger mindre og lytter mere."),
    ("Jeg var med til morgenmøde.", "Jeg må gerne sige, når jeg har brug for en pause."),
)
ROLE = ("Deltage i åbent hus og gåture. Være med til morgenmøde om onsdagen.", 6, 90)


def seed_trainings(plan: Plan) -> None:
    """Makes sites, follow-up days and trainings. A second call finds them and changes nothing."""
    admin = User.objects.filter(email="demo-admin@example.org").first()
    for language, text in (("da", TEXT_DA), ("en", TEXT_EN)):
        if admin is not None and newest_text(PRACTICE_LOG, language) is None:
            new_text(purpose=PRACTICE_LOG, language=language, text=text, by=admin, now=_at(plan.today))
    for name, town in SITES:
        PracticumSite.objects.get_or_create(name=name, defaults={"town": town, "capacity": 6, "region": "midtjylland"})
    today = plan.today
    _training("07", today - timedelta(days=19), plan, follow_ups=0, supervisions=1)
    _training("08", _start_of_cap(today + timedelta(days=40)), plan, follow_ups=1, supervisions=2)
    _training("09", _start_of_cap(today + timedelta(days=13)), plan, follow_ups=1, supervisions=2)
    _training("10", _start_of_cap(today), plan, follow_ups=2, supervisions=0)
    _training("11", _start_of_cap(today - timedelta(days=9)), plan, follow_ups=1, supervisions=1)
    done = _training("12", _start_of_cap(today - timedelta(days=20)), plan, follow_ups=2, supervisions=3)
    if done is not None:
        _complete(done, cap_of(done.start_date) - timedelta(days=2))
    training_due.settle_due(_at(today))


def _start_of_cap(cap: date) -> date:
    """The latest first day whose cap is no later than this day."""
    start = add_calendar_months(cap, -4)
    while cap_of(start) > cap:
        start -= timedelta(days=1)
    return start


def _at(day: date, hour: int = 12) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def _training(name: str, start: date, plan: Plan, *, follow_ups: int, supervisions: int) -> GuideTraining | None:
    """One training of the cast, with its log; None where it stands already or the course has not been passed."""
    person = User.objects.filter(email=f"demo-kursist-{name}@example.org").first()
    rows = Enrolment.objects.filter(person=person, state="course_passed", cohort__has_practicum=True)
    enrolment = rows.select_related("cohort", "person").first()
    if person is None or enrolment is None or enrolment.trainings.exists():
        return None
    start = max(start, enrolment.cohort.last_date or start)
    coordinator = User.objects.get(email="demo-koordinator@example.org")
    supervisor = User.objects.get(email="demo-supervisor@example.org")
    tasks, weekly, agreed = ROLE
    placement = trainings.Placement(
        supervisor=supervisor,
        site=PracticumSite.objects.order_by("town").first(),
        workplace_guide="Demo-guide",
        hours_a_week=weekly,
        agreed_hours=agreed,
        tasks=tasks,
    )
    made = trainings.start(enrolment, start_date=start, placement=placement, by=coordinator, now=_at(start))
    trainings.agree(made, by=person, now=_at(start))
    trainings.agree_on_paper(made, by=coordinator, now=_at(start))
    last = min(plan.today, made.cap_date)
    _note(made, supervisor, last, follow_ups=follow_ups, supervisions=supervisions)
    _write(made, person, supervisor, last)
    return made


def _note(made: GuideTraining, by: User, last: date, *, follow_ups: int, supervisions: int) -> None:
    span = max((last - made.start_date).days, 4)
    for number, planned in enumerate(_follow_up_days(made)):
        if number < follow_ups and planned.date <= last:
            training_records.note_follow_up(made, planned, was_there=True, by=by, now=_at(planned.date, 16))
    for number in range(supervisions):
        day = made.start_date + timedelta(days=span * (number + 1) // (supervisions + 1))
        kind = ("alone", "group")[number % 2]
        training_records.note_supervision(made, day=day, kind=kind, minutes=60, was_there=True, by=by, now=_at(day, 16))


def _follow_up_days(made: GuideTraining) -> list[FollowUpDay]:
    """The cohort's two days: those it has within the training, or new ones."""
    cohort = made.enrolment.cohort
    there = list(FollowUpDay.objects.filter(cohort=cohort, date__range=(made.start_date, made.cap_date)))
    hours = {"starts_at": time(10), "ends_at": time(15), "place": cohort.place}
    return there or [
        FollowUpDay.objects.create(cohort=cohort, date=made.start_date + timedelta(days=days), **hours)
        for days in (50, 98)
    ]


def _write(made: GuideTraining, person: User, supervisor: User, last: date) -> None:
    """A day of the log each week but the third, the older ones approved."""
    first = made.start_date + timedelta(days=2)
    consent = consents.give(purpose=PRACTICE_LOG, language="da", person=person, now=_at(made.start_date))
    relation = None
    for number in range((last - first).days // 7 + 1):
        day = first + timedelta(weeks=number)
        if number == 1:
            relation = training_records.begin_relation(made, start_date=day, by=person, now=_at(day))
        if number == 2:
            continue
        did, learned = WORDS[number % len(WORDS)]
        entry = practice_log.save(
            made,
            Written(day, 300, did, learned, relation),
            by=person,
            now=_at(day, 20),
            consent=consent,
        )
        if day < last - timedelta(days=10):
            practice_log.decide(entry, approve=True, by=supervisor, now=_at(day, 21))


def _complete(made: GuideTraining, day: date) -> None:
    """Confirmed, with both certificates."""
    supervisor = User.objects.get(email="demo-supervisor@example.org")
    trainings.confirm(made, by=supervisor, now=_at(day))
    enrolment = Enrolment.objects.select_related("cohort__course", "person").get(pk=made.enrolment_id)
    person, training = enrolment.person, training_queries.training_of(enrolment)
    for kind in ("course", "full"):
        if person is not None and certificates.may_have(enrolment, kind, training):
            certificates.issue(enrolment, kind, training, by=person, now=_at(day, 13))
