"""Every group that can meet, one person at a time: what cannot meet is dropped with all that would grow from it."""

from collections.abc import Sequence

from .packing import Column
from .pool import Pool

MOST_GROUPS = 200_000


# Members so far, what they have in common (times, languages, ways to meet), and who may still come.
Unfinished = tuple[Column, int, int, int, list[int]]


class TooMany(Exception):
    """There are more groups than can be looked at one by one."""


def every_group(pool: Pool, places: Sequence[int], most: int = MOST_GROUPS) -> list[Column]:
    """Every group among these people. Raises TooMany beyond `most`, counting the unfinished ones too."""
    found: list[Column] = []
    tried = 0
    order = sorted(places)
    waiting: list[Unfinished] = []
    for at, one in enumerate(order):
        waiting.append(((one,), pool.slots[one], pool.languages[one], pool.ways[one], order[at + 1 :]))
    while waiting:
        members, slots, languages, ways, rest = waiting.pop()
        if not (slots and languages and ways):
            continue
        if len(members) >= pool.settings.size_min and pool.is_whole(members):
            found.append(members)
        if len(members) == pool.settings.size_max:
            continue
        here = sum(1 << one for one in members)
        for at, one in enumerate(rest):
            joined = (slots & pool.slots[one], languages & pool.languages[one], ways & pool.ways[one])
            if all(joined) and not pool.apart[one] & here:
                tried += 1
                waiting.append(((*members, one), *joined, rest[at + 1 :]))
        if tried > most:
            raise TooMany
    return sorted(found)
