"""Making a grouping better by small moves: somebody into a group, from one to another, two changed about, a group taken
apart, a new one made of who is left. Each move looks at the groups it touches alone, so its cost does not grow with the
round (matching.md §3)."""

import random
from collections.abc import Callable, Iterable, Sequence
from math import exp

from .pool import Pool
from .scoring import PLACED, Scores

WARM, COLD = 0.25, 0.012  # from how bad a step to how bad a step is taken for now
MOST_PEOPLE = 160  # up to so many people the groups that are met are kept, to choose among at the end
Members = tuple[int, ...]
Cancelled = Callable[[float], bool]


class Grouping:
    """Groups by number, and the group of each person; -1 for who has none. `standing` people are never moved."""

    def __init__(self, pool: Pool, scores: Scores, groups: Iterable[Sequence[int]], free: Iterable[int]) -> None:
        self.pool, self.scores = pool, scores
        self.groups: dict[int, Members] = {}
        self.worth: dict[int, float] = {}
        self.where = dict.fromkeys(free, -1)
        self.alone = list(self.where)
        self._at = {one: at for at, one in enumerate(self.alone)}
        self._next = 0
        self.total = 0.0
        for members in groups:
            self.add(tuple(members))

    def value_of(self, members: Members) -> float:
        """What a group counts for in the search: those it places, and what it is worth."""
        return PLACED * len(members) + self.scores.of_group(members) if members else 0.0

    def add(self, members: Members) -> int:
        """Makes a group."""
        number, self._next = self._next, self._next + 1
        self.put(number, members)
        return number

    def put(self, number: int, members: Members, value: float | None = None) -> None:
        """Sets a group's members; none at all takes the group away."""
        old = self.groups.pop(number, ())
        self.total -= self.worth.pop(number, 0.0)
        for one in old:
            if self.where[one] == number:
                self._leave(one)
        if members:
            self.groups[number] = members
            self.worth[number] = value if value is not None else self.value_of(members)
            self.total += self.worth[number]
            for one in members:
                self._enter(one, number)

    def _leave(self, one: int) -> None:
        self.where[one] = -1
        self._at[one] = len(self.alone)
        self.alone.append(one)

    def _enter(self, one: int, number: int) -> None:
        if self.where[one] == -1:
            at, last = self._at.pop(one), self.alone.pop()
            if last != one:
                self.alone[at] = last
                self._at[last] = at
        self.where[one] = number

    def all_groups(self) -> list[Members]:
        """The groups, each with its members in order, the groups in order of their first member."""
        return sorted(tuple(sorted(members)) for members in self.groups.values())


