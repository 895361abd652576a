"""How long a guide training and a guide relationship may last. Pure: dates in, dates out.

S2: at most four months. A period in months ends on the same day number, clamped to the month's last day, and that day
is the last one allowed (as in Regulation 1182/71, art. 3(2)(c)); no weekend or holiday moves it.
"""

import calendar
from collections.abc import Iterable
from datetime import date, timedelta

from ..training_enums import STILL_OPEN, TrainingState

GUIDE_MONTHS = 4
FOLLOW_UPS = 2
NOTICE_DAYS = (28, 14, 0)


def add_calendar_months(start: date, months: int) -> date:
    """The day so many months later: the same day number, or the last day of a month that is too short."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def cap_of(start: date) -> date:
    """The last day of what began on `start`, itself included (S2)."""
    return add_calendar_months(start, GUIDE_MONTHS)


def days_left(cap: date, today: date) -> int:
    """Days from today to the cap: 0 on the cap day itself, negative after it."""
    return (cap - today).days


def state_on(stored: str, *, cap: date, today: date, is_met: bool) -> TrainingState:
    """The state as it is on a day, whether or not the nightly work has been by: never active after the cap, and an end
    at the cap is lifted by what was registered late (domain.md §4.8)."""
    if stored not in STILL_OPEN:
        return TrainingState(stored)
    if stored != TrainingState.AWAITING and today <= cap:
        return TrainingState.ACTIVE
    return TrainingState.AWAITING if is_met else TrainingState.ENDED


def overlaps(first: tuple[date, date], others: Iterable[tuple[date, date]]) -> bool:
    """Whether a period shares a day with any of the others; both ends are included."""
    return any(first[0] <= end and start <= first[1] for start, end in others)


def weeks_without(start: date, until: date, logged: Iterable[date]) -> list[date]:
    """The Mondays of whole weeks from `start` to before `until` in which nothing is logged."""
    have = {day - timedelta(days=day.weekday()) for day in logged}
    monday = start + timedelta(days=-start.weekday() % 7)
    found = []
    while monday + timedelta(days=6) < until:
        if monday not in have:
            found.append(monday)
        monday += timedelta(days=7)
    return found
