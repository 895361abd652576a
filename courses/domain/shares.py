"""How much of a course somebody has attended: of all its units, the coming ones too (domain.md §4.7). Plain numbers."""

from dataclasses import dataclass

FULL = 100


@dataclass(frozen=True)
class Share:
    """Units attended (present or made up), noted as missed, and not noted yet, of all; with what is required."""

    attended: int
    missed: int
    total: int
    required: int  # per cent
    free_absences: int | None = None
    before: int = 0  # units before the person began, of which nothing is noted; they can be made up

    @property
    def open(self) -> int:
        """Units of which nothing is noted yet."""
        return max(0, self.total - self.attended - self.missed - self.before)

    @property
    def percent(self) -> int:
        """Attended of all units, rounded down so that nobody is told of more than they have."""
        return self.attended * FULL // self.total if self.total else 0

    @property
    def needed(self) -> int:
        """Units that the requirement comes to, rounded up."""
        return -(-self.total * self.required // FULL)

    @property
    def is_met(self) -> bool:
        """Whether enough is attended already."""
        return self.attended >= self.needed

    @property
    def slack(self) -> int:
        """Units that may still be missed; below zero something must be made up."""
        return self.attended + self.open - self.needed

    @property
    def is_in_danger(self) -> bool:
        """Whether one more absence would put the requirement out of reach: time to talk, before it is."""
        return not self.is_met and self.slack <= 0

    @property
    def to_make_up(self) -> int:
        """Missed units that must be made up for the requirement to be met by the last meeting."""
        return max(0, -self.slack)

    @property
    def is_worth_asking(self) -> bool:
        """Whether more is missed than the cohort lets pass without a word."""
        return self.free_absences is not None and self.missed > self.free_absences

    @property
    def free_left(self) -> int | None:
        """Absences that nobody asks about and that are not used yet; None where there is no such number."""
        return None if self.free_absences is None else max(0, self.free_absences - self.missed)
