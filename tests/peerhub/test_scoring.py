"""The sheet's points: exact halves, exactly one point an answered row, a leaning from two points on."""

import random
from fractions import Fraction

import pytest

from peerhub.domain import scoring
from peerhub.domain.scale_words import NO_RESULT, advice_for, example, result_of
from peerhub.domain.sheets import OwnRow, Sheet
from peerhub.enums import SchemeAxis
from peerhub.pairs import EXAMPLE

CHOICES = ["closed", "between", "open", "none"]


def test_hoereforeningen_gives_five_and_a_half_to_nine_and_a_half() -> None:
    shown = example()
    assert (shown.closed, shown.open) == ("5½", "9½")
    assert (shown.score.answered, shown.score.rows, shown.score.leaning) == (15, 15, "open")


@pytest.mark.parametrize(
    ("halves", "words"), [(0, "0"), (1, "½"), (2, "1"), (11, "5½"), (19, "9½"), (20, "10"), (50, "25")]
)
def test_halves_are_written_as_points(halves: int, words: str) -> None:
    assert scoring.points(halves) == words


@pytest.mark.parametrize(
    ("choices", "leaning"),
    [
        ([], ""),
        (["none"] * 15, ""),
        (["closed"], "between"),
        (["closed", "between"], "between"),
        (["closed", "closed"], "closed"),
        (["open", "open", "between"], "open"),
        (["open", "open", "closed"], "between"),
    ],
)
def test_a_leaning_is_told_from_two_points_on(choices: list[str], leaning: str) -> None:
    assert scoring.score(choices).leaning == leaning


@pytest.mark.parametrize("rows", [0, 15])
def test_with_no_row_answered_there_is_no_result_and_never_a_share(rows: int) -> None:
    score = scoring.score(["none"] * rows)
    assert (score.shares, score.answered, score.skipped) == (None, 0, rows)
    assert result_of(Sheet()).leaning == NO_RESULT


def test_any_sheet_adds_up_exactly_and_each_answered_row_gives_one_point() -> None:
    dice = random.Random(15)
    for _sheet in range(1000):
        choices = dice.choices(CHOICES, k=dice.randint(0, 25))
        score = scoring.score(choices)
        by_hand = [Fraction(choices.count(side)) + Fraction(choices.count("between"), 2) for side in ("closed", "open")]
        assert [Fraction(score.closed, 2), Fraction(score.open, 2)] == by_hand
        assert score.closed + score.open == 2 * score.answered
        assert score.answered + choices.count("none") == score.rows == len(choices)
        assert score.shares is None or sum(score.shares) == 100


def test_own_rows_count_like_the_others_and_raise_the_sum_above_fifteen() -> None:
    own = tuple(OwnRow(f"a{number}", f"b{number}", "open") for number in range(10))
    result = result_of(Sheet(dict(EXAMPLE), own))
    assert (result.closed, result.open, result.score.rows) == ("5½", "19½", 25)


def test_rows_that_differ_from_pole_to_pole_come_first_and_skipped_ones_never() -> None:
    mine = {"structure": "open", "organisation": "open", "group_size": "none", "intake": "closed"}
    assert scoring.differing(mine, EXAMPLE) == ["organisation", "structure"]


@pytest.mark.parametrize(
    ("choices", "kind"),
    [
        (["closed", "closed", "none"], "same"),
        (["closed", "between"], "near"),
        (["closed", "between", "open"], "apart"),
        (["closed", "none"], "few"),
        ([], "few"),
        (["between", "between"], "same"),
    ],
)
def test_agreement_in_a_row_is_told_by_the_poles(choices: list[str], kind: str) -> None:
    assert scoring.spread(choices).kind == kind


def test_the_same_rules_that_warn_of_a_scheme_advise_here() -> None:
    answers = dict.fromkeys(SchemeAxis.values, "none")
    assert advice_for(Sheet(answers)) == []
    fading = answers | {"leadership": "open", "feedback": "open", "ending": "open"}
    assert "ebber ud" in str(advice_for(Sheet(fading))[0])
    matched = answers | {"grouping": "open", "group_size": "open"}
    assert "fire gange" in str(advice_for(Sheet(matched))[0])
