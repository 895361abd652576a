"""Making a proposal in the worker: the engine runs outside any transaction, tells how far it is, and what it found is
stored in one. It can be killed at any moment: what is not stored yet is made again from the same people and seed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet

from outbox.locks import lock_row

from ..enums import Grouping
from ..group_enums import Failure, ProposalState
from ..models import MatchProposal, ProposedGroup, ProposedMember, Signup
from .answers import Answers
from .by_choice import place, predefined_of
from .match_pool import confirmed, name_of, people_in, pool_ids
from .match_rules import kept_from, rules_for
from .match_setup import Setup
from .matching import (
    Contradiction,
    Moves,
    Person,
    Result,
    Rules,
    Settings,
    match,
    upper_bound,
)
from .proposals import rows_of

Clock = Callable[[], datetime]
EVERY = timedelta(seconds=1)
LEFT_ALONE = "left alone"


@dataclass(frozen=True)
class Given:
    """What goes into the engine. `out` are those whom a coordinator has taken out of every group: they stay out."""

    pool: list[tuple[Signup, Answers]]
    people: list[Person]
    settings: Settings
    rules: Rules
    previous: Mapping[str, list[str]] = field(default_factory=dict)
    out: frozenset[str] = frozenset()
    locked: frozenset[str] = frozenset()
    held: Mapping[str, tuple[bool, bool]] = field(default_factory=dict)


def run(key: UUID | str, *, clock: Clock) -> str:
    """Makes one proposal and returns the state it ended in. One that is done, or that another worker has, is left
    alone."""
    proposal = _take(key, clock())
    if proposal is None:
        return LEFT_ALONE
    try:
        given = _given(proposal)
        result = _found(proposal, given, clock)
        most = upper_bound(given.people, given.settings, given.rules)
        figures = {**result.metrics, "people": len(given.pool), "upper_bound": most}
    except Contradiction as clash:
        broken: list[list[object]] = [[one.rule, list(one.people), one.group] for one in clash.violations]
        return _fail(proposal, Failure.CLASH, clock(), clash=broken)
    except Exception:
        _fail(proposal, Failure.ERROR, clock())
        raise
    return _store(proposal, given, result, figures, clock())


def _found(proposal: MatchProposal, given: Given, clock: Clock) -> Result:
    """What the engine makes of it: groups of people's answers, or their choices among groups made beforehand."""
    asked = (given.people, given.settings, given.rules)
    if proposal.round.grouping == Grouping.PREDEFINED:
        return place(proposal.round, [one for one, _answers in given.pool], *asked, proposal.seed)
    return match(
        *asked,
        previous=given.previous,
        budget=Moves(proposal.moves),
        seed=proposal.seed,
        on_progress=_Progress(proposal, clock),
    )


def _take(key: UUID | str, now: datetime) -> MatchProposal | None:
    """The proposal, taken by this worker alone; `attempts` tells it from one who takes it up later."""
    waiting = MatchProposal.objects.filter(pk=key, state=ProposalState.QUEUED)
    values = {"started_at": now, "seen_at": now, "pool_at": now, "attempts": F("attempts") + 1, "progress": 0}
    if not waiting.update(state=ProposalState.RUNNING, **values):
        return None
    return MatchProposal.objects.select_related("round", "based_on").get(pk=key)


def _given(proposal: MatchProposal) -> Given:
    round = proposal.round
    pool = confirmed(round)
    settings = Setup.of_json(proposal.setup).settings(round)
    given = Given(pool, people_in(round, pool), settings, rules_for(round, pool))
    return _after(given, proposal.based_on) if proposal.based_on else given


