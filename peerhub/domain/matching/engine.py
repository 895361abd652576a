"""The engine: people in, a proposal out (matching.md §3). Nothing is saved here and no clock is read."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict

from .building import first_groups
from .clashes import refuse_contradictions
from .exact import TooMany, every_group
from .improving import Grouping, Members, Search
from .meeting import as_group, metrics_of
from .nearness import Near
from .packing import best_packing
from .people import ENGINE, Fixed, Moves, Person, Result, Rules, Settings
from .pool import Pool
from .reasons import Waiting
from .scoring import Scores

PROVABLE = 40  # up to so many people every group is looked at
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

    `previous` is an earlier grouping, members by group: its pairs are kept together as far as `stability` says.
    `on_progress` is told the share done and stops the search by answering False; the best so far is then returned with
    `stopped`. The same people in any order, with the same seed, give the same proposal. Raises Contradiction.
    """
    pool = Pool(people, settings, rules)
    refuse_contradictions(pool)
    scores = Scores(pool, _pairs(previous or {}))
    fixed = _fixed(pool)
    taken = {one for members in fixed.values() for one in members}
    free = [one for one in range(len(pool)) if one not in taken]
    stopped = _Stop(on_progress)
    found, proof = _search(pool, scores, free, budget, seed, stopped)
    named = _named(pool, fixed, found)
    groups = [as_group(pool, scores, name, members) for name, members in named.items()]
    placed = {one for group in groups for one in group.members}
    left = [one for one in free if pool.people[one].id not in placed]
    waiting = Waiting(pool, left, found)
    return Result(
        groups=tuple(groups),
        unplaced=tuple(waiting.why(one) for one in left),
        metrics=metrics_of(pool, scores, groups),
        proof=proof if not stopped.now else "bound",
        seed=seed,
        stopped="cancelled" if stopped.now else "",
        engine=ENGINE,
        input_hash=fingerprint(pool.people, settings, rules),
    )


class _Stop:
    """Remembers that somebody said stop."""

    def __init__(self, on_progress: OnProgress | None) -> None:
        self.ask, self.now = on_progress, False

    def __call__(self, share: float) -> bool:
        if self.ask is not None and not self.now:
            self.now = not self.ask(share)
        return not self.now


def _search(
    pool: Pool, scores: Scores, free: Sequence[int], budget: Moves, seed: int, go_on: _Stop
) -> tuple[list[Members], str]:
    """Groups of the free people, and `optimal` where nothing better is possible."""
    near = Near(pool, scores, free)
    grouping = Grouping(pool, scores, first_groups(pool, scores, free, near), free)
    search = Search(grouping, near, seed)
    best = search.run(budget.of(len(free)), go_on=go_on)
    if go_on.now:
        return best, "bound"
    if len(free) <= PROVABLE:
        try:
            columns = every_group(pool, free)
        except TooMany:
            return best, "bound"
        answer, proven = best_packing(columns, [scores.of_group(one) for one in columns], best)
        return answer, "optimal" if proven else "bound"
    return best, "bound"


def _fixed(pool: Pool) -> dict[str, Members]:
    """Locked groups, with those of their members who are still there."""
    return {one.id: _still_there(pool, one) for one in pool.rules.locked}


def _still_there(pool: Pool, group: Fixed) -> Members:
    return tuple(sorted(pool.place[one] for one in group.members if one in pool.place))


def _named(pool: Pool, fixed: Mapping[str, Members], found: Sequence[Members]) -> dict[str, Members]:
    """Groups by name: standing ones and those that somebody is pinned to keep theirs, the others are numbered."""
    named = {name: members for name, members in fixed.items() if members}
    taken = {*fixed, *pool.rules.pinned.values()}
    number = 0
    for members in sorted(found):
        pins = [pool.rules.pinned.get(pool.people[one].id, "") for one in members]
        name = next((pin for pin in pins if pin), "")
        while not name:
            number += 1
            name = f"g{number}" if f"g{number}" not in taken else ""
        named[name] = members
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
