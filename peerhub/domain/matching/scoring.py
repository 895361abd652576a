"""How good a group is for each of its members: the criteria in the coordinator's order, or in the person's own.

Every value is between 0 and 1. A person's value in a group is the mean over the others, so a large group is worth no
more for being large (matching.md §1).
"""

from collections.abc import Iterable, Sequence

from .arrays import DIGITS, FAR_KM, OLD_YEARS, Arrays
from .people import Person, Settings
from .pool import ON_SCREEN, Pool
from .travel import km

SMALL = 1500  # up to so many people the values of all pairs are worked out at once
SECOND_SLOT = 0.13  # the reward of a second common time: so much that a third of the groups have one for a point
PLACED = 3.0  # what one more person placed is worth beside the values between 0 and 1
SIZE_STEP = 0.02  # what each person more or fewer than wished costs a group, for each member
MOST_KEPT = 3_000_000  # values of pairs that are kept at once
KEPT_PAIR = 0.8  # what a pair that stays together is worth at full stability


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


class _Row(dict[int, float]):
    """What others are worth to one person, worked out when first asked for."""

    def __init__(self, scores: "Scores", one: int, *, near: bool) -> None:
        super().__init__()
        self.scores, self.one, self.near = scores, one, near

    def __missing__(self, other: int) -> float:
        value = 0.0 if other == self.one else self.scores.worked_out(self.one, other, near=self.near)
        self.scores.keep(self, other, value)
        return value


Rows = Sequence[Sequence[float]] | Sequence[_Row]


class Scores:
    """Values of pairs: all of them for a round of a usual size, else worked out when first asked for and kept."""

    def __init__(self, pool: Pool, together_before: frozenset[frozenset[str]] = frozenset()) -> None:
        self.pool, self.settings = pool, pool.settings
        self.weights = [weights_of(one, pool.settings) for one in pool.people]
        self.arrays = Arrays(pool.people, pool.settings, self.weights)
        self._kept = 0
        self.near, self.screen = self._all() if len(pool) <= SMALL else self._on_demand()
        self.before = self._before(together_before)
        self.stays = bool(self.before and self.settings.stability)

    def _all(self) -> tuple[Rows, Rows]:
        everybody = self.arrays.np.arange(len(self.pool))
        rows = []
        for values in self.arrays.both(everybody, everybody):
            self.arrays.np.fill_diagonal(values, 0.0)
            rows.append(values.tolist())
        return rows[0], rows[1]

    def _on_demand(self) -> tuple[Rows, Rows]:
        count = range(len(self.pool))
        return [_Row(self, one, near=True) for one in count], [_Row(self, one, near=False) for one in count]

    def keep(self, row: _Row, other: int, value: float) -> None:
        """Keeps a value; beyond so many all are let go, and what is asked for again is worked out again."""
        self._kept += 1
        if self._kept > MOST_KEPT:
            self._kept = 0
            for rows in (self.near, self.screen):
                for one in rows:
                    one.clear()  # type: ignore[union-attr]
        row[other] = value

    def _before(self, pairs: frozenset[frozenset[str]]) -> dict[int, set[int]]:
        found: dict[int, set[int]] = {}
        place = self.pool.place
        for pair in pairs:
            one, other = sorted(pair)
            if one in place and other in place:
                found.setdefault(place[one], set()).add(place[other])
        return found

    def pair(self, one: int, other: int, *, near: bool = True) -> float:
        """What `other` is worth to `one`; without `near`, on a screen, where distance does not count."""
        return (self.near if near else self.screen)[one][other]

    def known(self, one: int, others: Sequence[int], values: Sequence[float]) -> None:
        """Values that have been worked out together with others, for later."""
        row = self.near[one]
        if isinstance(row, _Row) and self._kept + len(others) < MOST_KEPT:
            self._kept += len(others)
            row.update(zip(others, values, strict=True))

    def worked_out(self, one: int, other: int, *, near: bool) -> float:
        """The same, not looked up."""
        me, them = self.pool.people[one], self.pool.people[other]
        total = value = 0.0
        for criterion, weight in self.weights[one].items():
            if near or criterion != "geography":
                alike = LIKENESS[criterion](me, them, self.settings)
                total += weight
                value += weight * (1.0 - alike if me.prefers.get(criterion) == "mixed" else alike)
        return round(value / total, DIGITS) if total else 0.0

    def felt(self, criterion: str, me: Person, them: Person) -> float:
        """A criterion as the person feels it: who wants a mix is glad of what differs."""
        value = alike(criterion, me, them, self.settings)
        return 1.0 - value if me.prefers.get(criterion) == "mixed" else value

    def of_person(self, one: int, members: Sequence[int], *, near: bool = True) -> float:
        """A person's value in a group; 0 for somebody alone."""
        others = len(members) - 1
        row = (self.near if near else self.screen)[one]
        return sum(row[other] for other in members) / others if others > 0 else 0.0

    def values(self, members: Sequence[int], *, near: bool) -> list[float]:
        """The value of each member."""
        others = len(members) - 1 or 1
        rows = self.near if near else self.screen
        return [sum(map(rows[one].__getitem__, members)) / others for one in members]

    def of_group(self, members: Sequence[int]) -> float:
        """What a group is worth: its members' values, those who are worst off counting a little more; the reward of a
        second time, and of pairs that stay together."""
        slots = ways = -1
        for one in members:
            slots &= self.pool.slots[one]
            ways &= self.pool.ways[one]
        size = len(members)
        values = self.values(members, near=ways > ON_SCREEN)
        total = sum(values)
        share = self.settings.fairness
        total += share * (total - sum(value * value for value in values))
        total -= SIZE_STEP * size * abs(size - self.settings.size_target)
        if slots & (slots - 1):
            total += SECOND_SLOT * size
        return total + KEPT_PAIR * self.settings.stability * self.kept(members) if self.before else total

    def is_good(self, members: Sequence[int]) -> bool:
        """Whether nobody is below the least value that the coordinator has set; who is pinned is placed all the same,
        and so are those with them."""
        floor = self.settings.quality_floor
        if floor is None or any(one in self.pool.pinned for one in members):
            return True
        return 100 * min(self.values(members, near=self.meets_near(members)), default=0.0) >= floor

    def is_group(self, members: Sequence[int]) -> bool:
        """Whether these can be a group that is good enough."""
        return self.pool.is_group(members) and self.is_good(members)

    def of_grouping(self, groups: Iterable[Sequence[int]]) -> tuple[float, float]:
        """What a grouping is worth, for comparing: first the people placed, then its groups' worth. Where groups stood
        before, another person placed counts as much as some seven pairs that are torn, at the usual stability."""
        held = list(groups)
        placed, worth = sum(map(len, held)), sum(map(self.of_group, held))
        return (PLACED * placed + worth, 0.0) if self.stays else (float(placed), worth)

    def kept(self, members: Sequence[int]) -> int:
        """How many pairs of these were together before."""
        here = set(members)
        return sum(len(self.before[one] & here) for one in members if one in self.before)

    def quality(self, members: Sequence[int]) -> float:
        """The mean of the members' values, 0 to 100: what people are shown."""
        return 100 * sum(self.values(members, near=self.meets_near(members))) / len(members) if members else 0.0

    def meets_near(self, members: Sequence[int]) -> bool:
        """Whether there is a town for these; else they meet on a screen."""
        ways = -1
        for one in members:
            ways &= self.pool.ways[one]
        return bool(ways & ~ON_SCREEN)
