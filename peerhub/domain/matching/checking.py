"""The hard rules, tried on a grouping by the engine, by the coordinator's screen and by the tests alike."""

from collections.abc import Iterable, Mapping, Sequence

from .people import Contradiction, Person, Rules, Settings, Violation
from .pool import Pool


def validate(
    grouping: Mapping[str, Sequence[str]], people: Iterable[Person], settings: Settings, rules: Rules
) -> list[Violation]:
    """Every hard rule that a grouping (members by group) breaks; nothing where all hold. Locked groups stand as they
    are and are looked at for who is in them alone."""
    pool = Pool(people, settings, rules)
    locked = {one.id for one in rules.locked}
    found: list[Violation] = []
    seen: dict[str, str] = {}
    for group, members in grouping.items():
        for one in members:
            if one in seen:
                found.append(Violation("twice", (one,), group))
            seen[one] = group
        unknown = tuple(one for one in members if one not in pool.place)
        if unknown:
            found.append(Violation("unknown", unknown, group))
        elif group not in locked:
            found += _of_group(pool, group, members)
    found += [
        Violation("pinned", (one,), group) for one, group in rules.pinned.items() if seen.get(one, group) != group
    ]
    for fixed in rules.locked:
        if fixed.id in grouping and set(grouping[fixed.id]) != set(fixed.members):
            found.append(Violation("locked", tuple(sorted(set(grouping[fixed.id]) ^ set(fixed.members))), fixed.id))
    return found


def _of_group(pool: Pool, group: str, members: Sequence[str]) -> list[Violation]:
    places = [pool.place[one] for one in members]
    settings, everybody = pool.settings, tuple(sorted(members))
    found = [] if settings.size_min <= len(members) <= settings.size_max else [Violation("size", everybody, group)]
    for rule, masks in (("slot", pool.slots), ("language", pool.languages), ("way", pool.ways)):
        common = -1
        for one in places:
            common &= masks[one]
        if not common:
            found.append(Violation(rule, everybody, group))
    here = sum(1 << one for one in set(places))
    for one in places:
        for rule, mask in (("apart", pool.apart[one] & here), ("together", pool.together[one] & ~here)):
            found += [
                Violation(rule, tuple(sorted((pool.people[one].id, pool.people[other].id))), group)
                for other in _places(mask)
                if other > one or rule == "together"
            ]
    if settings.givers and not any(pool.gives[one] for one in places):
        found.append(Violation("giver", everybody, group))
    return found


def _places(mask: int) -> list[int]:
    found = []
    while mask:
        found.append((mask & -mask).bit_length() - 1)
        mask &= mask - 1
    return found


def refuse_contradictions(pool: Pool) -> None:
    """Raises Contradiction with the smallest set of rules that clashes: pins into one group of people who cannot
    meet, of too many, or of those to be kept apart; people to be together and apart at once."""
    rules, place = pool.rules, pool.place
    for one in range(len(pool)):
        clash = pool.together[one] & pool.apart[one] if pool.people[one].id not in rules.pinned else 0
        if clash:
            pair = tuple(sorted((pool.people[one].id, pool.people[_places(clash)[0]].id)))
            raise Contradiction([Violation("together", pair), Violation("apart", pair)])
    pinned: dict[str, list[int]] = {}
    for person, group in sorted(rules.pinned.items()):
        if person in place:
            pinned.setdefault(group, []).append(place[person])
    for group, members in pinned.items():
        if len(members) > pool.settings.size_max:
            raise Contradiction([Violation("pinned", (pool.people[one].id,), group) for one in members])
        _refuse_pins(pool, group, members)


def _refuse_pins(pool: Pool, group: str, members: Sequence[int]) -> None:
    """The fewest pinned people who cannot be in one group: two where two clash, else as few of them as are needed."""
    for at, one in enumerate(members):
        for other in members[at + 1 :]:
            if not pool.can_meet((one, other)):
                raise Contradiction([Violation("pinned", (pool.people[each].id,), group) for each in (one, other)])
    if not pool.can_meet(members):
        needed = list(members)
        for one in members:
            rest = [each for each in needed if each != one]
            if not pool.can_meet(rest):
                needed = rest
        raise Contradiction([Violation("pinned", (pool.people[each].id,), group) for each in needed])
