"""How many could be placed at all, and which rule binds the round most."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from .cells import any_group
from .engine import match
from .explained import Lifted
from .people import SLOTS, Moves, Person, Rules, Settings
from .pool import Pool

BRIEF = Moves(100)
EVERYWHERE_KM = 1000.0


def upper_bound(people: Iterable[Person], settings: Settings, rules: Rules = Rules()) -> int:  # noqa: B008 - frozen
    """The people for whom any group at all is possible, each looked at alone: no proposal can place more.

    It is exact about each person: whoever shares a time, a language and a way to meet with enough others counts, if
    wishes about others and the need of a giver leave them a group. Locked groups count as they stand.
    """
    pool = Pool(people, settings, rules)
    held = {pool.place[one] for group in rules.locked for one in group.members if one in pool.place}
    free = [one for one in range(len(pool)) if one not in held]
    return len(held) + placeable(pool, free)


def placeable(pool: Pool, free: Sequence[int]) -> int:
    """How many of these have a possible group among these."""
    known: set[int] = set()
    for one in free:
        if one not in known:
            known |= set(any_group(pool, one, free))
    return len(known)


def bottleneck(
    people: Iterable[Person],
    settings: Settings,
    rules: Rules = Rules(),  # noqa: B008 - frozen
    budget: Moves = BRIEF,
) -> list[Lifted]:
    """What each rule keeps from a group: how many more are placed when it binds nobody, the largest first. The engine
    runs once as things are and once a rule."""
    held = sorted(people, key=lambda one: one.id)
    now = _placed(held, settings, rules, budget)
    languages = frozenset(word for one in held for word in one.languages)
    lifted = {
        "slots": [replace(one, slots=frozenset(SLOTS)) for one in held],
        "distance": [replace(one, max_km=EVERYWHERE_KM, over_water=True) for one in held],
        "language": [replace(one, languages=languages) for one in held],
        "form": [replace(one, form="either") for one in held],
    }
    found = [Lifted(rule, max(0, _placed(each, settings, rules, budget) - now)) for rule, each in lifted.items()]
    return sorted(found, key=lambda one: -one.more)


def _placed(people: Sequence[Person], settings: Settings, rules: Rules, budget: Moves) -> int:
    return sum(len(group.members) for group in match(people, settings, rules, budget=budget).groups)
