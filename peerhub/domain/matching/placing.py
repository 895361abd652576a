"""The most people that can be placed, and a grouping that places them.

Everybody who shares one time, one language and one way to meet can meet, in any number of groups. So whom to place is
not a question of groups but of such cells: who goes to which, each cell opened for at least the smallest size. That is
a small whole-number problem, where choosing among all groups would be one of millions.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf

from .checking import places_in
from .meeting import any_of
from .pool import Pool
from .scoring import Scores
from .solver import Row, least

Members = tuple[int, ...]
WHOLE = 400  # up to so many people all of a round is worked out at once
MOST_PLACES = 12_000  # people times cells: beyond it the problem takes too long


@dataclass(frozen=True)
class Cell:
    """Units, by number, that share a time, a language and a way to meet."""

    units: frozenset[int]


@dataclass(frozen=True)
class Answer:
    """Groups that place many, the most that anything could place, and whether the groups reach it."""

    groups: list[Members]
    bound: int
    proven: bool


def units_of(pool: Pool, places: Iterable[int]) -> list[Members]:
    """Those who must be together as one, everybody else alone. Who cannot be in any group with theirs is left out."""
    here, found = set(places), []
    for one in sorted(here):
        block = (one, *places_in(pool.together[one]))
        fits = here.issuperset(block) and len(block) <= pool.settings.size_max
        if one == min(block) and fits and pool.can_meet(block):
            found.append(tuple(sorted(block)))
    return found


def most_placed(pool: Pool, scores: Scores, places: Sequence[int]) -> Answer | None:
    """The most of these people that groups can hold, wishes about others and givers minded; None where the problem
    is too large. Where people are to be kept apart the bound holds, and the groups may place fewer."""
    units = units_of(pool, places)
    cells = _cells(pool, units)
    if sum(len(cell.units) for cell in cells) > MOST_PLACES:
        return None
    if not cells:
        return Answer([], 0, proven=True)
    columns = [(unit, number) for number, cell in enumerate(cells) for unit in sorted(cell.units)]
    costs = [-float(len(units[unit])) for unit, _cell in columns]
    taken, proven = least(
        [*costs, *[0.0] * len(cells)], _rows(pool, units, cells, columns), _most_groups(pool, units, cells)
    )
    chosen: dict[int, list[int]] = {}
    for (unit, cell), one in zip(columns, taken, strict=False):
        if one > 0.5:
            chosen.setdefault(cell, []).append(unit)
    groups = [
        group for members in chosen.values() for group in divided(pool, scores, [units[unit] for unit in members])
    ]
    count = sum(len(units[unit]) for members in chosen.values() for unit in members)
    reached = sum(map(len, groups))
    return Answer(sorted(groups), count if proven else len(places), proven=proven and reached == count)


def _counted(pool: Pool, units: Sequence[Members]) -> bool:
    """Whether the groups of a cell have to be counted. If not, it is open or closed, which is solved much faster: any
    number from the smallest size on can be divided."""
    settings = pool.settings
    divisible = 2 * settings.size_min <= settings.size_max + 1 and max(map(len, units), default=1) == 1
    return settings.givers or not divisible or any(pool.apart[one] for unit in units for one in unit)


def _most_groups(pool: Pool, units: Sequence[Members], cells: Sequence[Cell]) -> list[float]:
    if not _counted(pool, units):
        return [1.0] * len(cells)
    return [max(1.0, sum(len(units[unit]) for unit in cell.units) // pool.settings.size_min) for cell in cells]


def _cells(pool: Pool, units: Sequence[Members]) -> list[Cell]:
    """Every cell that is not part of a larger one."""
    masks = [_masks(pool, unit) for unit in units]
    size = [len(unit) for unit in units]
    found: set[frozenset[int]] = set()
    for slot in places_in(any_of([mask[0] for mask in masks])):
        free = [unit for unit, mask in enumerate(masks) if mask[0] >> slot & 1]
        for word in places_in(any_of([masks[unit][1] for unit in free])):
            speak = [unit for unit in free if masks[unit][1] >> word & 1]
            by_way: dict[int, list[int]] = {}
            for unit in speak:
                for way in places_in(masks[unit][2]):
                    by_way.setdefault(way, []).append(unit)
            found |= {
                frozenset(cell)
                for cell in by_way.values()
                if sum(size[unit] for unit in cell) >= pool.settings.size_min
            }
    return [Cell(one) for one in _largest(found)]


def _largest(cells: Iterable[frozenset[int]]) -> list[frozenset[int]]:
    """Without those that are inside another one; those that hold somebody's first are few, so few are compared."""
    kept: list[frozenset[int]] = []
    holding: dict[int, list[frozenset[int]]] = {}
    for cell in sorted(cells, key=lambda one: (-len(one), sorted(one))):
        rarest = min((holding.get(unit, []) for unit in cell), key=len)
        if not any(cell <= other for other in rarest):
            kept.append(cell)
            for unit in cell:
                holding.setdefault(unit, []).append(cell)
    return kept