def _after(given: Given, before: MatchProposal) -> Given:
    """With what an earlier proposal holds fast: locked groups, pins, moves by hand, and the pairs that stay."""
    groups, rows = rows_of(before)
    here = {signup.pk: name_of(signup) for signup, _answers in given.pool}
    named = [(row, here[row.signup_id]) for row in rows if row.signup_id in here]
    members = inside_of(named)
    out = frozenset(name for row, name in named if row.is_by_hand and row.group_id is None)
    return replace(
        given,
        people=[one for one in given.people if one.id not in out],
        rules=kept_from(given.rules, groups, members),
        previous={group.key: [name for _row, name in members.get(group.pk, [])] for group in groups},
        out=out,
        locked=frozenset(group.key for group in groups if group.is_locked),
        held={name: (row.is_pinned, row.is_by_hand) for row, name in named},
    )


def inside_of(named: Iterable[tuple[ProposedMember, str]]) -> dict[int, list[tuple[ProposedMember, str]]]:
    """Places with the names that go with them, by the group they are in."""
    members: dict[int, list[tuple[ProposedMember, str]]] = {}
    for row, name in named:
        if row.group_id is not None:
            members.setdefault(row.group_id, []).append((row, name))
    return members


class _Progress:
    """Tells how far the engine is, each second at most, and stops it when somebody asked, or has taken it over."""

    def __init__(self, proposal: MatchProposal, clock: Clock) -> None:
        self.mine = _mine(proposal)
        self.clock, self.last, self.go_on = clock, clock(), True

    def __call__(self, share: float) -> bool:
        now = self.clock()
        if self.go_on and now - self.last >= EVERY:
            self.last = now
            hundredths = min(99, int(100 * share))
            self.go_on = bool(self.mine.filter(stop_asked=False).update(progress=hundredths, seen_at=now))
        return self.go_on


def _mine(proposal: MatchProposal) -> "QuerySet[MatchProposal]":
    """The row while this worker has it."""
    return MatchProposal.objects.filter(pk=proposal.pk, state=ProposalState.RUNNING, attempts=proposal.attempts)


@transaction.atomic
def _fail(proposal: MatchProposal, why: str, now: datetime, clash: list[list[object]] | None = None) -> str:
    values = {"failed_because": why, "ended_at": now, "clash": clash or []}
    return str(ProposalState.FAILED) if _mine(proposal).update(state=ProposalState.FAILED, **values) else LEFT_ALONE


@transaction.atomic
def _store(proposal: MatchProposal, given: Given, result: Result, figures: dict[str, Any], now: datetime) -> str:
    """Groups and places in one go. Who has left since the people were read has no place; a stop before anything was
    found leaves nothing."""
    held = lock_row(proposal)
    if held.state != ProposalState.RUNNING or held.attempts != proposal.attempts:
        return LEFT_ALONE
    held.state = ProposalState.CANCELLED if result.stopped and not result.groups else ProposalState.READY
    held.engine, held.input_hash, held.proof = result.engine, result.input_hash, result.proof
    held.stopped, held.metrics, held.progress, held.ended_at = result.stopped, figures, 100, now
    held.save()
    if held.state == ProposalState.READY:
        _write(held, given, result)
    return str(held.state)


def _write(held: MatchProposal, given: Given, result: Result) -> None:
    rows = [
        ProposedGroup(
            proposal=held,
            key=one.id,
            order=order,
            is_locked=one.id in given.locked,
            predefined_id=predefined_of(one.id),
            form=one.form,
            town=one.town,
        )
        for order, one in enumerate(result.groups, start=1)
    ]
    by_key = {row.key: row for row in ProposedGroup.objects.bulk_create(rows)}
    group_of = {name: by_key[one.id] for one in result.groups for name in one.members}
    still = pool_ids(held.round)
    places = [_place(held, signup, group_of, given) for signup, _answers in given.pool if signup.pk in still]
    ProposedMember.objects.bulk_create(places)


def _place(held: MatchProposal, signup: Signup, group_of: Mapping[str, ProposedGroup], given: Given) -> ProposedMember:
    name = name_of(signup)
    pinned, by_hand = given.held.get(name, (False, False))
    return ProposedMember(proposal=held, signup=signup, group=group_of.get(name), is_pinned=pinned, is_by_hand=by_hand)
