"""A proposal's life: asked for, stopped, discarded, taken up again when the worker was killed (domain.md §4.1)."""

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from accounts.domain.access_log import record
from accounts.models import User
from outbox.locks import lock_row

from ..group_enums import UNDER_WAY, WITH_GROUPS, Failure, ProposalState
from ..models import MatchProposal, ProposedGroup, ProposedMember, SignupRound
from .errors import Refused
from .match_pool import pool_size
from .match_setup import Setup
from .rounds import may_run, start_matching

# The worker tells of itself each second; a proof on a small round may keep it silent for some seconds.
SILENT = timedelta(minutes=5)
MOST_ATTEMPTS = 2
# What stands on people's cards until a coordinator chooses otherwise.
USUALLY_SHOWN = ["town", "age"]
# What the worker works out when asked, among the figures; ASKED while it has not told yet.
PRICES, ASKED = "prices", "asked"
ENDED = frozenset({ProposalState.READY, ProposalState.FAILED, ProposalState.CANCELLED, ProposalState.DISCARDED})


@transaction.atomic
def start(
    round: SignupRound, *, setup: Setup, by: User, now: datetime, based_on: MatchProposal | None = None, seed: int = 0
) -> MatchProposal:
    """Asks for a proposal; the worker makes it. A closed round begins to make groups by it.

    With `based_on` its locked groups, pins and moves by hand are kept, and its pairs as far as the setup says. Raises
    Refused while another is under way, where too few have confirmed, and once groups are published.
    """
    held = start_matching(lock_row(round), by=by, now=now)
    if held.proposals.filter(state__in=UNDER_WAY).exists():
        raise Refused(_("A proposal is being made just now. Wait for it, or stop it first."))
    if (people := pool_size(held)) < held.min_size:
        words = {"confirmed": people, "least": held.min_size}
        raise Refused(_("%(confirmed)d have confirmed, and the smallest group is %(least)d.") % words)
    last = held.proposals.aggregate(last=Max("number"))["last"] or 0
    made = MatchProposal.objects.create(
        round=held,
        number=last + 1,
        setup=setup.as_json(),
        seed=seed,
        based_on=based_on,
        shown=based_on.shown if based_on else USUALLY_SHOWN,
        made_at=now,
        made_by=by,
        seen_at=now,
    )
    record(by=by, action="proposal.started", object=made, now=now)
    _queue(made)
    return made


def make_again(proposal: MatchProposal, *, setup: Setup, by: User, now: datetime) -> MatchProposal:
    """A new proposal that keeps what was locked, pinned and moved by hand in this one. Refuses as `start` does, and
    where this one has no groups."""
    if proposal.state not in WITH_GROUPS:
        raise Refused(_("This proposal has no groups to go on from."))
    return start(proposal.round, setup=setup, by=by, now=now, based_on=proposal, seed=proposal.seed)


@transaction.atomic
def stop(proposal: MatchProposal, *, by: User, now: datetime) -> MatchProposal:
    """Asks the worker to stop; the best that it has found is kept. One that nobody has begun ends at once. A second
    call, and one that comes too late, changes nothing."""
    held = own(proposal, by)
    if held.state not in UNDER_WAY or held.stop_asked:
        return held
    held.stop_asked = True
    if held.state == ProposalState.QUEUED:
        held.state, held.ended_at = ProposalState.CANCELLED, now
    held.save(update_fields=["stop_asked", "state", "ended_at"])
    record(by=by, action="proposal.stopped", object=held, now=now)
    return held


@transaction.atomic
def discard(proposal: MatchProposal, *, by: User, now: datetime) -> MatchProposal:
    """Puts a proposal away: who stood where in it is deleted, what was asked for and how good it became stays. A
    second call changes nothing. Raises Refused for one that is under way or published."""
    held = own(proposal, by)
    if held.state == ProposalState.DISCARDED:
        return held
    if held.state not in ENDED:
        raise Refused(_("Only a proposal that is neither under way nor published can be discarded."))
    held.state = ProposalState.DISCARDED
    held.clash = []
    held.save(update_fields=["state", "clash"])
    for rows in (held.events, held.members, held.groups):
        rows.all().delete()
    record(by=by, action="proposal.discarded", object=held, now=now)
    return held


