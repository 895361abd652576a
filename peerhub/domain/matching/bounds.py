"""How many could be placed at all, and which rule binds the round most."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from .cells import any_group
from .engine import match
from .explained import Lifted
from .people import SLOTS, Moves, Person, Rules, Settings
from .placing import WHOLE, most_placed
from .pool import Pool
from .scoring import Scores

BRIEF = Moves(100, proof=False)
EVERYWHERE_KM = 1000.0
SOME = 500


def upper_bound(people: Iterable[Person], settings: Settings, rules: Rules = Rules()) -> int:  # noqa: B008 - frozen
    """How many people no proposal can exceed; locked groups count as they stand.

    In a round of up to some hundred people it is the most that can be placed at the same time, worked out (exact but
    for people kept apart and a quality that was set). In a larger one it is those for whom any group at all is
    possible, each looked at alone.
    """
    pool = Pool(people, settings, rules)
    held = {pool.place[one] for group in rules.locked for one in group.members if one in pool.place}
    free = [one for one in range(len(pool)) if one not in held]
    answer = most_placed(pool, Scores(pool), free) if len(free) <= WHOLE else None
    return len(held) + min(placeable(pool, free), answer.bound if answer else len(free))


def placeable(pool: Pool, free: Sequence[int]) -> int:
    """How many of these have a possible group among these. Most are found one among some hundreds of others."""
    known: set[int] = set()
    for at, one in enumerate(free):
        if one not in known:
            some = [*free[at : at + SOME], *free[: min(at, max(0, at + SOME - len(free)))]]
            known |= set(any_group(pool, one, some) or any_group(pool, one, free))
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
