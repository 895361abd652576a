"""Why somebody has no group, and the smallest change of their own answers that would help: tried, never guessed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from .cells import Masks, any_group, fits, masks_of, most_fitting
from .meeting import any_of, common
from .people import SLOTS, Change, Person, Unplaced
from .pool import Pool
from .travel import BRIDGED

ALONE, SLOT, LANGUAGE, WAY = "alone", "slot", "language", "way"
TOGETHER, APART, GIVER, TAKEN, FLOOR = "together", "apart", "giver", "taken", "floor"
WIDER_KM = (5, 10, 15, 20, 30, 50)
MOST_CHANGES = 3


class Waiting:
    """Those without a group, beside the groups that may still take somebody in; both are looked through once."""

    def __init__(self, pool: Pool, left: Sequence[int], groups: Sequence[Sequence[int]] = ()) -> None:
        self.pool, self.left = pool, list(left)
        self.open = [
            (tuple(group), (common(pool.slots, group), common(pool.languages, group), common(pool.ways, group)))
            for group in groups
            if 0 < len(group) < pool.settings.size_max
        ]

    def why(self, one: int) -> Unplaced:
        """The rule that blocks somebody, and what would help, the smallest change first.

        A change helps when it lets them into a group that has room, or makes a new group possible with others who have
        none. At most one change of a kind is told.
        """
        pool, person = self.pool, self.pool.people[one]
        found: dict[str, Change] = {}
        for change, to, changed in _changes(pool, person):
            if change not in found:
                group = self._group_for(one, pool.masks_if(changed))
                if group:
                    found[change] = Change(change, to, self._others(one, group))
            if len(found) == MOST_CHANGES:
                break
        slot, near = most_fitting(pool, one, self.left)
        helps = tuple(found.values()) or self._more_people(one, near)
        reason = self._blocking(one)
        return Unplaced(person.id, reason, helps, SLOTS[slot] if slot >= 0 else "", self._others(one, near))

    def _others(self, one: int, members: Sequence[int]) -> tuple[str, ...]:
        return tuple(self.pool.people[other].id for other in members if other != one)

    def _group_for(self, one: int, masks: Masks) -> tuple[int, ...]:
        """A group with room, or a new one, were somebody to answer so."""
        for members, theirs in self.open:
            if masks[0] & theirs[0] and masks[1] & theirs[1] and masks[2] & theirs[2]:
                joined = (*members, one)
                if self.pool.keep_apart(joined) and self.pool.is_whole(joined):
                    return members
        return any_group(self.pool, one, self.left, masks)

    def _more_people(self, one: int, near: Sequence[int]) -> tuple[Change, ...]:
        """How many more like them it would take, where no answer of their own helps."""
        pool = self.pool
        if not all(masks_of(pool, one)) or pool.together[one]:
            return ()
        members = [one]
        for other in near:
            if not pool.together[other] and pool.keep_apart([*members, other]):
                members.append(other)
        missing = pool.settings.size_min - len(members)
        gives = not pool.settings.givers or any(pool.gives[each] for each in members)
        return (Change("people", missing, self._others(one, members)),) if missing > 0 and gives else ()

    def _blocking(self, one: int) -> str:
        """The rule without which there would be a group; of several, the one that shuts out most."""
        pool = self.pool
        mine = masks_of(pool, one)
        if self._group_for(one, mine):
            return FLOOR
        if any_group(pool, one, range(len(pool)), mine):
            return TAKEN
        if len(self.left) < pool.settings.size_min and not self.open:
            return ALONE
        masks = {SLOT: pool.slots, LANGUAGE: pool.languages, WAY: pool.ways}
        shut_out = {name: sum(not held[one] & held[other] for other in self.left) for name, held in masks.items()}
        freed = {
            SLOT: (any_of(pool.slots), *mine[1:]),
            LANGUAGE: (mine[0], any_of(pool.languages), mine[2]),
            WAY: (*mine[:2], any_of(pool.ways)),
        }
        helps = [name for name, answers in freed.items() if self._group_for(one, answers)]
        return max(helps or self._of_others(one), key=lambda name: (shut_out.get(name, 0), name))

    def _of_others(self, one: int) -> list[str]:
        """A wish about others, or a giver that is missing, where no answer alone is to blame; else any of the three."""
        pool = self.pool
        if pool.together[one]:
            return [TOGETHER]
        mine = masks_of(pool, one)
        enough = pool.settings.size_min - 1
        if pool.apart[one] and len([each for each in self.left if pool.apart[one] >> each & 1]) >= enough:
            return [APART]
        if pool.settings.givers and not any(
            pool.gives[each] for each in self.left if each == one or fits(pool, one, each, mine)
        ):
            return [GIVER]
        return [SLOT, LANGUAGE, WAY]


def _changes(pool: Pool, person: Person) -> Iterator[tuple[str, object, Person]]:
    """What somebody might change, the easiest first."""
    if person.form != "either":
        yield "form", "either", replace(person, form="either")
    if person.form != "virtual":
        for more in WIDER_KM:
            yield "max_km", int(person.max_km) + more, replace(person, max_km=int(person.max_km) + more)
        if person.land not in BRIDGED and not person.over_water:
            yield "over_water", True, replace(person, over_water=True)
    for slot in SLOTS:
        if slot not in person.slots:
            yield "slots", slot, replace(person, slots=person.slots | {slot})
    for language in pool.language_bit:
        if language not in person.languages:
            yield "languages", language, replace(person, languages=person.languages | {language})