def _masks(pool: Pool, unit: Members) -> tuple[int, int, int]:
    slots = languages = ways = -1
    for one in unit:
        slots, languages, ways = slots & pool.slots[one], languages & pool.languages[one], ways & pool.ways[one]
    return slots, languages, ways


def _rows(pool: Pool, units: Sequence[Members], cells: Sequence[Cell], columns: Sequence[tuple[int, int]]) -> list[Row]:
    """A unit in one cell at most; a cell with so many groups holds at least, and at most, so many people; two who are
    to be kept apart need two groups; each group a giver, where givers are needed."""
    settings, counted = pool.settings, _counted(pool, units)
    number = {column: place for place, column in enumerate(columns)}
    by_unit: dict[int, dict[int, float]] = {}
    for (unit, _cell), place in number.items():
        by_unit.setdefault(unit, {})[place] = 1.0
    rows: list[Row] = [(-inf, weights, 1.0) for weights in by_unit.values()]
    for cell, held in enumerate(cells):
        groups = len(columns) + cell
        people = {number[unit, cell]: float(len(units[unit])) for unit in sorted(held.units)}
        rows.append((0.0, {**people, groups: -float(settings.size_min)}, inf))
        if counted:
            rows.append((-inf, {**people, groups: -float(settings.size_max)}, 0.0))
        rows += [(-inf, {place: 1.0, groups: -1.0}, 0.0) for place in people]
        rows += [
            (-inf, {number[one, cell]: 1.0, number[other, cell]: 1.0, groups: -1.0}, 0.0)
            for one, other in _apart(pool, units, held)
        ]
        if settings.givers:
            givers = [unit for unit in held.units if any(pool.gives[one] for one in units[unit])]
            rows.append((0.0, {**{number[unit, cell]: 1.0 for unit in givers}, groups: -1.0}, inf))
    return rows


def _apart(pool: Pool, units: Sequence[Members], cell: Cell) -> list[tuple[int, int]]:
    wary = [unit for unit in sorted(cell.units) if any(pool.apart[one] for one in units[unit])]
    return [
        (one, other)
        for at, one in enumerate(wary)
        for other in wary[at + 1 :]
        if not pool.keep_apart((*units[one], *units[other]))
    ]


def divided(pool: Pool, scores: Scores, units: Sequence[Members]) -> list[Members]:
    """People of one cell in groups near the wished size, like with like. What makes no whole group is left out."""
    settings = pool.settings
    left = sorted(units, key=lambda unit: (not any(pool.gives[one] for one in unit), -len(unit), unit))
    count = sum(map(len, left))
    fewest, most = -(-count // settings.size_max), max(1, count // settings.size_min)
    number = min(max(fewest, round(count / settings.size_target)), most)
    groups: list[list[int]] = [list(left.pop(0)) for _group in range(min(number, len(left)))]
    sizes = [count // number + (place < count % number) for place in range(number)]
    for unit in left:
        open_groups = [
            (len(group) >= size, -_worth(scores, group, unit), place)
            for place, (group, size) in enumerate(zip(groups, sizes, strict=False))
            if len(group) + len(unit) <= settings.size_max and pool.keep_apart((*group, *unit))
        ]
        if open_groups:
            groups[min(open_groups)[2]].extend(unit)
    return [tuple(sorted(group)) for group in groups if scores.is_group(group)]


def _worth(scores: Scores, group: Sequence[int], unit: Sequence[int]) -> float:
    near = scores.meets_near([*group, *unit])
    return sum(scores.pair(one, other, near=near) for one in group for other in unit) / len(group)
