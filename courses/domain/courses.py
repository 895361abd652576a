"""Courses and breaks as coordinators keep them. What a cohort copied of its course stays as it was copied."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.domain.access_log import record
from accounts.enums import Role
from accounts.models import User
from outbox.locks import lock_row

from ..enums import PEER_WEEKS, CourseKind
from ..models import Course, CourseBreak
from .errors import Refused


def _refuse_others(by: User) -> None:
    if not by.has_role(Role.COORDINATOR, Role.ADMINISTRATOR):
        raise Refused(_("Only coordinators keep courses and breaks."))


@transaction.atomic
def save_course(course: Course, *, values: dict[str, Any], by: User, now: datetime) -> Course:
    """Makes a course, or changes one: cohorts that were made before keep the rules they were made with. A second
    identical call changes nothing.

    Raises Refused for who coordinates nothing, a code that another course has, and a peer education of other than 13
    weeks (S2).
    """
    _refuse_others(by)
    held = course if course._state.adding else lock_row(course)
    if not held._state.adding and all(getattr(held, name) == value for name, value in values.items()):
        return held
    for name, value in values.items():
        setattr(held, name, value)
    if held.kind == CourseKind.PEER and held.weeks != PEER_WEEKS:
        raise Refused(_("The peer education has exactly 13 weeks. Choose another type, or write 13."))
    held.changed_by = by
    try:
        with transaction.atomic():
            held.save()
    except IntegrityError as clash:
        raise Refused(_("Another course has this code. Choose another.")) from clash
    record(by=by, action="course.saved", object=held, now=now)
    return held


@transaction.atomic
def save_break(row: CourseBreak, *, by: User) -> CourseBreak:
    """Writes days without teaching. Weeks that are laid out already stay; those laid out later pass over it."""
    _refuse_others(by)
    row.save()
    return row


@transaction.atomic
def remove_break(row: CourseBreak, *, by: User) -> None:
    """Takes a break away; a second call finds none."""
    _refuse_others(by)
    CourseBreak.objects.filter(pk=row.pk).delete()


def course_for_staff(code: str) -> Course | None:
    """A course by its code, for coordinators."""
    return Course.objects.filter(code=code).first()


def breaks() -> list[CourseBreak]:
    """Every break, for coordinators. One query."""
    return list(CourseBreak.objects.order_by("first_week", "first_day", "pk"))
