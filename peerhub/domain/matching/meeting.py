"""What a group has in common, where it would meet, and how good a whole proposal is: the figures that people see."""

from collections.abc import Sequence
from itertools import combinations

from .people import SLOTS, Group
from .pool import Pool, town_km
from .scoring import Scores
from .travel import km

PHYSICAL, VIRTUAL = "physical", "virtual"


def common(masks: Sequence[int], members: Sequence[int]) -> int:
    """The bits that all members have."""
    left = -1
    for one in members:
        left &= masks[one]
    return left if members else 0


def any_of(masks: Sequence[int]) -> int:
    """The bits that anybody has."""
    found = 0
    for mask in masks:
        found |= mask
    return found


def slots_of(pool: Pool, members: Sequence[int]) -> tuple[str, ...]:
    """The times at which all can, in the order of the week."""
    mask = common(pool.slots, members)
    return tuple(slot for place, slot in enumerate(SLOTS) if mask >> place & 1)


def languages_of(pool: Pool, members: Sequence[int]) -> tuple[str, ...]:
    """The languages that all speak."""
    mask = common(pool.languages, members)
    return tuple(word for word, bit in pool.language_bit.items() if mask & bit)


def town_of(pool: Pool, members: Sequence[int]) -> str:
    """The town within everybody's reach with the least way in all; empty where they meet on a screen."""
    mask = common(pool.ways, members) >> 1
    best, least = "", float("inf")
    while mask:
        town = pool.settings.towns[(mask & -mask).bit_length() - 1]
        mask &= mask - 1
        way = sum(town_km(pool.people[one], town) or 0.0 for one in members)
        if way < least - 1e-9:
            best, least = town.name, way
    return best


def as_group(pool: Pool, scores: Scores, name: str, members: Sequence[int]) -> Group:
    """A group as it is shown."""
    town = town_of(pool, members)
    return Group(
        id=name,
        members=tuple(pool.people[one].id for one in members),
        form=PHYSICAL if town else VIRTUAL,
        town=town,
        slots=slots_of(pool, members),
        languages=languages_of(pool, members),
        quality=round(scores.quality(members), 2),
    )


def metrics_of(pool: Pool, scores: Scores, groups: Sequence[Group]) -> dict[str, float]:
    """How good a proposal is: people placed, mean and worst tenth of the values (0 to 100), kilometres between members
    of groups that meet in a town, years between the oldest and the youngest, groups with a second time."""
    values, far, years = [], [], []
    for group in groups:
        places = [pool.place[one] for one in group.members]
        near = bool(group.town)
        values += [100 * scores.of_person(one, places, near=near) for one in places]
        people = [pool.people[one] for one in places]
        ages = [one.age for one in people if one.age is not None]
        years += [float(max(ages) - min(ages))] if ages else []
        if near:
            far += [
                km((a.lat, a.lon), a.land, (b.lat, b.lon), b.land, over_water=a.over_water and b.over_water) or 0.0
                for a, b in combinations(people, 2)
            ]
    values.sort()
    return {
        "people": float(len(pool)),
        "placed": float(len(values)),
        "groups": float(len(groups)),
        "score": _mean(values),
        "worst_tenth": values[len(values) // 10] if values else 0.0,
        "km": _mean(far),
        "years": _mean(years),
        "second_slot": _mean([float(len(group.slots) > 1) for group in groups]),
    }


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
