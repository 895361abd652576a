"""What it costs: to put another criterion first, and to place the last one placed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from .desk import Desk
from .engine import match
from .explained import LastPrice, OrderPrice
from .people import Moves, Person, Rules, Settings
from .why import felt_by

BRIEF = Moves(100, proof=False)


def price_of_orders(
    people: Iterable[Person],
    settings: Settings,
    rules: Rules = Rules(),  # noqa: B008 - frozen
    budget: Moves = BRIEF,
    seed: int = 0,
) -> list[OrderPrice]:
    """The round with each criterion first in turn, the others in their order: one run each, beginning with the order
    as it is. All are scored by the round's own order, so that they can be compared."""
    held = list(people)
    found = []
    for first in settings.criteria:
        order = (first, *(one for one in settings.criteria if one != first))
        result = match(held, replace(settings, criteria=order), rules, budget=budget, seed=seed)
        desk = Desk(held, settings, rules, {group.id: group.members for group in result.groups})
        score = desk.figures()
        found.append(OrderPrice(first, int(score["placed"]), round(score["score"], 2), _by_criterion(desk)))
    return found


def _by_criterion(desk: Desk) -> Mapping[str, float]:
    """Each criterion's mean over the people placed, in points."""
    sums: dict[str, float] = {}
    counts: dict[str, int] = {}
    for members in desk.groups.values():
        for name, value in felt_by(desk.scores, members).items():
            sums[name] = sums.get(name, 0.0) + value * len(members)
            counts[name] = counts.get(name, 0) + len(members)
    return {name: round(total / counts[name], 1) for name, total in sums.items() if counts[name]}


def price_of_last(
    people: Iterable[Person], settings: Settings, rules: Rules, grouping: Mapping[str, Sequence[str]]
) -> LastPrice | None:
    """The person whom the others of their group pay most for: what the group, and the round, would gain without them.
    None where nobody could be left out, or nobody would gain."""
    desk = Desk(people, settings, rules, grouping)
    locked = {one.id for one in rules.locked}
    found = [
        price
        for name, members in desk.groups.items()
        if len(members) > settings.size_min and name not in locked
        for price in _without_each(desk, name)
        if price.group_points > 0
    ]
    return max(found, key=lambda one: (one.points, one.person), default=None)


def _without_each(desk: Desk, name: str) -> Iterable[LastPrice]:
    members = desk.groups[name]
    now = desk.scores.quality(members)
    figures = desk.figures()
    placed, score = figures["placed"], figures["score"]
    for one in members:
        rest = tuple(other for other in members if other != one)
        if desk.pool.is_group(rest):
            then = desk.scores.quality(rest)
            round_then = (score * placed - now * len(members) + then * len(rest)) / (placed - 1)
            yield LastPrice(desk.pool.people[one].id, name, round(then - now, 2), round(round_then - score, 2))
