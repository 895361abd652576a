"""Wanting to hear when a course gets a date: asked, confirmed by mail, told once, gone."""

from datetime import datetime

from accounts.domain import interests
from accounts.mail_boxes import box_mark

from ..models import Cohort, Course, CourseInterest


def mark_of(address: str) -> str:
    """A keyed fingerprint of an address, to find a wish by."""
    return box_mark(address, purpose="courses.interest")


def ask(*, course: Course, email: str, town: str, language: str, now: datetime) -> CourseInterest:
    """Notes an address and where it would attend (`accounts.domain.interests.ask` says what a second call does)."""
    mark = mark_of(email)
    return interests.ask(CourseInterest, course, email=email, mark=mark, language=language, now=now, town=town.strip())


def by_link(token: str) -> CourseInterest | None:
    """The wish behind a mailed link; None for a wrong link and for one that has gone."""
    return interests.by_link(CourseInterest, token)


def tell_dated(now: datetime) -> int:
    """Tells everybody who waits for a course that takes applications now, in their town where they named one, once;
    returns how many."""
    taking = list(Cohort.objects.taking_at(now).order_by("start_date", "pk"))
    waiting = CourseInterest.objects.filter(confirmed_at__isnull=False, told_of=None)
    count = 0
    for one in waiting.filter(course__in={cohort.course_id for cohort in taking}):
        found = next((cohort for cohort in taking if _fits(one, cohort)), None)
        count += bool(found and _tell(one, found, now))
    return count


def _fits(interest: CourseInterest, cohort: Cohort) -> bool:
    same_town = not interest.town or interest.town.casefold() == cohort.town.casefold()
    return cohort.course_id == interest.course_id and same_town


def _tell(interest: CourseInterest, cohort: Cohort, now: datetime) -> bool:
    return interests.tell(interest, cohort, "courses.interest_dated", now=now, expires_at=cohort.closes_at)


def delete_expired(now: datetime) -> int:
    """Deletes addresses whose day has come; returns how many."""
    return interests.delete_expired(CourseInterest, now)


def course_with(code: str) -> Course | None:
    """A course by its code, for visitors."""
    return Course.objects.filter(code=code).first()


def towns_of(course: Course) -> list[str]:
    """The towns that the course has been held in, by name: what a visitor may choose among. One query."""
    rows = Cohort.objects.filter(course=course).order_by("town").values_list("town", flat=True)
    return list(rows.distinct())
