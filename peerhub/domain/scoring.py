"""The sheet of S1: points, totals, leaning, comparison and agreement. Plain Python, no Django.

A point is counted as two halves, so that totals are exact. Each answered row gives two halves in all, a skipped row
none; rows of one's own count like the others (domain.md §3).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

CLOSED, BETWEEN, OPEN, SKIPPED = "closed", "between", "open", "none"
HALVES = {CLOSED: (2, 0), BETWEEN: (1, 1), OPEN: (0, 2)}
# Where a choice stands from the closed pole to the open one.
PLACES = {CLOSED: 0, BETWEEN: 1, OPEN: 2}
FAR = 2  # from pole to pole
# A leaning is told from a difference of two points (domain.md §3, an assumption).
LEANS_FROM = 4
SAME, NEAR, APART, FEW = "same", "near", "apart", "few"


@dataclass(frozen=True)
class Score:
    """What a sheet adds up to, in halves of a point."""

    closed: int
    open: int
    answered: int
    rows: int

    @property
    def skipped(self) -> int:
        return self.rows - self.answered

    @property
    def leaning(self) -> str:
        """closed, open or between; empty with no row answered: then there is no result yet."""
        if not self.answered:
            return ""
        if abs(self.closed - self.open) < LEANS_FROM:
            return BETWEEN
        return CLOSED if self.closed > self.open else OPEN

    @property
    def shares(self) -> tuple[int, int] | None:
        """Percent of the points on each side, 100 in all; None with no row answered, never 0 %."""
        if not self.answered:
            return None
        all_halves = self.closed + self.open
        closed = (200 * self.closed + all_halves) // (2 * all_halves)
        return closed, 100 - closed


def score(choices: Iterable[str]) -> Score:
    """Adds up the choices of a sheet's rows. Whatever is no choice counts as skipped."""
    listed = list(choices)
    scored = [HALVES[choice] for choice in listed if choice in HALVES]
    return Score(sum(one for one, _other in scored), sum(other for _one, other in scored), len(scored), len(listed))


def points(halves: int) -> str:
    """Halves as points are written: 0, ½, 1, 5½."""
    whole, half = divmod(halves, 2)
    return (str(whole) if whole or not half else "") + ("½" if half else "")


def differing(mine: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    """The rows that both have answered and not alike: from pole to pole first, else in the order of `mine`."""
    both = [key for key, choice in mine.items() if choice in PLACES and other.get(key) in PLACES]
    apart = {key: abs(PLACES[mine[key]] - PLACES[other[key]]) for key in both}
    return sorted((key for key in both if apart[key]), key=lambda key: -apart[key])


@dataclass(frozen=True)
class Spread:
    """How several people's choices in one row lie."""

    closed: int
    between: int
    open: int
    skipped: int

    @property
    def kind(self) -> str:
        """few with less than two answers; same; apart with people at both poles; else near."""
        chosen = [bool(self.closed), bool(self.between), bool(self.open)]
        if self.closed + self.between + self.open <= 1:
            return FEW
        if sum(chosen) == 1:
            return SAME
        return APART if self.closed and self.open else NEAR


def spread(choices: Sequence[str]) -> Spread:
    """Counts one row's choices; whatever is no choice counts as skipped."""
    counted = Counter(choice if choice in PLACES else SKIPPED for choice in choices)
    return Spread(counted[CLOSED], counted[BETWEEN], counted[OPEN], counted[SKIPPED])
