"""Rules that cannot all hold, refused by the smallest set of them that clashes.

Whoever must be in one group is joined: two who want to be together, somebody and the group they are pinned to or stand
in. A clash is a way of such joins between what must not be in one: two groups, or two who are to be kept apart.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations

from .people import Contradiction, Violation
from .pool import Pool

Node = tuple[str, str]  # a person or a group, and its name
Joins = dict[Node, dict[Node, Violation]]


def refuse_contradictions(pool: Pool) -> None:
    """Raises Contradiction with the fewest rules that clash, the same ones in any order of the rows."""
    clashes = list(_clashes(pool))
    if clashes:
        raise Contradiction(min(clashes, key=lambda one: (len(one), [(each.rule, each.people) for each in one])))


def _clashes(pool: Pool) -> Iterator[list[Violation]]:
    rules, joins = pool.rules, _joins(pool)
    yield from _into_locked(pool)
    groups = sorted(node for node in joins if node[0] == "group")
    for one, other in combinations(groups, 2):
        yield from _way(joins, one, other)
    for pair in sorted(map(sorted, rules.apart)):
        if len(pair) == 2 and all(one in pool.place for one in pair):
            for way in _way(joins, ("person", pair[0]), ("person", pair[1])):
                yield [*way, Violation("apart", (pair[0], pair[1]))]
    yield from _too_many(pool, joins)
    yield from _cannot_meet(pool)


def _joins(pool: Pool) -> Joins:
    rules, joins = pool.rules, Joins()

    def join(one: Node, other: Node, label: Violation) -> None:
        joins.setdefault(one, {}).setdefault(other, label)
        joins.setdefault(other, {}).setdefault(one, label)

    for fixed in rules.locked:
        for one in fixed.members:
            join(("person", one), ("group", fixed.id), Violation("locked", (one,), fixed.id))
    for one, group in sorted(rules.pinned.items()):
        if one in pool.place:
            join(("person", one), ("group", group), Violation("pinned", (one,), group))
    for pair in sorted(map(sorted, rules.together)):
        if len(pair) == 2 and all(one in pool.place for one in pair):
            join(("person", pair[0]), ("person", pair[1]), Violation("together", (pair[0], pair[1])))
    return joins


def _into_locked(pool: Pool) -> Iterator[list[Violation]]:
    """Somebody pinned to a locked group in which they are not: nobody comes into it."""
    members = {one.id: one.members for one in pool.rules.locked}
    for one, group in sorted(pool.rules.pinned.items()):
        if one in pool.place and group in members and one not in members[group]:
            yield [Violation("pinned", (one,), group), Violation("locked", tuple(sorted(members[group])), group)]


def _way(joins: Joins, start: Node, end: Node) -> Iterator[list[Violation]]:
    """The rules on the shortest way from one to the other, if there is one."""
    came: dict[Node, Node | None] = {start: None}
    waiting = [start]
    while waiting and end not in came:
        following = []
        for node in waiting:
            for other in sorted(joins.get(node, {})):
                if other not in came:
                    came[other] = node
                    following.append(other)
        waiting = following
    if end in came:
        found = []
        node, before = end, came[end]
        while before is not None:
            found.append(joins[before][node])
            node, before = before, came[before]
        yield found[::-1]


def _too_many(pool: Pool, joins: Joins) -> Iterator[list[Violation]]:
    """One more than a group may hold, all joined. A locked group stands as it is."""
    seen = {node for one in pool.rules.locked for node in _reached(joins, ("group", one.id))}
    for start in sorted(joins):
        if start not in seen:
            reached = _reached(joins, start)
            seen |= set(reached)
            people = [node for node in reached if node[0] == "person"]
            if len(people) > pool.settings.size_max:
                last = people[pool.settings.size_max]
                yield [label for label in list(reached.values())[: list(reached).index(last) + 1] if label is not None]


def _reached(joins: Joins, start: Node) -> dict[Node, Violation | None]:
    """All that are joined to somebody or to a group, in order, with the rule that joins each."""
    found: dict[Node, Violation | None] = {start: None}
    waiting = [start]
    for node in waiting:
        for other, label in sorted(joins.get(node, {}).items()):
            if other not in found:
                found[other] = label
                waiting.append(other)
    return found


def _cannot_meet(pool: Pool) -> Iterator[list[Violation]]:
    """The fewest pinned people who cannot be in one group: two where two clash, else as few of them as are needed."""
    by_group: dict[str, list[int]] = {}
    for person, group in sorted(pool.rules.pinned.items()):
        if person in pool.place:
            by_group.setdefault(group, []).append(pool.place[person])
    for group, members in by_group.items():
        if not pool.share(members):
            yield [Violation("pinned", (pool.people[one].id,), group) for one in _needed(pool, members)]


def _needed(pool: Pool, members: Sequence[int]) -> list[int]:
    for pair in combinations(members, 2):
        if not pool.share(pair):
            return list(pair)
    needed = list(members)
    for one in members:
        rest = [each for each in needed if each != one]
        if not pool.share(rest):
            needed = rest
    return needed
