"""Courses and cohorts for tests: real rows, by the domain's own acts where one makes them."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from courses.domain import applications, cohorts
from courses.models import Cohort, Course, CourseSession, Enrolment
from tests.conftest import NOW

START = date(2026, 12, 1)
VALUES: dict[str, Any] = {
    "slug": "aarhus-2026",
    "region": "midtjylland",
    "town": "Aarhus",
    "place": "Huset, Gade 1",
    "start_date": START,
    "starts_at": time(9),
    "ends_at": time(15),
    "capacity": 4,
}


def make_course(code: str = "peer-uddannelse", **more: Any) -> Course:
    values = {"name_da": "Peer-uddannelsen", "name_en": "Peer education", "kind": "peer", "weeks": 13} | more
    return Course.objects.create(code=code, **values)


def short_course(**more: Any) -> Course:
    """Three meetings, and who applies first gets the place."""
    return make_course("kort", **{"kind": "short", "weeks": 3, "intake": "first"} | more)


def make_cohort(by: User, trainer: User, course: Course | None = None, **more: Any) -> Cohort:
    """One that is open for applications at NOW, and begins four weeks later."""
    closes_at = timezone.make_aware(datetime.combine(date(2026, 11, 20), time(23, 59, 59)))
    values = VALUES | {"closes_at": closes_at} | more
    made = cohorts.make(course=course or make_course(), values=values, by=by, now=NOW)
    cohorts.set_trainers(made, trainers=[(trainer, "lived")], by=by, now=NOW)
    return cohorts.open_up(made, by=by, now=NOW)


def apply(cohort: Cohort, person: User, **more: Any) -> Enrolment:
    values = {"kind": "participant", "language": "da", "by": person, "now": NOW} | more
    return applications.apply(cohort=cohort, person=person, **values)


def seat(cohort: Cohort, person: User, by: User) -> Enrolment:
    """Somebody with an accepted place."""
    offered = applications.offer(apply(cohort, person), by=by, now=NOW)
    return applications.accept(offered, by=person, now=NOW)


def begin(cohort: Cohort) -> datetime:
    """Lets the first day come; returns the moment after its meeting."""
    noon = timezone.make_aware(datetime.combine(cohort.start_date or START, time(16)))
    cohorts.follow_dates(noon)
    return noon


def session_of(cohort: Cohort, week: int) -> CourseSession:
    return CourseSession.objects.get(cohort=cohort, week=week)


def after(cohort: Cohort, days: int = 0) -> datetime:
    """An afternoon so many days after the last meeting."""
    last = Cohort.objects.get(pk=cohort.pk).last_date or START
    return timezone.make_aware(datetime.combine(last + timedelta(days=days), time(16)))
