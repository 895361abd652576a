"""Information meetings and times for a talk: steps before an answer, where the course has them (domain.md §4.6)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.domain.access_log import record
from accounts.models import User
from outbox.locks import lock_row

from ..enums import WAITING
from ..models import Cohort, Enrolment, InfoMeeting, InterviewSlot
from .cohort_steps import held_to_run
from .errors import Refused


@transaction.atomic
def add_talk(
    cohort: Cohort, *, starts_at: datetime, minutes: int, place: str, by: User, now: datetime
) -> InterviewSlot:
    """Offers a time for a talk. A second call at the same time gives the first. Raises Refused for a time that has
    passed, and for who does not run the cohort."""
    held = held_to_run(cohort, by)
    _check_time(starts_at, now)
    values: dict[str, Any] = {"minutes": minutes, "place": place}
    return InterviewSlot.objects.get_or_create(cohort=held, starts_at=starts_at, defaults=values)[0]


@transaction.atomic
def add_info_meeting(
    cohort: Cohort, *, starts_at: datetime, place: str, link: str, by: User, now: datetime
) -> InfoMeeting:
    """Plans an information meeting, which the public calendar shows. A second call at the same time gives the first.
    Raises Refused for a time that has passed, without place and link, and for who does not run the cohort."""
    held = held_to_run(cohort, by)
    _check_time(starts_at, now)
    if not place and not link:
        raise Refused(_("Write a place or a link, so that people find it."))
    values = {"place": place, "link": link}
    return InfoMeeting.objects.get_or_create(cohort=held, starts_at=starts_at, defaults=values)[0]


def _check_time(starts_at: datetime, now: datetime) -> None:
    if starts_at <= now:
        raise Refused(_("The time has passed. Choose one that is still to come."))


@transaction.atomic
def choose_talk(enrolment: Enrolment, slot: InterviewSlot, *, by: User, now: datetime) -> InterviewSlot:
    """Takes a time for a talk, in the place of one chosen before; the database lets one person alone have it. A second
    call changes nothing. Raises Refused for a time that somebody else has or that has passed, and once the application
    is answered."""
    held, wanted = lock_row(enrolment), lock_row(slot)
    if wanted.enrolment_id == held.pk:
        return wanted
    if held.state not in WAITING or wanted.cohort_id != held.cohort_id:
        raise Refused(_("Your application is answered, so no talk is needed."))
    if wanted.enrolment_id is not None:
        raise Refused(_("Somebody else has just taken that time. Choose another, please."))
    _check_time(wanted.starts_at, now)
    InterviewSlot.objects.filter(enrolment=held, held_at=None).update(enrolment=None)
    wanted.enrolment = held
    wanted.save(update_fields=["enrolment"])
    record(by=by, action="talk.chosen", subject=held.person, object=held, now=now)
    return wanted


@transaction.atomic
def choose_info_meeting(enrolment: Enrolment, meeting: InfoMeeting, *, by: User, now: datetime) -> Enrolment:
    """Says that one comes to an information meeting. A second call changes nothing. Raises Refused after it began."""
    held = lock_row(enrolment)
    if held.info_meeting_id == meeting.pk:
        return held
    if held.cohort_id != meeting.cohort_id or held.state not in WAITING:
        raise Refused(_("Your application is answered, so no meeting is needed."))
    _check_time(meeting.starts_at, now)
    held.info_meeting = meeting
    held.save(update_fields=["info_meeting"])
    return held


def talks_of(cohort: Cohort) -> list[InterviewSlot]:
    """The times of a cohort with who has them, for its coordinator. One query."""
    return list(InterviewSlot.objects.filter(cohort=cohort).select_related("enrolment__person").order_by("starts_at"))


def free_talks(cohort: Cohort, now: datetime) -> list[InterviewSlot]:
    """The times that nobody has yet, for applicants. One query."""
    return list(InterviewSlot.objects.filter(cohort=cohort, enrolment=None, starts_at__gt=now).order_by("starts_at"))


def info_meetings_of(cohort: Cohort) -> list[InfoMeeting]:
    """The information meetings of a cohort. One query."""
    return list(InfoMeeting.objects.filter(cohort=cohort).order_by("starts_at"))


def talk_of(enrolment: Enrolment) -> InterviewSlot | None:
    """The time somebody has chosen. One query."""
    return InterviewSlot.objects.filter(enrolment=enrolment).first()
