"""How good a group is for each of its members: the criteria in the coordinator's order, or in the person's own.

Every value is between 0 and 1. A person's value in a group is the mean over the others, so a large group is worth no
more for being large (matching.md §1).
"""

from collections.abc import Sequence

from .people import Person, Settings
from .pool import ON_SCREEN, Pool
from .travel import km

FAR_KM = 100.0  # so far counts as nothing near
OLD_YEARS = 30.0  # so far apart counts as nothing alike
SECOND_SLOT = 0.05  # the reward of a second common time: a tie-break, worth less than a point a person
SIZE_STEP = 0.02  # what each person more or fewer than wished costs a group, for each member
MOST_KEPT = 3_000_000  # values of pairs that are kept at once
KEPT_PAIR = 0.2  # what a pair that stays together is worth at full stability


def alike(criterion: str, one: Person, other: Person, settings: Settings) -> float:
    """How alike, or how near, two people are in a criterion."""
    return LIKENESS[criterion](one, other, settings)


def _near(one: Person, other: Person, settings: Settings) -> float:
    over_water = one.over_water and other.over_water
    far = km((one.lat, one.lon), one.land, (other.lat, other.lon), other.land, over_water=over_water)
    if far is None or far >= FAR_KM:
        return 0.0
    return 1.0 - max(0.0, far - settings.band_km) / (FAR_KM - settings.band_km)


def _age(one: Person, other: Person, settings: Settings) -> float:
    if one.age is None or other.age is None:
        return 0.5
    return max(0.0, 1.0 - abs(one.age - other.age) / OLD_YEARS)


def _shared(mine: frozenset[str], theirs: frozenset[str]) -> float:
    smaller = min(len(mine), len(theirs))
    return len(mine & theirs) / smaller if smaller else 0.5


def _challenge(one: Person, other: Person, settings: Settings) -> float:
    return _shared(one.challenges, other.challenges)


def _themes(one: Person, other: Person, settings: Settings) -> float:
    return _shared(one.themes, other.themes)


def _sector(one: Person, other: Person, settings: Settings) -> float:
    return float(one.sector == other.sector) if one.sector and other.sector else 0.5


LIKENESS = {"geography": _near, "age": _age, "challenge": _challenge, "themes": _themes, "sector": _sector}


def weights_of(person: Person, settings: Settings) -> dict[str, float]:
    """How much each criterion weighs for a person; together 1. The person's own order comes first, then the round's."""
    known = [one for one in person.priorities if one in settings.criteria]
    order = [*known, *(one for one in settings.criteria if one not in known)]
    raw = {one: settings.ratio**place for place, one in enumerate(order)}
    total = sum(raw.values()) or 1.0
    return {one: weight / total for one, weight in raw.items()}


class Scores:
    """Values of pairs, worked out when first asked for and kept."""

    def __init__(self, pool: Pool, together_before: frozenset[frozenset[str]] = frozenset()) -> None:
        self.pool, self.settings = pool, pool.settings
        self.weights = [weights_of(one, pool.settings) for one in pool.people]
        self._pairs: dict[int, float] = {}
        self._count = len(pool)
        self.before = self._before(together_before)

    def _before(self, pairs: frozenset[frozenset[str]]) -> list[int]:
        masks = [0] * self._count
        place = self.pool.place
        for pair in pairs:
            one, other = sorted(pair)
            if one in place and other in place:
                masks[place[one]] |= 1 << place[other]
                masks[place[other]] |= 1 << place[one]
        return masks

    def pair(self, one: int, other: int, *, near: bool = True) -> float:
        """What `other` is worth to `one`; without `near`, on a screen, where distance does not count."""
        key = (one * self._count + other) * 2 + near
        held = self._pairs.get(key)
        if held is None:
            if len(self._pairs) >= MOST_KEPT:  # a large round: what is asked for again is worked out again
                self._pairs.clear()
            held = self._pairs[key] = self._worked_out(one, other, near)
        return held

    def _worked_out(self, one: int, other: int, near: bool) -> float:
        me, them = self.pool.people[one], self.pool.people[other]
        total = value = 0.0
        for criterion, weight in self.weights[one].items():
            if near or criterion != "geography":
                total += weight
                value += weight * self.felt(criterion, me, them)
        return value / total if total else 0.0

    def felt(self, criterion: str, me: Person, them: Person) -> float:
        """A criterion as the person feels it: who wants a mix is glad of what differs."""
        value = alike(criterion, me, them, self.settings)
        return 1.0 - value if me.prefers.get(criterion) == "mixed" else value

    def of_person(self, one: int, members: Sequence[int], *, near: bool = True) -> float:
        """A person's value in a group; 0 for somebody alone."""
        others = len(members) - 1
        total = sum(self.pair(one, other, near=near) for other in members if other != one)
        return total / others if others > 0 else 0.0

    def fair(self, value: float) -> float:
        """A person's value as it counts: those who are worst off count a little more."""
        share = self.settings.fairness
        return (1 - share) * value + share * (1 - (1 - value) ** 2)

    def of_group(self, members: Sequence[int]) -> float:
        """What a group is worth: its members' values, the reward of a second time, and of pairs that stay together."""
        slots = ways = -1
        here = 0
        for one in members:
            slots &= self.pool.slots[one]
            ways &= self.pool.ways[one]
            here |= 1 << one
        near = bool(ways & ~ON_SCREEN)
        total = sum(self.fair(self.of_person(one, members, near=near)) for one in members)
        total -= SIZE_STEP * len(members) * abs(len(members) - self.settings.size_target)
        if slots & (slots - 1):
            total += SECOND_SLOT * len(members)
        kept = sum((self.before[one] & here).bit_count() for one in members) // 2
        return total + KEPT_PAIR * self.settings.stability * kept

    def quality(self, members: Sequence[int]) -> float:
        """The mean of the members' values, 0 to 100: what people are shown."""
        near = self.meets_near(members)
        return 100 * sum(self.of_person(one, members, near=near) for one in members) / len(members) if members else 0.0

    def meets_near(self, members: Sequence[int]) -> bool:
        """Whether there is a town for these; else they meet on a screen."""
        ways = -1
        for one in members:
            ways &= self.pool.ways[one]
        return bool(ways & ~ON_SCREEN)
