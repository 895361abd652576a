"""Whom somebody may be grouped with, the best first: some 150 people, looked for among all in a small round and among
those who live nearest in a large one, so that neither memory nor time grows with the square of the round."""

from array import array
from collections.abc import Sequence
from typing import Any

from .pool import ON_SCREEN, Pool
from .scoring import Scores

MOST = 150
LOOKED_AT = 1800  # those who live nearest; the best of these are found by value


class Near:
    """Lists of neighbours, made when first asked for and kept. Of who is not in `free` there is none."""

    def __init__(self, pool: Pool, scores: Scores, free: Sequence[int]) -> None:
        import numpy as np

        self.np, self.pool, self.scores, self.arrays = np, pool, scores, scores.arrays
        self.free = np.asarray(sorted(free), dtype=np.int64)
        self.slots = np.asarray(pool.slots, dtype=np.int64)
        self.screen = np.asarray([bool(ways & ON_SCREEN) for ways in pool.ways], dtype=bool)
        self.town = np.asarray([ways > ON_SCREEN for ways in pool.ways], dtype=bool)
        self._kept: dict[int, Sequence[int]] = {}
        self._nearby: dict[tuple[float, float, bool], Any] = {}

    def __call__(self, one: int) -> Sequence[int]:
        """The neighbours of somebody."""
        held = self._kept.get(one)
        if held is None:
            held = self._kept[one] = array("i", self._found(one))
        return held

    def _found(self, one: int) -> list[int]:
        np, pool = self.np, self.pool
        others = self._candidates(one)
        meet = (self.town[others] & self.town[one]) | (self.screen[others] & self.screen[one])
        others = others[(self.slots[others] & self.slots[one] != 0) & meet & (others != one)]
        if not len(others):
            return []
        in_town = self.town[others] & self.town[one]
        near, screen, their_near, their_screen = self.arrays.mutual(one, others)
        value = np.where(in_town, near + their_near, screen + their_screen)
        languages, ways, apart = pool.languages[one], pool.ways[one], pool.apart[one]
        found, places, order = [], [], np.argsort(-value, kind="stable")
        for place, other in zip(order.tolist(), others[order].tolist(), strict=True):
            if languages & pool.languages[other] and ways & pool.ways[other] and not apart >> other & 1:
                found.append(other)
                places.append(place)
                if len(found) == MOST:
                    break
        self.scores.known(one, found, near[places].tolist())
        return found

    def _candidates(self, one: int) -> Any:
        """Everybody, or in a large round those who live nearest; they are the same for all of one place."""
        if len(self.free) <= LOOKED_AT:
            return self.free
        person = self.pool.people[one]
        key = (person.lat, person.lon, bool(self.town[one]))
        if key not in self._nearby:
            free = self.free if key[2] else self.free[self.screen[self.free]]
            far = self.arrays.km(self.np.asarray([one]), free)[0].round(3)
            self._nearby[key] = self.np.sort(free[self.np.argsort(far, kind="stable")[:LOOKED_AT]])
        return self._nearby[key]
