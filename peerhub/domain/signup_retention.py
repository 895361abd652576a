"""When what somebody told goes, and when the signup no longer names anybody (security.md §2)."""

import secrets
from datetime import date, datetime, timedelta
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db import transaction
from django.db.models import DateField, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from accounts import ledger, person_keys
from accounts.models import Consent
from outbox.locks import lock_row

from ..enums import ENDED_ROUNDS
from ..models import (
    PlaceOffer,
    RoundEvent,
    Signup,
    SignupAnswers,
    SignupPreference,
)
from ..signup_enums import ENDED_STATES, LIVE_STATES, SignupState
from . import seats
from .proposal_traces import leave_proposals
from .signup_steps import move
from .signups import withdraw

NAMING = (
    *("first_name", "last_name", "email", "address_mark", "phone", "member_number", "outside_reference", "row_mark"),
)
UNMATCHED = frozenset({*ENDED_STATES, SignupState.WAITLISTED})


def answers_go_on(signup: Signup) -> date | None:
    """The day after which the answers are deleted; None while nobody can say yet."""
    if signup.state in UNMATCHED:
        return _months(timezone.localdate(signup.contact_at), settings.SIGNUP_ANSWERS_KEEP_MONTHS)
    end = round_end(signup)
    return _months(end, settings.SIGNUP_ANSWERS_KEEP_MONTHS) if end else None


def names_go_on(signup: Signup) -> date | None:
    """The day after which nothing in the signup names anybody; None while nobody can say yet."""
    if signup.state == SignupState.EXPIRED and signup.ended_at:
        return timezone.localdate(signup.ended_at) + timedelta(days=settings.SIGNUP_DRAFT_KEEP_DAYS)
    end = round_end(signup)
    return _months(end, settings.SIGNUP_KEEP_MONTHS) if end else None


def round_end(signup: Signup) -> date | None:
    """The shared ending of the round, or the day it was completed or cancelled; None before either is known."""
    if signup.round.ends_on:
        return signup.round.ends_on
    ended = RoundEvent.objects.filter(round_id=signup.round_id, to_state__in=ENDED_ROUNDS).aggregate(at=Max("at"))["at"]
    return timezone.localdate(ended) if ended else None


def _months(day: date, months: int) -> date:
    return day + relativedelta(months=months)


# --- the worker's part -----------------------------------------------------------------------------------------------
def delete_answers(now: datetime) -> int:
    """Deletes the answers whose day has come; returns how many."""
    today = timezone.localdate(now)
    edge = today - relativedelta(months=settings.SIGNUP_ANSWERS_KEEP_MONTHS)
    quiet = Q(state__in=UNMATCHED, contact_at__date__lt=edge)
    over = Q(ended_on__lt=edge)
    rows = _with_end(Signup.objects.filter(answers__isnull=False)).filter(quiet | over)
    return sum(_drop_answers(signup) for signup in rows.only("pk"))


@transaction.atomic
def _drop_answers(signup: Signup) -> bool:
    gone, _counts = SignupAnswers.objects.filter(signup=signup).delete()
    SignupPreference.objects.filter(signup=signup).delete()
    person_keys.forget(signup.pk)
    return bool(gone)


def anonymise_due(now: datetime) -> int:
    """Takes the names out of signups whose day has come, and of those that were never confirmed; returns how many."""
    today = timezone.localdate(now)
    over = Q(ended_on__lt=today - relativedelta(months=settings.SIGNUP_KEEP_MONTHS))
    unconfirmed = Q(
        state=SignupState.EXPIRED, ended_at__date__lt=today - timedelta(days=settings.SIGNUP_DRAFT_KEEP_DAYS)
    )
    rows = _with_end(Signup.objects.exclude(state=SignupState.ANONYMISED)).filter(over | unconfirmed)
    return sum(anonymise(signup, now=now) for signup in rows.only("pk"))


def _with_end(rows: "QuerySet[Signup]") -> "QuerySet[Signup]":
    """With `ended_on`: the same as `round_end`, for many at once."""
    events = RoundEvent.objects.filter(round=OuterRef("round"), to_state__in=ENDED_ROUNDS).order_by("-at")
    ended = Subquery(events.annotate(day=TruncDate("at")).values("day")[:1], output_field=DateField())
    return rows.annotate(ended_on=Coalesce("round__ends_on", ended))


@transaction.atomic
def anonymise(signup: Signup, *, now: datetime, is_wish: bool = False) -> bool:
    """Takes everything out that names somebody; round, region, state's history and the counts stay. Twice is once.

    Where it is somebody's wish, the ledger makes sure that no older backup brings it back; what goes by its date goes
    by its date again.
    """
    held = lock_row(signup)
    if held.state == SignupState.ANONYMISED:
        return False
    if is_wish:
        ledger.add(held.pk)
    _drop_answers(held)
    seats.forget(held, now=now)
    PlaceOffer.objects.filter(signup=held).delete()
    leave_proposals(held)
    Consent.objects.filter(about=held.pk, person=None).delete()
    for name in NAMING:
        setattr(held, name, "")
    held.person = held.postcode = held.confirm_by = held.answer_by = None
    held.token, held.token_hash = "", secrets.token_hex(32)
    move(held, SignupState.ANONYMISED, by=None, now=now, is_contact=False)
    return True


# --- consent taken back ----------------------------------------------------------------------------------------------
def matching_taken_back(consent: Consent, now: datetime) -> None:
    """Without a yes to matching the answers go at once, and whoever has no place yet leaves the pool."""
    signup = Signup.objects.filter(pk=consent.about).first() if consent.about else None
    if signup is None:
        return
    _drop_answers(signup)
    if signup.state != SignupState.ACCEPTED:
        ledger.add(signup.pk)  # an older backup holds the answers
    if signup.state in LIVE_STATES - {SignupState.ACCEPTED}:
        withdraw(signup, by=consent.person, now=now)


def carry_over_taken_back(consent: Consent, now: datetime) -> None:
    """Without it nobody is carried to the next round."""
    if consent.about:
        Signup.objects.filter(pk=consent.about).update(may_carry_over=False)


def forget_again(named: set[UUID], now: datetime) -> int:
    """After a restore: anonymises again what is in the ledger by its own id; returns how many had come back."""
    back = Signup.objects.filter(pk__in=named).exclude(state=SignupState.ANONYMISED)
    return sum(anonymise(signup, now=now) for signup in back.only("pk"))
