"""Whose turn it is to lead: over many random lives of groups, nobody willing leads twice before all willing have led
once, and nobody leads their first meeting while there is anybody else."""

import itertools
import random
from datetime import date, timedelta

import pytest

from peerhub.domain.fair_turns import Turn, in_turn, suggested
from peerhub.domain.repeats import MOST, Repeat, days


def test_who_has_led_least_comes_first_and_then_who_led_longest_ago() -> None:
    members = [Turn("a", led=1, last=3), Turn("b", led=1, last=1), Turn("c", led=0), Turn("d", led=0, is_new=True)]
    assert [one.key for one in in_turn(members)] == ["c", "b", "a"]
    assert [one.key for one in in_turn(members, but={"c"})] == ["b", "a", "c"]


def test_nobody_is_suggested_who_has_said_no_or_is_not_willing() -> None:
    assert suggested([Turn("a", is_willing=False)]) is None
    assert suggested([Turn("a")], but={"a"}) is None
    assert suggested([]) is None


def test_where_everybody_is_new_anybody_may() -> None:
    found = suggested([Turn("a", is_new=True), Turn("b", is_new=True, is_willing=False)])
    assert found is not None
    assert found.key == "a"


@pytest.mark.parametrize("seed", range(200))
def test_turns_are_fair_in_a_random_life(seed: int) -> None:
    chance = random.Random(seed)
    people = {number: {"led": 0, "last": -1, "met": 0} for number in range(chance.randint(2, 9))}
    unwilling = {number for number in people if chance.random() < 0.2}
    for meeting in range(30):
        if chance.random() < 0.1:
            people[max(people) + 1] = {"led": 0, "last": -1, "met": 0}
        turns = [
            Turn(key, one["led"], one["last"], is_willing=key not in unwilling, is_new=one["met"] == 0)
            for key, one in people.items()
        ]
        found = suggested(turns)
        old = [one for one in turns if one.is_willing and not one.is_new]
        if found is None:
            assert not [one for one in turns if one.is_willing]
        else:
            chosen = next(one for one in turns if one.key == found.key)
            assert chosen.is_willing
            assert not (chosen.is_new and old)
            assert all(chosen.led <= one.led for one in old)
            people[chosen.key].update(led=chosen.led + 1, last=meeting)
        for one in people.values():
            one["met"] += 1


@pytest.mark.parametrize("repeat", list(Repeat))
def test_days_that_come_again_are_the_same_weekday_and_in_order(repeat: Repeat) -> None:
    for first in (date(2024, 1, 1) + timedelta(days=number) for number in range(0, 1500, 7)):
        found = days(first, repeat, 6)
        assert found[0] == first
        assert len(found) == (1 if repeat == Repeat.ONCE else 6)
        assert {day.weekday() for day in found} == {first.weekday()}
        gaps = {(later - day).days for day, later in itertools.pairwise(found)}
        assert gaps <= {Repeat.WEEKLY: {7}, Repeat.FORTNIGHTLY: {14}}.get(repeat, {28, 35})


def test_no_more_days_than_ten_come_of_one_wish() -> None:
    assert len(days(date(2026, 11, 3), Repeat.WEEKLY, 500)) == MOST
    assert len(days(date(2026, 11, 3), Repeat.WEEKLY, 0)) == 1
