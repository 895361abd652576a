"""Times that come again: every second Tuesday, the same Tuesday of each month. No Django."""

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum

WEEK = timedelta(days=7)
MOST = 10
# A month has at most five of each weekday; a fifth that a month lacks is its last.
FIFTH = 4


class Repeat(StrEnum):
    """How often."""

    ONCE = "once"
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"


def days(first: date, repeat: Repeat, count: int) -> list[date]:
    """The first day and those after it, `count` in all and MOST at the most; one for what does not come again."""
    wanted = 1 if repeat == Repeat.ONCE else max(1, min(MOST, count))
    found: list[date] = []
    for day in _going_on(first, repeat):
        if len(found) == wanted:
            break
        found.append(day)
    return found


def _going_on(first: date, repeat: Repeat) -> Iterator[date]:
    if repeat == Repeat.MONTHLY:
        yield from _monthly(first)
    step = 2 * WEEK if repeat == Repeat.FORTNIGHTLY else WEEK
    while True:
        yield first
        first += step


def _monthly(first: date) -> Iterator[date]:
    """The same weekday of each month: the second Tuesday stays the second Tuesday."""
    place, month = (first.day - 1) // 7, first.replace(day=1)
    while True:
        ahead = (first.weekday() - month.weekday()) % 7
        day = month + timedelta(days=ahead) + place * WEEK
        yield day - WEEK if place == FIFTH and day.month != month.month else day
        month = (month + timedelta(days=32)).replace(day=1)
