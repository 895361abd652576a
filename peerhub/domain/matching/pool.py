"""The people of a round made quick to compare: each is three whole numbers, and a group can meet when the AND of its
members' numbers leaves a bit in each (matching.md §1).

People are sorted by id first, so the order in which they come changes nothing.
"""

from collections.abc import Iterable, Sequence

from .people import SLOTS, Person, Rules, Settings, Town
from .travel import Reach, km

SLOT_BIT = {slot: 1 << place for place, slot in enumerate(SLOTS)}
ON_SCREEN = 1  # the first bit of the ways to meet; the towns follow


class Pool:
    """People by their place in the sorted order. `slots`, `languages` and `ways` are bit masks; `apart` and `together`
    are masks of places."""

    def __init__(self, people: Iterable[Person], settings: Settings, rules: Rules) -> None:
        self.people: list[Person] = sorted(people, key=lambda one: one.id)
        self.settings, self.rules = settings, rules
        self.place = {one.id: number for number, one in enumerate(self.people)}
        self.language_bit = _bits({language for one in self.people for language in one.languages})
        self.slots = [sum(SLOT_BIT[slot] for slot in one.slots if slot in SLOT_BIT) for one in self.people]
        self.languages = [sum(self.language_bit[word] for word in one.languages) for one in self.people]
        self.ways = _ways(self.people, settings.towns)
        pinned = _pairs_of_pins(rules)
        self.apart = self._masks([*rules.apart, *pinned[False]])
        self.together = _closed(self._masks([*rules.together, *pinned[True]]))
        self.pinned = {self.place[one] for one in rules.pinned if one in self.place}
        self.gives = [one.role in {"giver", "both"} for one in self.people]

    def __len__(self) -> int:
        return len(self.people)

    def _masks(self, pairs: Iterable[frozenset[str]]) -> list[int]:
        masks = [0] * len(self.people)
        for pair in pairs:
            held = [self.place[one] for one in pair if one in self.place]
            if len(held) == 2:
                masks[held[0]] |= 1 << held[1]
                masks[held[1]] |= 1 << held[0]
        return masks

    def can_meet(self, members: Sequence[int]) -> bool:
        """Whether these share a slot, a language and a way to meet, and nobody is to be kept apart. Holds for every
        part of a group for which it holds."""
        return self.share(members) and self.keep_apart(members)

    def share(self, members: Sequence[int]) -> bool:
        """Whether these share a slot, a language and a way to meet."""
        slots = languages = ways = -1
        for one in members:
            slots &= self.slots[one]
            languages &= self.languages[one]
            ways &= self.ways[one]
        return bool(slots and languages and ways)

    def keep_apart(self, members: Sequence[int]) -> bool:
        """Whether nobody is with somebody they are to be kept apart from."""
        return not any(self.apart[one] and any(self.apart[one] >> other & 1 for other in members) for one in members)

    def masks_if(self, person: Person) -> tuple[int, int, int]:
        """Times, languages and ways of somebody who would answer so; a language that nobody else speaks is none."""
        slots = sum(SLOT_BIT[slot] for slot in person.slots if slot in SLOT_BIT)
        languages = sum(self.language_bit.get(word, 0) for word in person.languages)
        return slots, languages, _ways([person], self.settings.towns)[0]

    def is_whole(self, members: Sequence[int]) -> bool:
        """Whether nobody is left out whom a member wants to be with, and somebody gives where givers are needed."""
        for one in members:
            if self.together[one] and self.together[one] & ~sum(1 << other for other in members):
                return False
        return not self.settings.givers or any(self.gives[one] for one in members)

    def is_group(self, members: Sequence[int]) -> bool:
        """Whether these can be a group: size, meeting, wholeness."""
        return (
            self.settings.size_min <= len(members) <= self.settings.size_max
            and self.can_meet(members)
            and self.is_whole(members)
        )


def _pairs_of_pins(rules: Rules) -> dict[bool, list[frozenset[str]]]:
    """People pinned to one group belong together, those pinned to two are kept apart."""
    pins = sorted(rules.pinned.items())
    pairs: dict[bool, list[frozenset[str]]] = {True: [], False: []}
    for at, (one, group) in enumerate(pins):
        for other, its_group in pins[at + 1 :]:
            pairs[group == its_group].append(frozenset((one, other)))
    return pairs


def town_km(person: Person, town: Town) -> float | None:
    """How far a person has to a town; None over water."""
    return km((person.lat, person.lon), person.land, (town.lat, town.lon), town.land, over_water=person.over_water)


def _ways(people: Sequence[Person], towns: Sequence[Town]) -> list[int]:
    """By person: a bit for the screen, and one for each town within reach. Those of one place share the work."""
    known: dict[tuple[object, ...], int] = {}
    reach = Reach([(town.lat, town.lon) for town in towns], [town.land for town in towns])
    masks = []
    for one in people:
        mask = 0
        if one.form != "virtual":
            key = (one.lat, one.lon, one.land, one.max_km, one.over_water)
            if key not in known:
                known[key] = reach.within((one.lat, one.lon), one.land, one.max_km, over_water=one.over_water) << 1
            mask = known[key]
        masks.append(mask | (ON_SCREEN if one.form != "physical" else 0))
    return masks


def _bits(words: set[str]) -> dict[str, int]:
    return {word: 1 << place for place, word in enumerate(sorted(words))}


def _closed(masks: list[int]) -> list[int]:
    """If A wants to be with B and B with C, all three belong together."""
    reach = list(masks)
    for start in range(len(masks)):
        if not masks[start]:
            continue
        seen, waiting = 1 << start, masks[start]
        while waiting:
            one = (waiting & -waiting).bit_length() - 1
            seen |= 1 << one
            waiting = (waiting | masks[one]) & ~seen
        reach[start] = seen & ~(1 << start)
    return reach
