"""From application to a place (domain.md §4.6): applied, chosen, offered, answered, waiting, refused, withdrawn."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.domain import access_log, consents
from accounts.models import User
from outbox.locks import lock_row

from ..enums import SEATED, TAKING, CohortState, EnrolmentSource, EnrolmentState, Intake, SeatKind, WaitingReason
from ..models import Cohort, Enrolment, InterviewSlot, OwnWords
from ..models.enrolments import OWN_WORDS
from .cohort_steps import may_run
from .enrolment_steps import log, move, tell
from .errors import Refused
from .late_starts import refuse_late
from .places import release, room_for, take

# A place may be offered while people can still prepare for the first day, and to late starters.
OFFERING = frozenset({*TAKING, CohortState.CLOSED, CohortState.RUNNING})


class TooLate(Refused):
    """The deadline has passed."""


@transaction.atomic
def apply(
    *,
    cohort: Cohort,
    person: User,
    kind: str,
    language: str,
    by: User,
    now: datetime,
    words: str = "",
    shown: str = "",
    has_said_yes: bool = False,
) -> Enrolment:
    """Notes an application, or the coordinator's note of one; where nobody is chosen the place is given at once, to
    exactly as many as there are. A second call while the first stands gives that one.

    `words` are kept with a yes to the text whose fingerprint is `shown` alone. Raises TooLate after the deadline,
    Refused for a kind the course does not take, for words without a yes, and for a person who is not `by`'s to act for.
    """
    held = lock_row(cohort)
    if by != person and not (may_run(held, by) and User.objects.for_user(by).filter(pk=person.pk).exists()):
        raise Refused(_("You cannot act for this person."))
    known = Enrolment.objects.filter(cohort=held, person=person).live().first()
    if known is not None:
        return known
    if not held.is_taking_at(now):
        raise TooLate(_("The deadline has passed. Look at the other cohorts, or write to us."))
    if kind == SeatKind.COLLEAGUE and not held.course.is_for_colleagues:
        raise Refused(_("This course is for people with experience of their own."))
    if words and not has_said_yes:
        raise Refused(_("We may only keep what you write if you say yes to it. Tick the box, or leave the text empty."))
    made = Enrolment.objects.create(
        cohort=held,
        person=person,
        kind=kind,
        language=language,
        source=EnrolmentSource.ONLINE if by == person else EnrolmentSource.BEHALF,
        applied_at=now,
        contact_at=now,
    )
    log(made, "", by=by, now=now)
    access_log.record(by=by, action="enrolment.applied", subject=person, object=made, now=now)
    if words:
        _keep_words(made, words, language=language, shown=shown, noted_by=None if by == person else by, now=now)
    return _first_answer(held, made, now=now)


def _keep_words(
    made: Enrolment, words: str, *, language: str, shown: str, noted_by: User | None, now: datetime
) -> None:
    given = consents.give(
        purpose=OWN_WORDS,
        about=made.pk,
        person=made.person,
        language=language,
        shown=shown,
        noted_by=noted_by,
        now=now,
    )
    OwnWords(enrolment=made, consent=given, application=words, changed_at=now).save()


def _first_answer(held: Cohort, made: Enrolment, *, now: datetime) -> Enrolment:
    """The place at once where nobody is chosen; the waiting list where there is none; else a receipt."""
    reason = room_for(held, made.kind)
    if held.course.intake == Intake.FIRST:
        if reason is None:
            made.accepted_at = now
            take(held, made, now=now)
            move(made, EnrolmentState.ACCEPTED, by=None, now=now, note="first")
            tell(made, "place_accepted", now=now)
        else:
            _let_wait(made, reason, by=None, now=now)
    else:
        tell(made, "applied", now=now)
    return made


def _let_wait(held: Enrolment, reason: str, *, by: User | None, now: datetime) -> None:
    held.waiting_reason = WaitingReason(reason)
    move(held, EnrolmentState.WAITLISTED, by=by, now=now)
    tell(held, "waits", now=now, again=f"{now:%Y%m%d}")


def _hold(enrolment: Enrolment) -> tuple[Cohort, Enrolment]:
    """The cohort first, then the enrolment, as everywhere: two acts never wait for each other."""
    return lock_row(enrolment.cohort), lock_row(enrolment)


def _for_coordinator(enrolment: Enrolment, by: User) -> tuple[Cohort, Enrolment]:
    cohort, held = _hold(enrolment)
    if not may_run(cohort, by):
        raise Refused(_("This cohort is run by others."))
    return cohort, held


@transaction.atomic
def offer(enrolment: Enrolment, *, by: User, now: datetime) -> Enrolment:
    """Offers a place and asks for an answer within COURSE_ANSWER_DAYS; the place is held meanwhile. A second call
    while it stands changes nothing. Raises Refused when all places are taken."""
    cohort, held = _for_coordinator(enrolment, by)
    if held.state == EnrolmentState.OFFERED:
        return held
    if cohort.state not in OFFERING:
        raise Refused(_("This cohort offers no places now."))
    refuse_late(cohort, today=timezone.localdate(now))
    reason = room_for(cohort, held.kind)
    if reason is not None:
        raise Refused(WaitingReason(reason).label)
    held.answer_by, held.offered_at = now + timedelta(days=settings.COURSE_ANSWER_DAYS), now
    held.reminded_at, held.waiting_reason = None, ""
    moved = move(held, EnrolmentState.OFFERED, by=by, now=now)
    take(cohort, moved, now=now)
    access_log.record(by=by, action="enrolment.offered", subject=held.person, object=moved, now=now)
    tell(moved, "place_offered", now=now, again=f"{now:%Y%m%d%H%M}", expires_at=held.answer_by)
    return moved


@transaction.atomic
def accept(enrolment: Enrolment, *, by: User, now: datetime) -> Enrolment:
    """Says yes to an offered place; on a course that has begun the person takes part at once. A second call changes
    nothing. Raises Refused when the date has passed."""
    cohort, held = _hold(enrolment)
    if held.state in SEATED - {EnrolmentState.OFFERED}:
        return held
    _still_open(held, now)
    held.from_week = refuse_late(cohort, today=timezone.localdate(now))
    held.accepted_at = now
    moved = move(held, EnrolmentState.ACCEPTED, by=by, now=now)
    if cohort.state == CohortState.RUNNING:
        moved = move(moved, EnrolmentState.ATTENDING, by=None, now=now)
    access_log.record(by=by, action="enrolment.accepted", subject=held.person, object=moved, now=now)
    tell(moved, "place_accepted", now=now)
    return moved


def _still_open(held: Enrolment, now: datetime) -> None:
    if held.state != EnrolmentState.OFFERED:
        raise Refused(_("There is no place to answer to just now."))
    if held.answer_by is not None and now > held.answer_by:
        raise Refused(_("The date has passed, and the place has gone to somebody who waited. Write to us."))


@transaction.atomic
def put_on_waiting_list(enrolment: Enrolment, *, reason: str, by: User, now: datetime) -> Enrolment:
    """Lets somebody wait, with the reason they read. A second call changes the reason alone."""
    _cohort, held = _for_coordinator(enrolment, by)
    if held.state == EnrolmentState.WAITLISTED:
        held.waiting_reason = WaitingReason(reason)
        held.save(update_fields=["waiting_reason"])
        return held
    _let_wait(held, reason, by=by, now=now)
    return held


@transaction.atomic
def refuse(enrolment: Enrolment, *, by: User, now: datetime) -> Enrolment:
    """Says kindly that there is no place this time; the mail's words are the administrators'. A second call changes
    nothing."""
    _cohort, held = _for_coordinator(enrolment, by)
    if held.state == EnrolmentState.REFUSED:
        return held
    moved = move(held, EnrolmentState.REFUSED, by=by, now=now)
    InterviewSlot.objects.filter(enrolment=held).update(enrolment=None)
    access_log.record(by=by, action="enrolment.refused", subject=held.person, object=moved, now=now)
    tell(moved, "refused", now=now)
    return moved


@transaction.atomic
def withdraw(enrolment: Enrolment, *, by: User, now: datetime) -> Enrolment:
    """Ends an application or a place at the person's wish, in one step and without a reason; saying no to an offer is
    the same. A second call changes nothing."""
    cohort, held = _hold(enrolment)
    if held.state == EnrolmentState.WITHDRAWN:
        return held
    return _end(cohort, held, by=by, now=now, note="own wish")


def _end(cohort: Cohort, held: Enrolment, *, by: User | None, now: datetime, note: str) -> Enrolment:
    release(cohort, held, now=now)
    moved = move(held, EnrolmentState.WITHDRAWN, by=by, now=now, note=note, is_contact=by is not None)
    InterviewSlot.objects.filter(enrolment=held, held_at=None).update(enrolment=None)
    access_log.record(by=by, action="enrolment.withdrawn", subject=held.person, object=moved, now=now)
    tell(moved, "place_lapsed" if by is None else "withdrawn", now=now)
    _next_in_line(cohort, now=now)
    return moved


def _next_in_line(cohort: Cohort, *, now: datetime) -> None:
    """Where nobody is chosen, a freed place is offered to who has waited longest and fits."""
    if cohort.course.intake != Intake.FIRST or cohort.state not in TAKING | {CohortState.CLOSED}:
        return
    waiting = Enrolment.objects.filter(cohort=cohort, state=EnrolmentState.WAITLISTED)
    for one in waiting.select_related("person").order_by("applied_at", "pk"):
        if room_for(cohort, one.kind) is None:
            held = lock_row(one)
            held.answer_by, held.offered_at = now + timedelta(days=settings.COURSE_ANSWER_DAYS), now
            held.reminded_at, held.waiting_reason = None, ""
            move(held, EnrolmentState.OFFERED, by=None, now=now, is_contact=False)
            take(cohort, held, now=now)
            tell(held, "place_offered", now=now, again=f"{now:%Y%m%d%H%M}", expires_at=held.answer_by)
            return


# --- the worker's part -----------------------------------------------------------------------------------------------
def remind(now: datetime) -> int:
    """Reminds once, COURSE_REMIND_DAYS after the offer, those who have not answered; returns how many."""
    before = now - timedelta(days=settings.COURSE_REMIND_DAYS)
    quiet = Enrolment.objects.filter(state=EnrolmentState.OFFERED, reminded_at=None, offered_at__lte=before)
    return sum(_remind(one, now) for one in quiet.filter(answer_by__gt=now))


@transaction.atomic
def _remind(enrolment: Enrolment, now: datetime) -> bool:
    held = lock_row(enrolment)
    if held.state != EnrolmentState.OFFERED or held.reminded_at is not None:
        return False
    held.reminded_at = now
    held.save(update_fields=["reminded_at"])
    tell(held, "place_reminder", now=now, again=f"{held.answer_by:%Y%m%d}", expires_at=held.answer_by)
    return True


def lapse(now: datetime) -> int:
    """Silence is a no: ends the offers whose date has passed; returns how many."""
    late = Enrolment.objects.filter(state=EnrolmentState.OFFERED, answer_by__lt=now).select_related("cohort")
    return sum(_lapse(one, now) for one in late)


@transaction.atomic
def _lapse(enrolment: Enrolment, now: datetime) -> bool:
    cohort, held = _hold(enrolment)
    is_late = held.state == EnrolmentState.OFFERED and held.answer_by is not None and held.answer_by < now
    if is_late:
        _end(cohort, held, by=None, now=now, note="silence")
    return is_late
