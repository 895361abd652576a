"""The engine: people in, a proposal out (matching.md §3). Nothing is saved here and no clock is read."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from itertools import count

from .clashes import refuse_contradictions
from .differences import successors
from .meeting import as_group, metrics_of
from .people import ENGINE, Moves, Person, Result, Rules, Settings
from .pool import Pool
from .reasons import Waiting
from .scoring import Scores
from .searching import Members, search

OnProgress = Callable[[float], bool]


def match(
    people: Iterable[Person],
    settings: Settings,
    rules: Rules = Rules(),  # noqa: B008 - frozen
    previous: Mapping[str, Sequence[str]] | None = None,
    budget: Moves = Moves(),  # noqa: B008 - frozen
    seed: int = 0,
    on_progress: OnProgress | None = None,
) -> Result:
    """A proposal for a round: the most people placed, then the best groups by the criteria in their order.

    `previous` is an earlier grouping, members by group: its pairs are kept together as far as `stability` says, and a
    group that most of its members stay in keeps its name. `on_progress` is told the share done and stops the search by
    answering False; the best so far is then returned with `stopped`. The same people in any order, with the same seed,
    give the same proposal. Raises Contradiction.
    """
    pool = Pool(people, settings, rules)
    refuse_contradictions(pool)
    scores = Scores(pool, _pairs(previous or {}))
    fixed = _fixed(pool)
    taken = {one for members in fixed.values() for one in members}
    free = [one for one in range(len(pool)) if one not in taken]
    go_on = _Stop(on_progress)
    before = [_still_there(pool, members) for name, members in sorted((previous or {}).items()) if name not in fixed]
    found = search(pool, scores, free, before, budget=budget, seed=seed, go_on=go_on)
    named = _named(pool, fixed, found.groups, previous or {})
    groups = [as_group(pool, scores, name, members) for name, members in named.items()]
    placed = {one for group in groups for one in group.members}
    waiting = Waiting(pool, [one for one in free if pool.people[one].id not in placed], found.groups)
    return Result(
        groups=tuple(groups),
        unplaced=tuple(waiting.why(one) for one in waiting.left),
        metrics=metrics_of(pool, scores, groups),
        proof="optimal" if found.proven and not go_on.stopped else "bound",
        seed=seed,
        stopped="cancelled" if go_on.stopped else "",
        engine=ENGINE,
        input_hash=fingerprint(pool.people, settings, rules),
    )


class _Stop:
    """Remembers that somebody said stop, and what share was told: it never goes back."""

    def __init__(self, on_progress: OnProgress | None) -> None:
        self.ask, self.stopped, self.share = on_progress, False, 0.0

    def __call__(self, share: float) -> bool:
        self.share = max(self.share, share)
        if self.ask is not None and not self.stopped:
            self.stopped = not self.ask(self.share)
        return not self.stopped


def _fixed(pool: Pool) -> dict[str, Members]:
    """Locked groups, with those of their members who are still there."""
    return {one.id: _still_there(pool, one.members) for one in pool.rules.locked}


def _still_there(pool: Pool, members: Sequence[str]) -> Members:
    return tuple(sorted(pool.place[one] for one in members if one in pool.place))


def _named(
    pool: Pool, fixed: Mapping[str, Members], found: Sequence[Members], previous: Mapping[str, Sequence[str]]
) -> dict[str, Members]:
    """Groups by name: standing ones, those that somebody is pinned to, and those that were there before keep theirs;
    the others are numbered."""
    named = {name: members for name, members in fixed.items() if members}
    taken = {*fixed, *pool.rules.pinned.values()}
    numbered = {str(number): [pool.people[one].id for one in members] for number, members in enumerate(found)}
    was = {now: name for name, now in successors(previous, numbered).items() if name not in taken}
    taken |= set(was.values())
    fresh = (name for name in (f"g{number}" for number in count(1)) if name not in taken)
    for number, members in enumerate(found):
        pins = [pool.rules.pinned[pool.people[one].id] for one in members if pool.people[one].id in pool.rules.pinned]
        name = pins[0] if pins else was.get(str(number))
        named[name or next(fresh)] = members
    return named


def _pairs(previous: Mapping[str, Sequence[str]]) -> frozenset[frozenset[str]]:
    return frozenset(
        frozenset((one, other)) for members in previous.values() for one in members for other in members if one < other
    )


def fingerprint(people: Sequence[Person], settings: Settings, rules: Rules) -> str:
    """A fingerprint of what went in, the same whatever the order of the rows."""
    parts = [[_plain(asdict(one)) for one in people], _plain(asdict(settings)), _plain(asdict(rules))]
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, frozenset | set):
        return sorted((_plain(one) for one in value), key=str)
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value
