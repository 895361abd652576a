"""People in guide training to test against. Dates stand around NOW of the cast (3 November 2026)."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from accounts.models import ConsentText, User
from courses.domain import training_records, trainings
from courses.domain.practice_log import Written, save
from courses.enums import EnrolmentState, Presence
from courses.models import (
    Attendance,
    Cohort,
    Course,
    CourseSession,
    Enrolment,
    FollowUpDay,
    GuideTraining,
    LogEntry,
)
from tests.conftest import NOW

COURSE_END = date(2026, 6, 10)
START = date(2026, 7, 6)  # cap: 6 November 2026, three days after NOW
CAP = date(2026, 11, 6)


def at(day: date, hour: int = 12) -> datetime:
    """A moment of a day."""
    return datetime.combine(day, time(hour), tzinfo=UTC)


def make_cohort(slug: str = "aarhus-2026-1", **more: Any) -> Cohort:
    """A peer education that has ended, with its thirteen weeks."""
    course, _made = Course.objects.get_or_create(
        code="peer", defaults={"name_da": "Peer-uddannelsen", "kind": "peer", "weeks": 13, "has_practicum": True}
    )
    values = {"region": "midtjylland", "town": "Aarhus", "weeks": 13, "has_practicum": True, "state": "finished"}
    values |= {
        "made_at": NOW,
        "start_date": COURSE_END - timedelta(weeks=12),
        "last_date": COURSE_END,
        "capacity": 16,
        "starts_at": time(10),
        "ends_at": time(15),
        "closes_at": at(date(2026, 2, 1)),
    }
    values |= {"certificate_phases": ["course", "guide_training", "follow_up", "supervision"]}
    cohort = Cohort.objects.create(course=course, slug=slug, **values | more)
    CourseSession.objects.bulk_create(
        CourseSession(
            cohort=cohort,
            week=week,
            date=COURSE_END - timedelta(weeks=13 - week),
            starts_at=time(10),
            ends_at=time(15),
        )
        for week in range(1, 14)
    )
    return cohort


def make_passed(person: User, cohort: Cohort, *, absent: int = 0, **more: Any) -> Enrolment:
    """Somebody who has passed, and was away for the first so many weeks."""
    values = {"state": EnrolmentState.COURSE_PASSED, "passed_on": COURSE_END, "applied_at": NOW, "contact_at": NOW}
    enrolment = Enrolment.objects.create(person=person, cohort=cohort, **values | more)
    Attendance.objects.bulk_create(
        Attendance(
            session=one,
            enrolment=enrolment,
            presence=Presence.ABSENT if one.week <= absent else Presence.PRESENT,
            at=NOW,
        )
        for one in CourseSession.objects.filter(cohort=cohort)
    )
    return enrolment


def begin(enrolment: Enrolment, supervisor: User, by: User, *, start: date = START, **more: Any) -> GuideTraining:
    """Begins a training on its first day."""
    placement = trainings.Placement(supervisor=supervisor, **more)
    return trainings.start(enrolment, start_date=start, placement=placement, by=by, now=at(start))


def meet(training: GuideTraining, by: User, *, days: int = 2, supervisions: int = 1) -> None:
    """Notes so many follow-up days and supervisions, within the first weeks."""
    for number in range(days):
        day = training.start_date + timedelta(days=20 + 20 * number)
        made, _new = FollowUpDay.objects.get_or_create(
            cohort=training.enrolment.cohort, date=day, defaults={"starts_at": time(10), "ends_at": time(15)}
        )
        training_records.note_follow_up(training, made, was_there=True, by=by, now=at(day))
    for number in range(supervisions):
        day = training.start_date + timedelta(days=25 + number)
        training_records.note_supervision(
            training, day=day, kind="alone", minutes=60, was_there=True, by=by, now=at(day)
        )


def write_log(training: GuideTraining, day: date, *, minutes: int = 180, **more: Any) -> LogEntry:
    """A day of the log, by its participant."""
    assert training.person
    return save(training, Written(day, minutes, **more), by=training.person, now=at(day, 20))


def make_consent_texts() -> None:
    """The text that people say yes to before their words are kept."""
    for purpose in ("courses.practice_log", "courses.reflection"):
        for language in ("da", "en"):
            ConsentText(purpose=purpose, language=language, version=1, text="Ja", made_at=NOW).save()
