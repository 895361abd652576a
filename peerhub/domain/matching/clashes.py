"""Rules that cannot all hold, refused by the smallest set of them that clashes."""

from collections.abc import Sequence

from .checking import places_in
from .people import Contradiction, Violation
from .pool import Pool


def refuse_contradictions(pool: Pool) -> None:
    """Raises Contradiction with the smallest set of rules that clashes: pins into one group of people who cannot
    meet, of too many, or of those to be kept apart; people to be together and apart at once."""
    rules, place = pool.rules, pool.place
    for one in range(len(pool)):
        clash = pool.together[one] & pool.apart[one] if pool.people[one].id not in rules.pinned else 0
        if clash:
            pair = tuple(sorted((pool.people[one].id, pool.people[places_in(clash)[0]].id)))
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
