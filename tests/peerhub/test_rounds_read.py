"""What visitors and coordinators meet of rounds, at a moment."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from peerhub.domain import queries
from peerhub.enums import RoundState
from peerhub.models import SignupRound
from tests.conftest import NOW

from .making import make_programme, make_round

pytestmark = pytest.mark.django_db


def test_an_open_round_takes_signups_to_the_second_of_its_deadline() -> None:
    round = make_round(make_programme())
    last = round.closes_at
    assert queries.round_open_for_signup("foraar-2027", last) == round
    assert queries.round_open_for_signup("foraar-2027", last + timedelta(milliseconds=999)) == round
    assert queries.round_open_for_signup("foraar-2027", last + timedelta(seconds=1)) is None


def test_a_released_round_is_open_once_its_hour_has_come_though_no_worker_was_by() -> None:
    round = make_round(make_programme(), state=RoundState.DRAFT, released_at=NOW, opens_at=NOW + timedelta(hours=1))
    assert queries.round_open_for_signup(round.slug, NOW) is None
    assert queries.round_open_for_signup(round.slug, NOW + timedelta(hours=1)) == round
    assert round.state_at(NOW + timedelta(hours=1)) == RoundState.OPEN
    assert round.state_at(round.closes_at + timedelta(seconds=1)) == RoundState.CLOSED


def test_visitors_meet_no_hidden_round_and_no_draft() -> None:
    programme = make_programme()
    make_round(programme, "proeverunde", hidden=True)
    make_round(programme, "kladde", state=RoundState.DRAFT, questionnaire=None)
    assert queries.round_for_visitors("proeverunde") is None
    assert queries.round_open_for_signup("proeverunde", NOW) is None
    assert queries.round_for_visitors("kladde") is None


def test_a_coordinator_of_a_region_sees_its_rounds_and_the_nationwide(
    coordinator: Any, coordinator_midt: Any, administrator: Any, trainer: Any
) -> None:
    programme = make_programme(organisation="open")
    national = make_round(programme, "hele-landet")
    midt = make_round(programme, "midt", region="midtjylland")
    other = make_round(programme, "syd", region="syddanmark")
    seen = lambda person: set(SignupRound.objects.for_user(person))  # noqa: E731
    assert seen(coordinator) == seen(administrator) == {national, midt, other}
    assert seen(coordinator_midt) == {national, midt}
    assert set(SignupRound.objects.run_by(coordinator_midt)) == {midt}
    assert seen(trainer) == set()


def test_questions_come_in_their_order_with_what_they_are_shown_for(django_assert_num_queries: Any) -> None:
    round = make_round(make_programme())
    with django_assert_num_queries(2):
        questions = queries.questions_of(round)
        read = [(one.code, [option.code for option in one.options.all()]) for one in questions]
        shown_for = {one.code: one.shown_only_if.code for one in questions if one.shown_only_if}
    assert read[1] == ("challenges", ["hearing_loss", "tinnitus", "meniere"])
    assert shown_for == {"tinnitus_since": "tinnitus"}


@pytest.mark.engines
@pytest.mark.parametrize(
    "wrong",
    [
        {"min_size": 1},
        {"target_size": 3},
        {"max_size": 4},
        {"closes_at": NOW - timedelta(days=8)},
        {"first_start": None},
        {"state": "nonsense"},
    ],
)
def test_the_database_refuses_a_round_that_cannot_be(wrong: dict[str, Any]) -> None:
    programme = make_programme()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_round(programme, questionnaire=None, **wrong)
