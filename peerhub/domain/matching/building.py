"""A first grouping: those who are hardest to place begin, and take with them whoever fits best."""

from collections.abc import Callable, Iterable, Sequence

from .improving import Members
from .pool import Pool
from .scoring import Scores


def first_groups(
    pool: Pool, scores: Scores, free: Iterable[int], near: Callable[[int], Sequence[int]]
) -> list[Members]:
    """Groups of at least the smallest size, each of people who can meet; who is left has none."""
    left = set(free)
    order = sorted(left, key=lambda one: (len(near(one)), one))
    groups = []
    for one in order:
        if one in left:
            members = _grow(pool, scores, one, [other for other in near(one) if other in left])
            if members:
                groups.append(members)
                left -= set(members)
    return groups


def _grow(pool: Pool, scores: Scores, one: int, candidates: Sequence[int]) -> Members:
    """The group that somebody gathers: at each step the one who leaves most others possible, and is worth most."""
    members = [one]
    rest = [other for other in candidates if pool.can_meet([one, other])]
    while rest and len(members) < pool.settings.size_target:
        best = max(rest[:60], key=lambda other: (_worth(scores, members, other), -other))
        members.append(best)
        rest = [other for other in rest if other != best and pool.can_meet([*members, other])]
    return tuple(members) if scores.is_group(members) else ()


def _worth(scores: Scores, members: Sequence[int], other: int) -> float:
    pool = scores.pool
    slots = pool.slots[other]
    for one in members:
        slots &= pool.slots[one]
    common = sum(scores.pair(one, other) + scores.pair(other, one) for one in members) / (2 * len(members))
    return common + 0.15 * slots.bit_count()
