"""Why somebody has no group, and the smallest change of their own answers that would help: tried, never guessed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from .people import SLOTS, Change, Person, Unplaced
from .pool import Pool
from .travel import BRIDGED

ALONE, SLOT, LANGUAGE, WAY, TOGETHER = "alone", "slot", "language", "way", "together"
WIDER_KM = (5, 10, 15, 20, 30, 50)
MOST_LOOKED_AT = 200
MOST_STEPS = 4000
MOST_CHANGES = 3


def why_unplaced(pool: Pool, one: int, left: Sequence[int], groups: Sequence[Sequence[int]] = ()) -> Unplaced:
    """The rule that blocks somebody, and what would help, the smallest change first.

    A change helps when it lets them into one of `groups` that has room, or makes a new group possible with others in
    `left`, those without one.
    """
    others = [other for other in left if other != one]
    person = pool.people[one]
    found = []
    for change, to, changed in _changes(pool, person):
        group = _with_room(_Changed(pool, one, changed), one, groups)
        group = group or _group_with(_Changed(pool, one, changed), one, others)
        if group:
            found.append(Change(change, to, tuple(pool.people[other].id for other in group if other != one)))
        if len(found) == MOST_CHANGES:
            break
    return Unplaced(person.id, _blocking(pool, one, others), tuple(found))


def _blocking(pool: Pool, one: int, others: Sequence[int]) -> str:
    """The rule without which most others would be left: the one that somebody can do something about."""
    if pool.together[one]:
        return TOGETHER
    if len(others) + 1 < pool.settings.size_min:
        return ALONE
    rules = {SLOT: pool.slots, LANGUAGE: pool.languages, WAY: pool.ways}
    shut_out = {name: sum(not masks[one] & masks[other] for other in others) for name, masks in rules.items()}
    return max(shut_out, key=lambda name: (shut_out[name], name))


def _changes(pool: Pool, person: Person) -> Iterator[tuple[str, object, Person]]:
    """What somebody might change, the easiest first."""
    if person.form == "physical":
        yield "form", "either", replace(person, form="either")
    if person.form != "virtual":
        for more in WIDER_KM:
            yield "max_km", int(person.max_km) + more, replace(person, max_km=person.max_km + more)
        if person.land not in BRIDGED and not person.over_water:
            yield "over_water", True, replace(person, over_water=True)
    else:
        yield "form", "either", replace(person, form="either")
    for slot in SLOTS:
        if slot not in person.slots:
            yield "slots", slot, replace(person, slots=person.slots | {slot})
    for language in pool.language_bit:
        if language not in person.languages:
            yield "languages", language, replace(person, languages=person.languages | {language})


class _Changed:
    """A pool in which one person has answered otherwise; the others are looked up in the real one."""

    def __init__(self, pool: Pool, one: int, changed: Person) -> None:
        alone = Pool([changed], pool.settings, pool.rules)
        self.pool, self.one = pool, one
        self.slots, self.ways = alone.slots[0], alone.ways[0]
        self.languages = sum(pool.language_bit.get(word, 0) for word in changed.languages)

    def start(self) -> tuple[int, int, int]:
        """Times, languages and ways of the person as they would be."""
        return self.slots, self.languages, self.ways


def _with_room(changed: _Changed, one: int, groups: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """The first group that somebody could join as they would be."""
    pool = changed.pool
    for members in groups:
        masks = changed.start()
        for other in members:
            masks = (masks[0] & pool.slots[other], masks[1] & pool.languages[other], masks[2] & pool.ways[other])
            if not all(masks) or pool.apart[one] >> other & 1:
                break
        else:
            if len(members) < pool.settings.size_max and pool.is_whole((*members, one)):
                return tuple(members)
    return ()


def _group_with(changed: _Changed, one: int, others: Sequence[int]) -> tuple[int, ...]:
    """The first group of the smallest size that could be made with somebody, looked for in so many steps."""
    pool = changed.pool
    start = changed.start()
    apart = pool.apart[one]
    fitting = [
        other
        for other in others
        if all((start[0] & pool.slots[other], start[1] & pool.languages[other], start[2] & pool.ways[other]))
        and not apart >> other & 1
    ][:MOST_LOOKED_AT]
    return _grow(pool, (one,), start, fitting, _Steps(MOST_STEPS))


class _Steps:
    """A bound on how long is looked."""

    def __init__(self, most: int) -> None:
        self.left = most

    def one(self) -> bool:
        """Whether another step may be taken."""
        self.left -= 1
        return self.left > 0


def _grow(
    pool: Pool, members: tuple[int, ...], masks: tuple[int, int, int], rest: Sequence[int], steps: _Steps
) -> tuple[int, ...]:
    if len(members) >= pool.settings.size_min and pool.is_whole(members):
        return members
    if len(members) >= pool.settings.size_max:
        return ()
    here = sum(1 << one for one in members)
    for at, one in enumerate(rest):
        if not steps.one():
            return ()
        joined = (masks[0] & pool.slots[one], masks[1] & pool.languages[one], masks[2] & pool.ways[one])
        if all(joined) and not pool.apart[one] & here:
            found = _grow(pool, (*members, one), joined, rest[at + 1 :], steps)
            if found:
                return found
    return ()
