"""The ways to a good grouping, each where it pays: all groups weighed against each other in a small round, else a first
grouping made better by small moves, set right where somebody who could be placed is not, and chosen anew among all the
groups that were met."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from .building import first_groups
from .cells import any_group
from .exact import TooMany, every_group
from .improving import WARM, Grouping, Members, Search
from .nearness import Near
from .packing import best_packing, worthiest
from .people import Moves
from .placing import WHOLE, most_placed
from .pool import Pool
from .scoring import PLACED, Scores

PROVABLE = 40  # up to so many people every group is looked at
CHOSEN_ANEW = 160  # up to so many people the best is chosen among all groups that were met
AROUND = (40, 80, 160)  # people among whom those who are left are placed
MOST_SETS = 12
SETTLED = 0.05  # how warm a run begins that should stay near what it begins with
SHARES = ((0.0, 0.45), (0.45, 0.8), (0.8, 1.0))  # of the moves and of the progress


@dataclass(frozen=True)
class Found:
    """Groups, and whether nothing better is possible."""

    groups: list[Members]
    proven: bool = False


GoOn = Callable[[float], bool]


def search(
    pool: Pool,
    scores: Scores,
    free: Sequence[int],
    before: Sequence[Members],
    *,
    budget: Moves,
    seed: int,
    go_on: GoOn,
) -> Found:
    """Groups of the free people, near those of `before` where there are such."""
    run = _Run(pool, scores, free, budget.of(len(free)), seed, go_on)
    go_on(0.0)  # a word before the first groups; who stops here still gets them
    run.begin(before)
    if not run.improve(0, warm=SETTLED if before else WARM):
        return Found(run.best)
    run.place_more(everybody=not before)
    if len(free) <= PROVABLE and budget.proof:
        found = run.prove()
        if found is not None:
            return found
    for number in (1, 2):
        if not run.improve(number, warm=SETTLED if before or number == 2 else WARM):
            return Found(run.best)
        if number == 1:
            run.place_more(everybody=False)
    run.choose_anew()
    return Found(run.best)


class _Run:
    """One search: the best grouping so far, and what it is worth."""

    def __init__(self, pool: Pool, scores: Scores, free: Sequence[int], moves: int, seed: int, go_on: GoOn) -> None:
        self.pool, self.scores, self.free = pool, scores, free
        self.moves, self.seed, self.go_on = moves, seed, go_on
        self.near = Near(pool, scores, free)
        self.best: list[Members] = []
        self.most: int | None = None  # how many can be placed, where that is known and the best places them
        self.seen: dict[Members, float] = {}

    def begin(self, before: Sequence[Members]) -> None:
        """The groups that were there, as far as they still are groups, and first ones of all others."""
        stay = [members for members in before if self.scores.is_group(members)]
        rest = set(self.free).difference(*stay)
        first = first_groups(self.pool, self.scores, rest, self.near)
        self.best = sorted(tuple(sorted(members)) for members in [*stay, *first])

    def improve(self, number: int, *, warm: float) -> bool:
        """One of the runs of small moves; False when somebody said stop."""
        start, end = SHARES[number]
        running = Search(Grouping(self.pool, self.scores, self.best, self.free), self.near, self.seed * 10 + number)
        running.seen = self.seen
        found = running.run(
            round(self.moves * (end - start)),
            warm=warm,
            go_on=lambda share: self.go_on(0.99 * (start + share * (end - start))),
        )
        self.take(found)
        return self.go_on(0.99 * end)

    def take(self, groups: Iterable[Members]) -> None:
        """Takes a grouping that is better."""
        self.best = max(self.best, sorted(groups), key=self.scores.of_grouping)

    # --- those who are left -------------------------------------------------------------------------------------------
    def place_more(self, *, everybody: bool) -> None:
        """Where somebody has no group who could have one, groups are made anew so that the most are placed: as few of
        them as will do, and those of everybody only when the round is small and nothing less helps."""
        whole = everybody and len(self.free) <= WHOLE and bool(self._left())
        answer = most_placed(self.pool, self.scores, self.free) if whole else None
        if answer is not None and answer.proven:
            self.most = answer.bound
        for around in AROUND:
            left = self._left()
            for at in range(0, min(len(left), MOST_SETS * 4), 4):
                if self._count() != self.most:
                    self._around(left[at : at + 4], around)
        if answer is not None:
            self.take(answer.groups)
            self.most = answer.bound if answer.bound == self._count() else None

    def _count(self) -> int:
        return sum(map(len, self.best))

    def _left(self) -> list[int]:
        placed = {one for members in self.best for one in members}
        return [one for one in self.free if one not in placed and any_group(self.pool, one, self.free)]

    def _around(self, left: Sequence[int], most: int) -> None:
        """The groups of those who are nearest to some without one, and these, made anew."""
        group_of = {one: members for members in self.best for one in members}
        touched: dict[Members, None] = {}
        inside = [one for one in left if one not in group_of]
        count = len(inside)
        for rank in range(40):
            for one in inside:
                near = self.near(one)
                members = group_of.get(near[rank], ()) if rank < len(near) else ()
                if members and members not in touched and count + len(members) <= most:
                    touched[members] = None
                    count += len(members)
        answer = most_placed(self.pool, self.scores, [*inside, *(one for members in touched for one in members)])
        if answer is not None and sum(map(len, answer.groups)) > sum(map(len, touched)):
            self.take([*(members for members in self.best if members not in touched), *answer.groups])

    # --- choosing among groups ----------------------------------------------------------------------------------------
    def prove(self) -> Found | None:
        """The best of all groups there are; None where they are too many."""
        try:
            columns = [one for one in every_group(self.pool, self.free) if self.scores.is_good(one)]
        except TooMany:
            return None
        worth = [self.scores.of_group(one) for one in columns]
        if self.scores.stays:
            worth = [PLACED * len(one) + value for one, value in zip(columns, worth, strict=True)]
            return Found(*worthiest(columns, worth, self.best))
        return Found(*best_packing(columns, worth, self.best, self.most))

    def choose_anew(self) -> None:
        """The best of the groups that were met; not where people are to stay together, which may place fewer."""
        if self.seen and not self.scores.stays and len(self.free) <= CHOSEN_ANEW:
            worth = self.seen | {one: self.scores.of_group(one) for one in self.best}
            groups, _proven = best_packing(list(worth), list(worth.values()), self.best, self.most)
            self.take(groups)