@transaction.atomic
def show(proposal: MatchProposal, shown: list[str], *, by: User, now: datetime) -> MatchProposal:
    """Keeps what stands on people's cards beside the name. The same again changes nothing."""
    held = own(proposal, by)
    if held.shown != shown:
        held.shown = shown
        held.save(update_fields=["shown"])
        record(by=by, action="proposal.shown", object=held, purpose=",".join(shown)[:120], now=now)
    return held


@transaction.atomic
def ask_prices(proposal: MatchProposal, *, by: User, now: datetime) -> MatchProposal:
    """Asks the worker what stands most in the way, and what another order of the criteria would give. A second call
    changes nothing."""
    held = own(proposal, by)
    if held.state in WITH_GROUPS and PRICES not in held.metrics:
        held.metrics[PRICES] = ASKED
        held.save(update_fields=["metrics"])
        record(by=by, action="proposal.prices", object=held, now=now)
        from ..tasks import explain_proposal

        transaction.on_commit(partial(explain_proposal.enqueue, str(held.pk)))
    return held


def own(proposal: MatchProposal, by: User) -> MatchProposal:
    """The proposal, locked. Raises Refused for somebody who does not run its round."""
    held = lock_row(proposal)
    if not may_run(held.round, by):
        raise Refused(_("This round is run by others."))
    return held


def free_key(taken: Collection[str]) -> str:
    """A key for one more group: n1, n2 and so on, which the engine itself never gives."""
    return next(key for number in range(1, len(taken) + 2) if (key := f"n{number}") not in taken)


# --- the worker's part -----------------------------------------------------------------------------------------------
def take_up_silent(now: datetime) -> int:
    """Queues again what the worker has been silent about, e.g. because it was killed; one that was broken off twice
    has failed. Returns how many."""
    silent = MatchProposal.objects.filter(state__in=UNDER_WAY, seen_at__lt=now - SILENT)
    return sum(_take_up(row, now) for row in silent.only("pk"))


@transaction.atomic
def _take_up(row: MatchProposal, now: datetime) -> bool:
    """Asks again on the locked row: the worker may have spoken meanwhile."""
    held = lock_row(row)
    if held.state not in UNDER_WAY or held.seen_at is None or held.seen_at >= now - SILENT:
        return False
    held.seen_at = now
    if held.stop_asked:
        held.state, held.ended_at = ProposalState.CANCELLED, now
    elif held.attempts >= MOST_ATTEMPTS:
        held.state, held.failed_because, held.ended_at = ProposalState.FAILED, Failure.LOST, now
    else:
        held.state = ProposalState.QUEUED
        _queue(held)
    held.save(update_fields=["state", "seen_at", "failed_because", "ended_at"])
    return True


def _queue(proposal: MatchProposal) -> None:
    from ..tasks import make_proposal

    transaction.on_commit(partial(make_proposal.enqueue, str(proposal.pk)))


# --- reads, for coordinators who run the round -----------------------------------------------------------------------
def proposals_of(round: SignupRound, by: User) -> list[MatchProposal]:
    """A round's proposals, the newest first, with how many groups and people placed they hold now. One query."""
    rows = MatchProposal.objects.for_user(by).filter(round=round).select_related("made_by", "based_on")
    groups, placed = ProposedGroup.objects.all(), ProposedMember.objects.filter(group__isnull=False)
    return list(rows.annotate(groups_now=_count(groups), placed_now=_count(placed)).order_by("-number"))


def _count(rows: "QuerySet[Any]") -> Coalesce:
    """How many of these belong to each proposal."""
    own = rows.filter(proposal=OuterRef("pk")).order_by().values("proposal").annotate(number=Count("pk"))
    return Coalesce(Subquery(own.values("number")), 0)


def proposal_of(round: SignupRound, number: int, by: User) -> MatchProposal | None:
    """One proposal by its number."""
    rows = MatchProposal.objects.for_user(by).select_related("round__programme", "made_by", "based_on")
    return rows.filter(round=round, number=number).first()


def rows_of(proposal: MatchProposal) -> tuple[list[ProposedGroup], list[ProposedMember]]:
    """The groups of a proposal in their order, and everybody's place in it with the signup; two queries."""
    groups = list(proposal.groups.select_related("predefined", "peer_group").order_by("order", "pk"))
    return groups, list(proposal.members.select_related("signup").order_by("signup__reference"))
