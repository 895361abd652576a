"""The life of a round (domain.md §4.1): made, released, opened, closed, matched, cancelled. Publishing
is in `publishing`, running and completing in `running`."""

import uuid
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.domain.access_log import record
from accounts.models import User
from outbox.domain.messages import queue
from outbox.locks import lock_row

from ..enums import HELD_BACK, RELEASED, ROUND_STEPS, RoundState
from ..models import RoundEvent, Signup, SignupRound
from .errors import Refused
from .group_steps import dissolve_all
from .recruitment import confirmed_in, live_signups
from .round_guards import date_faults, in_the_way, size_faults

CANCELLED = "peerhub.round_cancelled"
CANCELLABLE = frozenset(state for state, to in ROUND_STEPS if to == RoundState.CANCELLED)
# What may still be changed, by state: people have signed up for the rest.
ALWAYS = frozenset({"name_da", "name_en", "info_da", "info_en"})
DATES = frozenset({"closes_at", "first_start", "ends_on", "start_meeting_at", "start_meeting_place"})
SIZES = frozenset({"min_size", "target_size", "max_size", "size_reason", "criteria"})
SETTINGS = frozenset(
    {"slug", "region", "hidden", "expected_on", "opens_at", "grouping", "audience", "start_by", "meeting_form"}
    | {"has_roles", "questionnaire"}
)
CHANGEABLE: dict[str, frozenset[str]] = {
    RoundState.DRAFT: ALWAYS | DATES | SIZES | SETTINGS,
    RoundState.OPEN: ALWAYS | DATES | SIZES,
    RoundState.CLOSED: ALWAYS | (DATES - {"closes_at"}) | SIZES,
    RoundState.MATCHING: ALWAYS | (DATES - {"closes_at"}) | SIZES,
    RoundState.PUBLISHED: ALWAYS | {"ends_on"},
    RoundState.RUNNING: ALWAYS | {"ends_on"},
}


def may_run(round: SignupRound, person: User) -> bool:
    """Whether this person runs the round: sees it and may change it."""
    return SignupRound.objects.run_by(person).filter(pk=round.pk).exists()


@transaction.atomic
def change(round: SignupRound, *, values: dict[str, Any], by: User, now: datetime) -> SignupRound:
    """Writes what was typed. A second identical call changes nothing and logs nothing.

    Raises Refused for what the state no longer lets change, for dates in the wrong order, and for a round that is not
    this person's to run. A round that was released goes back to the drawer when it could no longer open.
    """
    held = _held(round, by)
    changed = {name: value for name, value in values.items() if getattr(held, name) != value}
    if not changed:
        return held
    if set(changed) - CHANGEABLE.get(held.state, frozenset()):
        raise Refused(_("People have signed up for this, so it can no longer be changed."))
    for name, value in changed.items():
        setattr(held, name, value)
    _check(held, now)
    held.save()
    record(by=by, action="round.changed", object=held, purpose=",".join(sorted(changed))[:120], now=now)
    return held


def _check(round: SignupRound, now: datetime) -> None:
    found = [*date_faults(round), *size_faults(round)]
    if round.state != RoundState.DRAFT or round.released_at:
        found = in_the_way(round, now)
    if round.state == RoundState.OPEN and round.closes_at and round.closes_at <= now:
        found.append(("closes_on", _("The new deadline has passed. Close the round instead.")))
    for field, message in found:
        raise Refused(message, field=field)


@transaction.atomic
def release(round: SignupRound, *, by: User, now: datetime) -> SignupRound:
    """Lets a round open at its hour, at once where that has come. Visitors are told the date. A second call changes
    nothing.

    Raises Refused with the first thing that is missing.
    """
    held = _held(round, by)
    if held.state != RoundState.DRAFT or held.released_at:
        return held
    for field, message in in_the_way(held, now):
        raise Refused(message, field=field)
    held.released_at = now
    held.save(update_fields=["released_at"])
    RoundEvent.objects.create(round=held, from_state=held.state, to_state=held.state, by=by, at=now, note=RELEASED)
    record(by=by, action="round.released", object=held, now=now)
    if held.opens_at and held.opens_at <= now:
        return step(held, RoundState.OPEN, by=by, now=now)
    return held


@transaction.atomic
def hold_back(round: SignupRound, *, by: User, now: datetime) -> SignupRound:
    """Takes a released round back before it opens. A second call changes nothing; an open one is refused."""
    held = _held(round, by)
    if held.state_at(now) != RoundState.DRAFT:
        raise Refused(_("The round has opened. Close or cancel it instead."))
    if held.released_at:
        held.released_at = None
        held.save(update_fields=["released_at"])
        RoundEvent.objects.create(round=held, from_state=held.state, to_state=held.state, by=by, at=now, note=HELD_BACK)
        record(by=by, action="round.held_back", object=held, now=now)
    return held


