"""Groups that are there already: people are placed by the choices they ranked (matching.md; features 28 to 39).

First the most people, then the best ranks, then the fewest who get a late choice, then a draw by the seed: each step is
solved to the end by HiGHS and held while the next is.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf

from .engine import match
from .people import Moves, Person, Result, Rules, Settings
from .solver import Row, least

MOST_CHOICES = 3
PROVEN = 14  # up to so many people the best of all splits is found
HELD = 1e-6  # what a step before may be worse by, for the rounding of its figures
NO_CHOICE, FULL, TOO_FEW = "no_choice", "full", "too_few"


@dataclass(frozen=True)
class LeftOut:
    """Somebody who got none of their choices: `no_choice` (none that is offered), `full`, or `too_few` (none of the
    groups they chose, that have room, came together)."""

    person: str
    reason: str


@dataclass(frozen=True)
class Placement:
    """Members by group, and the rank (1 for the first) of the choice that each got. `proof` is `optimal`."""

    groups: Mapping[str, tuple[str, ...]]
    ranks: Mapping[str, int]
    unplaced: tuple[LeftOut, ...]
    proof: str
    seed: int


def place_by_choice(
    choices: Mapping[str, Sequence[str]], seats: Mapping[str, int], size_min: int = 1, seed: int = 0
) -> Placement:
    """Places people by ranked choices (at most three count) in groups with so many seats each; a group that would have
    fewer than `size_min` members does not come together. The same in any order of people and groups."""
    wishes = [
        (person, group, rank)
        for person in sorted(choices)
        for rank, group in enumerate(dict.fromkeys(choices[person][:MOST_CHOICES]), start=1)
        if group in seats
    ]
    chosen, proven = _assigned(wishes, seats, size_min, seed)
    groups = {group: tuple(person for person, its, _rank in chosen if its == group) for group in sorted(seats)}
    ranks = {person: rank for person, _group, rank in chosen}
    left = [person for person in sorted(choices) if person not in ranks]
    return Placement(
        groups=groups,
        ranks=ranks,
        unplaced=tuple(LeftOut(one, _why_left(choices[one], groups, seats)) for one in left),
        proof="optimal" if proven else "bound",
        seed=seed,
    )


def _why_left(chosen: Sequence[str], groups: Mapping[str, Sequence[str]], seats: Mapping[str, int]) -> str:
    offered = [group for group in chosen[:MOST_CHOICES] if group in seats]
    if not offered:
        return NO_CHOICE
    return FULL if all(len(groups[group]) >= seats[group] for group in offered) else TOO_FEW


Wish = tuple[str, str, int]


def _assigned(wishes: Sequence[Wish], seats: Mapping[str, int], size_min: int, seed: int) -> tuple[list[Wish], bool]:
    if not wishes:
        return [], True
    draws = [_draw(seed, person, group) for person, group, _rank in wishes]
    ranks = [float(rank) for _person, _group, rank in wishes]
    steps = [[-1.0] * len(wishes), ranks, [rank**2 for rank in ranks], draws]
    names = sorted(seats)
    rows = _rows(wishes, names, seats, size_min)
    taken, all_proven = [0.0] * len(wishes), True
    for costs in steps:
        taken, proven = least([*costs, *[0.0] * len(names)], rows)
        all_proven = all_proven and proven
        reached = sum(cost for cost, one in zip(costs, taken, strict=False) if one > 0.5)
        rows.append((-inf, dict(enumerate(costs)), reached + HELD))
    return [wish for wish, one in zip(wishes, taken, strict=False) if one > 0.5], all_proven


def _rows(wishes: Sequence[Wish], names: Sequence[str], seats: Mapping[str, int], size_min: int) -> list[Row]:
    """Nobody in two groups; in each group that comes together, no more than there are seats and no fewer than needed.
    The last columns say which groups come together."""
    by_person: dict[str, dict[int, float]] = {}
    by_group: dict[str, dict[int, float]] = {name: {} for name in names}
    for column, (person, group, _rank) in enumerate(wishes):
        by_person.setdefault(person, {})[column] = 1.0
        by_group[group][column] = 1.0
    rows: list[Row] = [(-inf, weights, 1.0) for weights in by_person.values()]
    for column, name in enumerate(names, start=len(wishes)):
        rows.append((-inf, {**by_group[name], column: -float(seats[name])}, 0.0))
        rows.append((0.0, {**by_group[name], column: -float(size_min)}, inf))
    return rows


def _draw(seed: int, person: str, group: str) -> float:
    """A number between 0 and 1 that is anybody's guess, and the same on every machine."""
    digest = hashlib.sha256(f"{seed}:{person}:{group}".encode()).digest()
    return int.from_bytes(digest[:4]) / 2**32


def split_of(people: Iterable[Person], settings: Settings, rules: Rules = Rules(), seed: int = 0) -> Result:  # noqa: B008
    """Two groups of feasible sizes made of one that has become too large, the best there are; who fits in neither is
    unplaced. Where two groups of the largest size are too few for all, some are unplaced too."""
    held = list(people)
    third = len(held) // 3 + 1
    sizes = replace(
        settings,
        size_min=max(settings.size_min, min(third, settings.size_max)),
        size_target=max(settings.size_min, min(settings.size_max, (len(held) + 1) // 2)),
    )
    return match(held, sizes, rules, budget=Moves(proof=len(held) <= PROVEN), seed=seed)
