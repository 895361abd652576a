"""The hard rules, tried on a grouping by the engine, by the coordinator's screen and by the tests alike."""

from collections.abc import Iterable, Mapping, Sequence

from .people import Person, Rules, Settings, Violation
from .pool import Pool


def validate(
    grouping: Mapping[str, Sequence[str]], people: Iterable[Person], settings: Settings, rules: Rules
) -> list[Violation]:
    """Every hard rule that a grouping (members by group) breaks; nothing where all hold. Locked groups stand as they
    are and are looked at for who is in them alone."""
    return validate_in(Pool(people, settings, rules), grouping)


def validate_in(pool: Pool, grouping: Mapping[str, Sequence[str]]) -> list[Violation]:
    """The same for people who are compared already."""
    locked = {one.id for one in pool.rules.locked}
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
            found += of_group(pool, group, members)
    return found + of_rules(pool, grouping, seen)


def of_rules(pool: Pool, grouping: Mapping[str, Sequence[str]], where: Mapping[str, str]) -> list[Violation]:
    """Pins and locks that groups break; `where` is the group of each person."""
    rules = pool.rules
    found = [
        Violation("pinned", (one,), group) for one, group in rules.pinned.items() if where.get(one, group) != group
    ]
    for fixed in rules.locked:
        if fixed.id in grouping:
            changed = {one for one in set(grouping[fixed.id]) ^ set(fixed.members) if one in pool.place}
            if changed:
                found.append(Violation("locked", tuple(sorted(changed)), fixed.id))
    return found


def of_group(pool: Pool, group: str, members: Sequence[str]) -> list[Violation]:
    """The rules that a group in itself breaks: size, time, language, a way to meet, wishes about others, a giver."""
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
                for other in places_in(mask)
                if other > one or rule == "together"
            ]
    if settings.givers and not any(pool.gives[one] for one in places):
        found.append(Violation("giver", everybody, group))
    return found


def places_in(mask: int) -> list[int]:
    """The places whose bits are set, in order."""
    found = []
    while mask:
        found.append((mask & -mask).bit_length() - 1)
        mask &= mask - 1
    return found