class Search:
    """Annealing over a grouping. `near` gives, for somebody, those whom they may be grouped with, the best first."""

    def __init__(self, grouping: Grouping, near: Callable[[int], Sequence[int]], seed: int) -> None:
        self.now = grouping
        self.pool, self.near = grouping.pool, near
        self.chance = random.Random(seed)  # noqa: S311 - chance that can be repeated is what is wanted
        self.people = sorted(grouping.where)
        self.best: list[Members] = grouping.all_groups()
        self.best_total = self._worth()
        self.heat = WARM
        self.seen: dict[Members, float] = {}

    def run(self, moves: int, *, warm: float = WARM, go_on: Cancelled | None = None) -> list[Members]:
        """Tries so many moves; the grouping that was met with most people in it, and of those the best. `go_on` is told
        the share done and may say stop; `seen` holds the groups that were made, with what each is worth."""
        if not self.people:
            return self.best
        steps = (self._join, self._change_group, self._exchange, self._begin, self._take_apart, self._divide)
        each = max(1, moves // 100)
        for number in range(moves):
            if number % each == 0:
                self._remember()
                self.heat = warm * (COLD / warm) ** (number / moves)
                if go_on is not None and not go_on(number / moves):
                    break
            self.chance.choices(steps, (25, 25, 30, 8, 4, 8))[0]()
        self._remember()
        return self.best

    def _remember(self) -> None:
        """Keeps the grouping as it is, if none was better. Not at each step: that would cost more in a large round."""
        worth = self._worth()
        if worth > self.best_total:
            self.best_total, self.best = worth, self.now.all_groups()

    def _worth(self) -> tuple[float, float]:
        """As `Scores.of_grouping`, from what is kept of each group."""
        total = round(self.now.total, 9)
        if self.now.scores.stays:
            return total, 0.0
        placed = len(self.now.where) - len(self.now.alone)
        return float(placed), total

    # --- moves --------------------------------------------------------------------------------------------------------
    def _try(self, changes: Sequence[tuple[int, Members]]) -> bool:
        """Makes the changes when they can be, and are good enough for now."""
        values = []
        for _number, members in changes:
            if members and not self.now.scores.is_group(members):
                return False
            value = self.now.value_of(members)
            values.append(value)
            if members and len(self.people) <= MOST_PEOPLE:
                self.seen[tuple(sorted(members))] = value - PLACED * len(members)
        before = sum(self.now.worth.get(number, 0.0) for number, _members in changes)
        gain = sum(values) - before
        if gain < 0 and self.chance.random() >= exp(gain / self.heat):
            return False
        for number, _members in changes:
            self.now.put(number, ())
        for (number, members), value in zip(changes, values, strict=True):
            if members:
                self.now.put(number, members, value)
        return True

    def _somebody_near(self, one: int) -> int | None:
        near = self.near(one)
        if not near:
            return None
        at = int(len(near) * self.chance.random() ** 2)  # the nearest are tried most
        return near[at]

    def _block(self, one: int) -> Members:
        """Somebody with those whom they must be with."""
        mask, found = self.pool.together[one], [one]
        if not mask:
            return (one,)
        while mask:
            found.append((mask & -mask).bit_length() - 1)
            mask &= mask - 1
        return tuple(found)

    def _without(self, number: int, leaving: Members) -> Members:
        return tuple(one for one in self.now.groups[number] if one not in leaving)

    def _join(self) -> None:
        """Somebody without a group goes into the group of somebody near, or takes the place of one there."""
        if not self.now.alone:
            return self._change_group()
        one = self.now.alone[int(self.chance.random() * len(self.now.alone))]
        other = self._somebody_near(one)
        number = self.now.where.get(other, -1) if other is not None else -1
        if number < 0:
            return self._begin()
        block = self._block(one)
        if any(self.now.where.get(each, 0) >= 0 for each in block):
            return None
        theirs = self.now.groups[number]
        blockers = self._blockers(one, theirs)
        if len(blockers) > 1 or (not blockers and self._try([(number, (*theirs, *block))])):
            return None
        out = blockers[0] if blockers else theirs[int(self.chance.random() * len(theirs))]
        self._try([(number, (*self._without(number, self._block(out)), *block))])
        return None

    def _blockers(self, one: int, members: Members) -> list[int]:
        """Those with whom somebody shares no time, language or way: cheap to see before a whole group is tried."""
        slots, languages, ways = self.pool.slots, self.pool.languages, self.pool.ways
        my_slots, my_languages, my_ways = slots[one], languages[one], ways[one]
        return [
            other
            for other in members
            if not (my_slots & slots[other] and my_ways & ways[other] and my_languages & languages[other])
        ]

    def _two_groups(self) -> tuple[int, int, int, list[int]] | None:
        """Somebody, their group, the group of somebody near, and who there cannot meet them: one at most."""
        one = self.people[int(self.chance.random() * len(self.people))]
        other = self._somebody_near(one)
        here, there = self.now.where[one], self.now.where.get(other, -1) if other is not None else -1
        if here < 0 or there < 0 or here == there:
            return None
        blockers = self._blockers(one, self.now.groups[there])
        return (one, here, there, blockers) if len(blockers) < 2 else None

    def _change_group(self) -> None:
        """Somebody goes from one group to another; from one of the smallest size only with all the others."""
        found = self._two_groups()
        if found is None:
            return
        one, here, there, blockers = found
        if blockers:
            self._exchanged(one, here, there, blockers[0])
            return
        block = self._block(one)
        left = self._without(here, block)
        if len(left) < self.pool.settings.size_min:
            left = ()
        self._try([(here, left), (there, (*self.now.groups[there], *block))])

    def _exchange(self) -> None:
        """Two people in two groups change places."""
        found = self._two_groups()
        if found is None:
            return
        one, here, there, blockers = found
        theirs = self.now.groups[there]
        self._exchanged(one, here, there, blockers[0] if blockers else theirs[int(self.chance.random() * len(theirs))])

    def _exchanged(self, one: int, here: int, there: int, out: int) -> None:
        mine, theirs = self._block(one), self._block(out)
        left = self._without(here, mine)
        if not self._blockers(out, left):
            self._try([(here, (*left, *theirs)), (there, (*self._without(there, theirs), *mine))])

    def _begin(self) -> None:
        """A new group of somebody without one, with those near them: first of those without, then from groups that can
        spare one."""
        if not self.now.alone:
            return
        one = self.now.alone[int(self.chance.random() * len(self.now.alone))]
        members = list(self._block(one))
        if any(self.now.where.get(each, 0) >= 0 for each in members) or not self.pool.can_meet(members):
            return
        taken: dict[int, Members] = {}
        near = self.near(one)
        start = int(len(near) * self.chance.random() ** 3)
        for other in (*near[start:], *near[:start]):
            if len(members) >= self.pool.settings.size_target:
                break
            if other in members or other not in self.now.where:
                continue
            number = self.now.where[other]
            block = self._block(other)
            if number >= 0:
                left = taken.get(number, self.now.groups[number])
                left = tuple(each for each in left if each not in block)
                if len(left) < self.pool.settings.size_min or len(members) >= self.pool.settings.size_min:
                    continue
            if self.pool.can_meet([*members, *block]):
                members += block
                if number >= 0:
                    taken[number] = left
        if len(members) >= self.pool.settings.size_min:
            number = self.now._next
            self.now._next += 1
            self._try([*taken.items(), (number, tuple(members))])

    def _take_apart(self) -> None:
        """A group is dissolved, and its people go where they fit."""
        one = self.chance.choice(self.people)
        number = self.now.where[one]
        if number < 0:
            return
        changes: dict[int, Members] = {number: ()}
        gone: set[int] = set()
        for member in self.now.groups[number]:
            block = self._block(member)
            if member in gone:
                continue
            for other in self.near(member)[:12]:
                there = self.now.where.get(other, -1)
                if there in (-1, number):
                    continue
                held = changes.get(there, self.now.groups[there])
                if len(held) + len(block) <= self.pool.settings.size_max and self.pool.can_meet((*held, *block)):
                    changes[there] = (*held, *block)
                    gone |= set(block)
                    break
        self._try(list(changes.items()))

    def _divide(self) -> None:
        """A large group becomes two: somebody and those of it who are nearest to them, and the rest."""
        one = self.chance.choice(self.people)
        number = self.now.where[one]
        members = self.now.groups.get(number, ())
        least = self.pool.settings.size_min
        if len(members) < 2 * least:
            return
        size = self.chance.randint(least, len(members) - least)
        pair = self.now.scores.pair
        order = sorted(members, key=lambda other: (other != one, -pair(one, other) - pair(other, one), other))
        new = self.now._next
        self.now._next += 1
        self._try([(number, tuple(order[size:])), (new, tuple(order[:size]))])
