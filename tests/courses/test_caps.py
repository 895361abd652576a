"""Four calendar months, that day included: every start day of a century against another way of counting."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.domain.caps import add_calendar_months, cap_of, overlaps, state_on, weeks_without
from courses.training_enums import TrainingState

FIRST, LAST = date(2000, 1, 1), date(2100, 12, 31)


def oracle(start: date) -> date:
    """Walks day by day: the wanted day number in the fourth month after, or the last day there is before the fifth."""
    day, turns, last_seen = start, 0, start
    while turns < 5:
        day += timedelta(days=1)
        if day.day == 1:
            turns += 1
        if turns == 4:
            last_seen = day
            if day.day == start.day:
                return day
    return last_seen


def test_the_cap_is_right_for_every_start_from_2000_to_2100() -> None:
    days = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
    assert [one for one in days if cap_of(one) != oracle(one)] == []
    assert len(days) == 36890


def test_a_later_start_never_gives_an_earlier_cap() -> None:
    caps = [cap_of(FIRST + timedelta(days=number)) for number in range((LAST - FIRST).days + 1)]
    assert all(one <= other for one, other in pairwise(caps))


@pytest.mark.parametrize(
    ("start", "cap"),
    [
        (date(2026, 3, 1), date(2026, 7, 1)),
        (date(2026, 5, 31), date(2026, 9, 30)),
        (date(2026, 11, 30), date(2027, 3, 30)),
        (date(2026, 10, 31), date(2027, 2, 28)),
        (date(2027, 10, 31), date(2028, 2, 29)),
        (date(2028, 2, 29), date(2028, 6, 29)),
        (date(2026, 12, 31), date(2027, 4, 30)),  # in week 53
        (date(2026, 12, 25), date(2027, 4, 25)),  # a holiday
    ],
)
def test_the_examples_of_the_rule(start: date, cap: date) -> None:
    assert cap_of(start) == cap


def test_it_is_counted_from_the_start_and_not_month_by_month() -> None:
    step = date(2026, 10, 31)
    for _month in range(4):
        step = add_calendar_months(step, 1)
    assert (step, cap_of(date(2026, 12, 31))) == (date(2027, 2, 28), date(2027, 4, 30))


@given(
    start=st.dates(FIRST, LAST),
    after=st.integers(0, 400),
    is_met=st.booleans(),
    stored=st.sampled_from(list(TrainingState)),
)
def test_nothing_is_active_after_its_cap_in_any_state(start: date, after: int, is_met: bool, stored: str) -> None:
    today = start + timedelta(days=after)
    state = state_on(stored, cap=cap_of(start), today=today, is_met=is_met)
    assert not (state == TrainingState.ACTIVE and today > oracle(start))


def test_the_cap_day_itself_is_still_within() -> None:
    cap = date(2026, 11, 6)
    states = [state_on("active", cap=cap, today=cap + timedelta(days=n), is_met=False) for n in (-1, 0, 1)]
    assert states == ["active", "active", "ended_at_cap"]


def test_two_periods_that_share_one_day_overlap() -> None:
    one = (date(2026, 1, 1), date(2026, 5, 1))
    assert overlaps(one, [(date(2026, 5, 1), date(2026, 9, 1))])
    assert not overlaps(one, [(date(2026, 5, 2), date(2026, 9, 2))])


def test_only_whole_weeks_without_an_entry_are_told() -> None:
    quiet = weeks_without(date(2026, 7, 8), date(2026, 8, 5), [date(2026, 7, 15)])
    assert quiet == [date(2026, 7, 20), date(2026, 7, 27)]
