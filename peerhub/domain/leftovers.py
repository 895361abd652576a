"""Who is confirmed in a round and has no group: on the waiting list, with the reason they read (domain.md §4.1)."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.domain.access_log import record_many
from accounts.models import User
from outbox.locks import lock_row

from ..enums import Grouping, RoundState
from ..models import Signup, SignupRound
from ..signup_enums import SignupState, WaitingReason
from . import rounds
from .errors import Refused
from .match_facts import Table
from .signup_steps import hold, move_many, tell_many


def reasons_of(round: SignupRound) -> dict[UUID, str]:
    """Why each who is confirmed would wait; worked out before a transaction, since it reads what people told."""
    ids = _confirmed(round)
    if round.grouping == Grouping.PREDEFINED:
        return dict.fromkeys(ids, WaitingReason.FULL)
    table = Table(round, ids)
    return {one: table.reason(one) for one in ids}


def _confirmed(round: SignupRound) -> list[UUID]:
    return list(Signup.objects.filter(round=round, state=SignupState.CONFIRMED).values_list("pk", flat=True))


def wait(held_round: SignupRound, reasons: Mapping[UUID, str], *, by: User | None, now: datetime) -> int:
    """Lets everybody without a group in a round, which the caller has locked, wait and tells them why; returns how
    many. Who confirmed while it was being worked out came too late."""
    held = [one for one in hold(_confirmed(held_round)) if one.state == SignupState.CONFIRMED]
    by_reason: dict[str, list[Signup]] = {}
    for one in held:
        by_reason.setdefault(reasons.get(one.pk, WaitingReason.TOO_LATE), []).append(one)
    for reason, waiting in by_reason.items():
        move_many(waiting, SignupState.WAITLISTED, by=by, now=now, waiting_reason=reason)
    record_many(by=by, action="signup.waitlisted", about=[(one.person, one) for one in held], now=now)
    tell_many(held, "signup_waits", now=now, again={str(one.pk): f"{now:%Y%m%d}" for one in held})
    return len(held)


def finish(round: SignupRound, *, by: User, now: datetime) -> int:
    """Ends publishing before every proposed group is published: who has no group waits, and is told. Returns how many;
    a second call finds nobody. Raises Refused before the first group is published."""
    reasons = reasons_of(round)
    with transaction.atomic():
        held_round = lock_row(round)
        if not rounds.may_run(held_round, by):
            raise Refused(_("This round is run by others."))
        if held_round.state not in (RoundState.PUBLISHED, RoundState.RUNNING):
            raise Refused(_("Publish a group first."))
        return wait(held_round, reasons, by=by, now=now)
