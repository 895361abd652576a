"""The timeline of a training, as numbers that the template draws; the same stands in words and in a table."""

from dataclasses import dataclass
from datetime import date

from .domain.caps import add_calendar_months
from .models import FollowUpDay, GuideTraining, Supervision

LEFT, WIDTH = 30, 1040  # of a drawing 1100 wide


@dataclass(frozen=True)
class Mark:
    """Something on the line: where, when, and whether it is done."""

    x: int
    day: date
    is_done: bool = True
    number: int = 0


@dataclass(frozen=True)
class Timeline:
    """All that is drawn. The line never passes the cap."""

    elapsed: int
    today: int | None
    cap: int
    months: list[Mark]
    follow_ups: list[Mark]
    supervisions: list[Mark]


def timeline_of(
    training: GuideTraining,
    follow_ups: list[tuple[FollowUpDay, bool | None]],
    supervisions: list[Supervision],
    today: date,
) -> Timeline:
    """Places everything between the first day and the cap."""
    first, cap = training.start_date, training.cap_date

    def at(day: date) -> int:
        inside = min(max(day, first), cap)
        return LEFT + round((inside - first).days / (cap - first).days * WIDTH)

    return Timeline(
        elapsed=at(min(today, training.last_date)) - LEFT,
        today=at(today) if first <= today <= cap else None,
        cap=LEFT + WIDTH,
        months=[Mark(at(day), day) for day in (add_calendar_months(first, n) for n in range(5))],
        follow_ups=[
            Mark(at(day.date), day.date, had is True, number) for number, (day, had) in enumerate(follow_ups, start=1)
        ],
        supervisions=[Mark(at(one.date), one.date) for one in supervisions if one.was_there],
    )
