"""Whether somebody has any possible group. All who share one time, one language and one way to meet can meet, so it is
enough to count people time by time and language by language, all ways at once."""

from collections.abc import Iterator, Sequence

from .checking import places_in
from .pool import Pool

Masks = tuple[int, int, int]  # times, languages, ways
MOST_STEPS = 4000  # looked at in one cell where wishes about others, or givers, make counting too little


def any_group(pool: Pool, one: int, others: Sequence[int], masks: Masks | None = None) -> tuple[int, ...]:
    """A group of the smallest size (or a little more, where people belong together) of somebody and some of `others`;
    empty where there is none. With `masks` they are taken to have answered so."""
    start = masks or masks_of(pool, one)
    fitting = [other for other in others if other != one and fits(pool, one, other, start)]
    plain = not (pool.settings.givers or pool.together[one] or any(pool.together[other] for other in fitting))
    plain = plain and not any(pool.apart[other] for other in fitting)
    for cell in _cells(pool, fitting, start, pool.settings.size_min - 1 if plain else 1):
        if plain:
            return (one, *cell[: pool.settings.size_min - 1])
        found = _whole(pool, one, cell)
        if found:
            return found
    return ()


def masks_of(pool: Pool, one: int) -> Masks:
    """What somebody answered."""
    return pool.slots[one], pool.languages[one], pool.ways[one]


def fits(pool: Pool, one: int, other: int, masks: Masks) -> bool:
    """Whether two can meet, were one of them to answer so."""
    return bool(
        masks[0] & pool.slots[other]
        and masks[1] & pool.languages[other]
        and masks[2] & pool.ways[other]
        and not pool.apart[one] >> other & 1
    )


def _cells(pool: Pool, fitting: Sequence[int], masks: Masks, least: int) -> Iterator[list[int]]:
    """Lists of at least so many people who share one time, one language and one way."""
    seen: set[tuple[int, ...]] = set()
    for slot in places_in(masks[0]):
        free = [one for one in fitting if pool.slots[one] >> slot & 1]
        for word in places_in(masks[1]):
            speak = [one for one in free if pool.languages[one] >> word & 1]
            for way in places_in(_ways_of(pool, speak, masks[2], least)):
                cell = [one for one in speak if pool.ways[one] >> way & 1]
                if tuple(cell) not in seen:
                    seen.add(tuple(cell))
                    yield cell


def _ways_of(pool: Pool, people: Sequence[int], ways: int, least: int) -> int:
    """The ways that at least so many have, counted for all ways at once."""
    at_least = [ways] + [0] * least
    for one in people:
        mask = pool.ways[one]
        for number in range(least, 0, -1):
            at_least[number] |= at_least[number - 1] & mask
    return at_least[least]


def most_fitting(pool: Pool, one: int, others: Sequence[int]) -> tuple[int, list[int]]:
    """The time at which most others fit somebody, by its place in the week (-1 for none), and those others."""
    best: tuple[int, list[int]] = (-1, [])
    masks = masks_of(pool, one)
    fitting = [other for other in others if other != one and fits(pool, one, other, masks)]
    for slot in places_in(masks[0]):
        free = [other for other in fitting if pool.slots[other] >> slot & 1]
        for word in places_in(masks[1]):
            speak = [other for other in free if pool.languages[other] >> word & 1]
            cell = _fullest(pool, speak, masks[2])
            if len(cell) > len(best[1]):
                best = (slot, cell)
    return best


def _fullest(pool: Pool, people: Sequence[int], ways: int) -> list[int]:
    """Those who have the way that most have."""
    left, best = ways, 0
    for least in range(1, min(len(people), pool.settings.size_max) + 1):
        left = _ways_of(pool, people, ways, least)
        if not left:
            break
        best = left & -left
    return [one for one in people if pool.ways[one] & best]


def _whole(pool: Pool, one: int, cell: Sequence[int]) -> tuple[int, ...]:
    """A group of somebody with people of a cell in which all wishes about others are kept."""
    inside = {one, *cell}
    blocks: list[tuple[int, ...]] = []
    for other in cell:
        block = (other, *places_in(pool.together[other]))
        if other == min(block) and one not in block and inside.issuperset(block):
            blocks.append(block)
    mine = (one, *places_in(pool.together[one]))
    if not inside.issuperset(mine):
        return ()
    if pool.settings.givers:
        blocks.sort(key=lambda block: not any(pool.gives[each] for each in block))
    return _grown(pool, mine, blocks, _Steps(MOST_STEPS))


class _Steps:
    """A bound on how long is looked."""

    def __init__(self, most: int) -> None:
        self.left = most

    def one(self) -> bool:
        """Whether another step may be taken."""
        self.left -= 1
        return self.left > 0


def _grown(pool: Pool, members: tuple[int, ...], blocks: Sequence[tuple[int, ...]], steps: _Steps) -> tuple[int, ...]:
    if len(members) > pool.settings.size_max or not pool.keep_apart(members):
        return ()
    if len(members) >= pool.settings.size_min and pool.is_whole(members):
        return members
    for at, block in enumerate(blocks):
        if not steps.one():
            break
        found = _grown(pool, (*members, *block), blocks[at + 1 :], steps)
        if found:
            return found
    return ()
