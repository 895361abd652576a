"""Why a group is a group and why somebody is in it: facts, by the same functions that the engine searches with."""

from collections import Counter
from collections.abc import Mapping, Sequence

from .checking import of_group
from .explained import Fact, GroupReasons, Shared
from .meeting import as_group
from .people import Person
from .pool import Pool, town_km
from .scoring import Scores

MOST_REASONS = 3
FELT = 0.5  # from here on a criterion is a reason, below it a compromise
NAMED = ("challenge", "themes", "sector")


def answers_of(person: Person, criterion: str) -> frozenset[str]:
    """What somebody answered in a criterion of codes."""
    if criterion == "sector":
        return frozenset({person.sector} - {""})
    return person.challenges if criterion == "challenge" else person.themes


def why_group(pool: Pool, scores: Scores, name: str, members: Sequence[int]) -> GroupReasons:
    """What a group has in common, what binds it and what was given up."""
    group, people = as_group(pool, scores, name, members), [pool.people[one] for one in members]
    ages = [one.age for one in people if one.age is not None]
    felt = felt_by(scores, members)
    near = bool(group.town)
    values = [100 * scores.of_person(one, members, near=near) for one in members]
    return GroupReasons(
        id=name,
        members=group.members,
        form=group.form,
        town=group.town,
        slots=group.slots,
        languages=group.languages,
        km=_ways_to(pool, group.town, people),
        ages=(min(ages), max(ages)) if ages else None,
        shared=_shared(pool, people),
        by_criterion=felt,
        given_up=_given_up(pool, members, felt, town=group.town, slots=len(group.slots)),
        quality=group.quality,
        worst=round(min(values, default=0.0), 2),
        violations=tuple(of_group(pool, name, group.members)),
    )


def _ways_to(pool: Pool, name: str, people: Sequence[Person]) -> Mapping[str, float]:
    town = next((one for one in pool.settings.towns if one.name == name), None)
    if town is None:
        return {}
    return {one.id: round(town_km(one, town) or 0.0, 1) for one in people}


def felt_by(scores: Scores, members: Sequence[int]) -> dict[str, float]:
    """The mean of each criterion as the members feel it, in points."""
    people = scores.pool.people
    pairs = [(people[one], people[other]) for one in members for other in members if one != other]
    near = scores.meets_near(members)
    return {
        criterion: round(100 * sum(scores.felt(criterion, *pair) for pair in pairs) / max(1, len(pairs)), 1)
        for criterion in scores.settings.criteria
        if near or criterion != "geography"
    }


def _shared(pool: Pool, people: Sequence[Person]) -> tuple[Shared, ...]:
    found = []
    for criterion in pool.settings.criteria:
        if criterion in NAMED:
            counts = Counter(code for one in people for code in answers_of(one, criterion))
            found += [
                Shared(criterion, code, count)
                for code, count in counts.items()
                if count > 1 and 2 * count >= len(people)
            ]
    return tuple(sorted(found, key=lambda one: (-one.count, NAMED.index(one.criterion), one.code)))


def _given_up(
    pool: Pool, members: Sequence[int], felt: Mapping[str, float], *, town: str, slots: int
) -> tuple[Fact, ...]:
    found = [Fact(name, value, points=100 - value) for name, value in felt.items() if value < 100 * FELT]
    found.sort(key=lambda one: (-one.points, one.code))
    if slots == 1:
        found.append(Fact("one_slot", 1))
    more = len(members) - pool.settings.size_target
    if more:
        found.append(Fact("size", more))
    if not town and any(pool.people[one].form == "either" for one in members):
        found.append(Fact("screen", sum(pool.people[one].form == "either" for one in members)))
    return tuple(found)


def facts_of(pool: Pool, scores: Scores, one: int, members: Sequence[int]) -> tuple[tuple[Fact, ...], Fact | None]:
    """Somebody's strongest reasons to be in a group, and their largest compromise."""
    group = as_group(pool, scores, "", members)
    others = [pool.people[other] for other in members if other != one]
    me = pool.people[one]
    good, bad = [], []
    weights = scores.weights[one]
    counts = sum(weight for name, weight in weights.items() if group.town or name != "geography") or 1.0
    for criterion, weight in weights.items():
        if others and (group.town or criterion != "geography"):
            felt = sum(scores.felt(criterion, me, other) for other in others) / len(others)
            value, detail = _told(pool, criterion, me, others, group.town)
            gives = round(100 * weight / counts * felt, 1)
            costs = round(100 * weight / counts * (1 - felt), 1)
            if felt >= FELT and (detail or criterion not in NAMED):
                good.append(Fact(criterion, value, detail, gives))
            if costs >= 1:
                bad.append(Fact(criterion, value, detail, costs))
    good.sort(key=lambda fact: (-fact.points, fact.code))
    return tuple([*_wishes(pool, one, members), *good, *_times(group.slots)][:MOST_REASONS]), max(
        bad, key=lambda fact: (fact.points, fact.code), default=None
    )


def _wishes(pool: Pool, one: int, members: Sequence[int]) -> list[Fact]:
    wished = tuple(pool.people[other].id for other in members if pool.together[one] >> other & 1)
    return [Fact("together", len(wished), wished)] if wished else []


def _times(slots: tuple[str, ...]) -> list[Fact]:
    return [Fact("slots", len(slots), slots)] if slots else []


def _told(pool: Pool, criterion: str, me: Person, others: Sequence[Person], town: str) -> tuple[float, tuple[str, ...]]:
    """What is told about a criterion: its figure, and what it is about."""
    if criterion == "geography":
        return _ways_to(pool, town, [me]).get(me.id, 0.0), (town,)
    if criterion == "age":
        years = [abs(me.age - other.age) for other in others if me.age is not None and other.age is not None]
        return round(sum(years) / len(years), 1) if years else 0.0, ()
    mine = answers_of(me, criterion)
    shared = Counter(code for other in others for code in answers_of(other, criterion) & mine)
    sharing = sum(bool(answers_of(other, criterion) & mine) for other in others)
    return sharing, tuple(code for code, _count in sorted(shared.items(), key=lambda item: (-item[1], item[0])))