@transaction.atomic
def open_now(round: SignupRound, *, by: User, now: datetime) -> SignupRound:
    """Opens signup at once, whatever the date said. A second call changes nothing.

    Raises Refused with the first thing that is missing.
    """
    held = _held(round, by)
    if held.state == RoundState.OPEN:
        return held
    if held.state == RoundState.DRAFT and (held.opens_at is None or held.opens_at > now):
        held.opens_at = now
    for field, message in in_the_way(held, now):
        raise Refused(message, field=field)
    held.released_at = held.released_at or now
    return step(held, RoundState.OPEN, by=by, now=now)


@transaction.atomic
def close(round: SignupRound, *, by: User, now: datetime) -> SignupRound:
    """Closes signup, before its deadline too. A second call changes nothing."""
    held = _held(round, by)
    if held.state == RoundState.CLOSED:
        return held
    return step(_opened(held, now), RoundState.CLOSED, by=by, now=now)


@transaction.atomic
def start_matching(round: SignupRound, *, by: User, now: datetime) -> SignupRound:
    """Begins to make groups. A second call changes nothing.

    Raises Refused where signup is still open or fewer have confirmed than make the smallest group.
    """
    held = _held(round, by)
    if held.state == RoundState.MATCHING:
        return held
    if held.state_at(now) == RoundState.CLOSED and held.state != RoundState.CLOSED:
        held = step(_opened(held, now), RoundState.CLOSED, by=None, now=now)
    confirmed = confirmed_in(held)
    if held.state == RoundState.CLOSED and confirmed < held.min_size:
        words = {"confirmed": confirmed, "least": held.min_size}
        raise Refused(_("%(confirmed)d have confirmed, and the smallest group is %(least)d.") % words)
    return step(held, RoundState.MATCHING, by=by, now=now)


@transaction.atomic
def cancel(round: SignupRound, *, because_da: str, because_en: str, by: User, now: datetime) -> SignupRound:
    """Cancels a round that has not begun and tells everybody who is signed up why. A second call changes nothing.

    Raises Refused without a reason, and once groups run.
    """
    held = _held(round, by)
    if held.state == RoundState.CANCELLED:
        return held
    if not because_da.strip():
        raise Refused(_("Write why, so that people know."), field="because_da")
    dissolve_all(held, by=by, now=now)
    held.cancelled_because_da, held.cancelled_because_en = because_da.strip(), because_en.strip()
    for signup in live_signups(held):
        key = f"{CANCELLED}:{signup.pk}"
        queue(CANCELLED, object_id=str(signup.pk), now=now, person=_uuid_of(signup), dedupe_key=key)
    return step(held, RoundState.CANCELLED, by=by, now=now)


def open_due(now: datetime) -> int:
    """Opens every released round whose hour has come; returns how many."""
    due = SignupRound.objects.filter(state=RoundState.DRAFT, released_at__isnull=False, opens_at__lte=now)
    return sum(_open_if_due(one, now) for one in due)


@transaction.atomic
def _open_if_due(round: SignupRound, now: datetime) -> bool:
    """Asks again on the locked row: somebody may have taken it back meanwhile."""
    held = lock_row(round)
    due = held.state == RoundState.DRAFT and held.state_at(now) != RoundState.DRAFT
    if due:
        step(held, RoundState.OPEN, by=None, now=now)
    return due


def close_due(now: datetime) -> int:
    """Closes every open round whose deadline has passed; returns how many."""
    due = SignupRound.objects.filter(state=RoundState.OPEN, closes_at__lte=now)
    return sum(_close_if_due(one, now) for one in due)


@transaction.atomic
def _close_if_due(round: SignupRound, now: datetime) -> bool:
    """Asks again on the locked row: the deadline may have been moved, and its last second is within it."""
    held = lock_row(round)
    due = held.state == RoundState.OPEN and held.state_at(now) == RoundState.CLOSED
    if due:
        step(held, RoundState.CLOSED, by=None, now=now)
    return due


def _held(round: SignupRound, by: User) -> SignupRound:
    """The round, locked. Raises Refused for somebody who does not run it."""
    held = lock_row(round)
    if not may_run(held, by):
        raise Refused(_("This round is run by others."))
    return held


def _uuid_of(signup: Signup) -> uuid.UUID | None:
    """Whom the message is for, where they have no address to mail to: then it becomes a letter or a call."""
    return signup.person.uuid if signup.person and not signup.email else None


def _opened(held: SignupRound, now: datetime) -> SignupRound:
    """A locked round as it stands at this moment: one that should have opened is opened first, so that the history
    misses no step."""
    if held.state == RoundState.DRAFT and held.state_at(now) != RoundState.DRAFT:
        return step(held, RoundState.OPEN, by=None, now=now)
    return held


def step(held: SignupRound, to: str, *, by: User | None, now: datetime, note: str = "") -> SignupRound:
    """One step of the state machine, on a row that the caller has locked. Raises Refused for a step there is not."""
    if (held.state, to) not in ROUND_STEPS:
        labels = dict(RoundState.choices)
        raise Refused(
            _("The round is %(now)s and cannot become %(to)s.") % {"now": labels[held.state], "to": labels[to]}
        )
    before, held.state = held.state, to
    held.save()
    RoundEvent.objects.create(round=held, from_state=before, to_state=to, by=by, at=now, note=note)
    record(by=by, action=f"round.{to}", object=held, now=now)
    return held
