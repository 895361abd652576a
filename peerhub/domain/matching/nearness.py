"""Whom somebody may be grouped with, the best first: all of them in a small round, some 150 in a large one, so that
neither memory nor time grows with the square of the round."""

from collections.abc import Sequence

from .pool import Pool
from .scoring import Scores

MOST = 150
SMALL = 1500  # up to so many people every pair is looked at


class Near:
    """Lists of neighbours, made when first asked for and kept. Of who is not in `free` there is none."""

    def __init__(self, pool: Pool, scores: Scores, free: Sequence[int]) -> None:
        self.pool, self.scores = pool, scores
        self.free = sorted(free)
        self._kept: dict[int, list[int]] = {}
        self._fast = _Fast(pool, self.free) if len(self.free) > SMALL else None

    def __call__(self, one: int) -> Sequence[int]:
        """The neighbours of somebody."""
        if one not in self._kept:
            candidates = self._fast.candidates(one) if self._fast else self.free
            self._kept[one] = self._sorted(one, candidates)
        return self._kept[one]

    def _sorted(self, one: int, candidates: Sequence[int]) -> list[int]:
        pool, pair = self.pool, self.scores.pair
        slots, languages, ways, apart = pool.slots[one], pool.languages[one], pool.ways[one], pool.apart[one]
        fitting = [
            other
            for other in candidates
            if slots & pool.slots[other]
            and languages & pool.languages[other]
            and ways & pool.ways[other]
            and other != one
            and not apart >> other & 1
        ]
        return sorted(fitting, key=lambda other: (-pair(one, other) - pair(other, one), other))[:MOST]


class _Fast:
    """Candidates in a large round, by arrays: who shares a slot and a language, the nearest first."""

    def __init__(self, pool: Pool, free: Sequence[int]) -> None:
        import numpy as np

        self.np = np
        people = [pool.people[one] for one in free]
        self.free = np.asarray(free)
        self.slots = np.asarray([pool.slots[one] for one in free], dtype=np.int64)
        self.lat = np.radians([one.lat for one in people])
        self.lon = np.radians([one.lon for one in people]) * np.cos(self.lat)
        self.screen = np.asarray([one.form != "physical" for one in people])
        self.town = np.asarray([one.form != "virtual" for one in people])
        self.age = np.asarray([float(one.age or 48) for one in people])
        self.at = {one: place for place, one in enumerate(free)}

    def candidates(self, one: int) -> list[int]:
        """A few more than are kept: those who share a time, are near and of the right age."""
        np, at = self.np, self.at[one]
        shared = self.slots & self.slots[at]
        far = np.hypot(self.lat - self.lat[at], self.lon - self.lon[at]) * 6371.0 / 60.0
        cost = far + np.abs(self.age - self.age[at]) / 40.0
        if self.screen[at]:
            cost = np.where(self.screen, np.minimum(cost, 1.2 + np.abs(self.age - self.age[at]) / 40.0), cost)
        fits = (shared != 0) & ((self.town & self.town[at]) | (self.screen & self.screen[at]))
        cost = np.where(fits, cost, np.inf)
        count = min(MOST + 30, len(cost) - 1)
        found = np.argpartition(cost, count)[:count]
        return [int(self.free[place]) for place in found if cost[place] < np.inf]
