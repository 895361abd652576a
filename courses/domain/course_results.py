"""Who has passed a course (domain.md §4.6): by the cohort's rule, or by a documented equivalent."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.domain.access_log import record
from accounts.models import User
from home.models import ContentVersion
from outbox.locks import lock_row

from ..enums import EnrolmentState
from ..models import Enrolment
from .attendance import share_of
from .cohort_steps import may_teach
from .enrolment_steps import move, tell
from .errors import Refused

JUDGED = frozenset({EnrolmentState.ATTENDING, EnrolmentState.COURSE_NOT_PASSED})


def judge(held: Enrolment, *, by: User | None, now: datetime) -> Enrolment:
    """Passed where the required share is reached, not passed yet otherwise; the caller holds the enrolment and has
    seen that the last meeting is over. One that is judged already and would be the same is left."""
    to = EnrolmentState.COURSE_PASSED if share_of(held).is_met else EnrolmentState.COURSE_NOT_PASSED
    if held.state not in JUDGED or held.state == to:
        return held
    return _settle(held, to, note="", by=by, now=now)


@transaction.atomic
def judge_again(enrolment: Enrolment, *, note: str, by: User, now: datetime) -> Enrolment:
    """After making up meetings, or with a note of what counts as the same. A second call changes nothing.

    Raises Refused below the required share without a note, before the last meeting, and for who does not teach.
    """
    held = lock_row(enrolment)
    if not may_teach(held.cohort, by):
        raise Refused(_("This cohort is taught by others."))
    if held.state == EnrolmentState.COURSE_PASSED:
        return held
    if held.state not in JUDGED:
        raise Refused(_("This person is not waiting to pass the course."))
    if held.cohort.last_date is None or held.cohort.last_date > timezone.localdate(now):
        raise Refused(_("The last meeting has not been held yet."))
    if not share_of(held).is_met and not note.strip():
        raise Refused(_("The required share is not reached. Write what counts as the same."))
    return _settle(held, EnrolmentState.COURSE_PASSED, note=note.strip(), by=by, now=now)


def _settle(held: Enrolment, to: str, *, note: str, by: User | None, now: datetime) -> Enrolment:
    if to == EnrolmentState.COURSE_PASSED:
        held.passed_on, held.passed_note = timezone.localdate(now), note
    moved = move(held, to, by=by, now=now)
    record(by=by, action=f"enrolment.{to}", subject=held.person, object=moved, now=now)
    if to == EnrolmentState.COURSE_PASSED:
        tell(moved, "course_passed", now=now)
        ContentVersion.touch()  # a course's page counts its graduates
    return moved
