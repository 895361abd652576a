"""The numbered weeks: always as many as asked for, never on a day off, whatever the first day."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from courses.domain.days_off import DaysOff, is_holiday
from courses.domain.weeks import NoDayLeft, lay_out
from courses.models import CourseBreak

BREAKS = DaysOff(
    [
        CourseBreak(name_da="Vinterferie", first_week=7, last_week=7),
        CourseBreak(name_da="Efterårsferie", first_week=42, last_week=42),
        CourseBreak(name_da="Sommer", first_week=27, last_week=32),
    ]
)
EVERY_DAY = [date(2000, 1, 1) + timedelta(days=number) for number in range((date(2101, 1, 1) - date(2000, 1, 1)).days)]


def easter(year: int) -> date:
    """Easter Sunday by the anonymous Gregorian rule, written apart from the library that the portal uses."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def oracle(day: date) -> bool:
    """Whether a day is off, from the law's own list."""
    since = (day - easter(day.year)).days
    movable = {-3, -2, 0, 1, 39, 49, 50} | ({26} if day.year < 2024 else set())
    fixed = {(1, 1), (12, 25), (12, 26), (6, 5), (12, 24), (12, 31)}
    return since in movable or (day.month, day.day) in fixed


def test_holidays_are_those_of_the_law_on_every_day_of_a_century() -> None:
    assert [day for day in EVERY_DAY if is_holiday(day) != oracle(day)] == []


def test_thirteen_weeks_are_thirteen_and_never_on_a_day_off_from_any_first_day() -> None:
    off = {day for day in [*EVERY_DAY, *(EVERY_DAY[-1] + timedelta(days=n) for n in range(1, 400))] if day in BREAKS}
    for first in EVERY_DAY:
        days = lay_out(first, weeks=13, days_between=7, off=off)
        assert len(days) == 13
        assert not off.intersection(days)
        assert days[0] >= first
        assert {day.weekday() for day in days} == {first.weekday()}
        assert all((later - earlier).days >= 7 for earlier, later in pairwise(days))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (date(2026, 10, 31), date(2026, 11, 7)),
        (date(2028, 2, 29), date(2028, 3, 7)),
        (date(2026, 12, 29), date(2027, 1, 5)),  # week 53
        (date(2027, 3, 25), date(2027, 4, 8)),  # maundy thursday is skipped: it begins on 1 April
    ],
)
def test_odd_first_days(first: date, second: date) -> None:
    assert lay_out(first, weeks=13, days_between=7, off=BREAKS)[1] == second


def test_a_prayer_day_that_is_none_any_more_is_a_day_like_others() -> None:
    assert (is_holiday(date(2023, 5, 5)), is_holiday(date(2024, 4, 26))) == (True, False)


def test_two_days_in_a_row_pass_over_a_weekend() -> None:
    assert lay_out(date(2026, 11, 6), weeks=2, days_between=1, off=BREAKS) == [date(2026, 11, 6), date(2026, 11, 9)]


def test_breaks_without_end_are_refused() -> None:
    always = DaysOff([CourseBreak(name_da="Altid", first_week=1, last_week=53)])
    with pytest.raises(NoDayLeft):
        lay_out(date(2026, 11, 3), weeks=1, days_between=7, off=always)
