"""When a group has gone quiet: from dates alone, never from what anybody wrote (S1 pair 13). No Django."""

from dataclasses import dataclass
from datetime import datetime, timedelta

# So many agreed meetings in a row that were not held are a sign by themselves.
MISSES = 2


@dataclass(frozen=True)
class Pulse:
    """The dates of a group: when it last met (or began, if it has not met yet), whether a meeting is agreed, and how
    many agreed ones have not been held since it last met."""

    last: datetime
    has_agreed: bool = False
    missed: int = 0


def is_quiet(pulse: Pulse, *, after: timedelta, now: datetime) -> bool:
    """Whether nobody seems to meet: two agreed meetings in a row were not held; or nothing is agreed, and nothing has
    been held for so long, or for half as long where an agreed meeting was not held."""
    if pulse.missed >= MISSES:
        return True
    patience = after / 2 if pulse.missed else after
    return not pulse.has_agreed and now - pulse.last > patience
