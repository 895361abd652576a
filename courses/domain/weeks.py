"""The numbered weeks of a course, laid out from its first day. Plain dates: no database, no clock."""

from collections.abc import Container
from datetime import date, timedelta

WEEK = 7
# So many days in a row without one to teach on is a fault in the breaks, not a course.
MOST_SKIPPED = 366
FRIDAY = 4


class NoDayLeft(Exception):
    """The breaks leave no day to teach on."""


def lay_out(start: date, *, weeks: int, days_between: int, off: Container[date]) -> list[date]:
    """The day of each numbered week, in their order: as many as asked for, whatever is skipped, and none on a day off.

    A week whose day is off is passed over and the later ones move (domain.md §4.5). A weekly course keeps its weekday;
    one of days in a row passes over weekends unless it begins on one. Raises NoDayLeft.
    """
    step = timedelta(days=WEEK if days_between >= WEEK else 1)
    days: list[date] = []
    day = start
    while len(days) < weeks:
        day = _next_free(day, step, off, is_daily=days_between < WEEK and start.weekday() <= FRIDAY)
        days.append(day)
        day += timedelta(days=days_between)
    return days


def _next_free(day: date, step: timedelta, off: Container[date], *, is_daily: bool) -> date:
    last = day + timedelta(days=MOST_SKIPPED)
    while day in off or (is_daily and day.weekday() > FRIDAY):
        day += step
        if day > last:
            raise NoDayLeft
    return day
