"""A new round from the last one, and the groups that are made beforehand in it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from peerhub.domain import new_rounds, round_groups
from peerhub.domain.errors import Refused
from peerhub.enums import RoundState
from peerhub.models import SignupRound
from tests.conftest import NOW

from .making import make_group, make_programme

pytestmark = pytest.mark.django_db


# --- a new round from the last ----------------------------------------------------------------------------------------
def test_a_copy_has_everything_and_its_dates_lie_ahead(open_round: SignupRound, coordinator: Any) -> None:
    make_group(open_round, "Aarhus", seats=7, meets_da="2. tirsdag")
    SignupRound.objects.filter(pk=open_round.pk).update(max_size=7, info_da="Velkommen.", criteria=["age"])
    open_round.refresh_from_db()
    made = new_rounds.make(
        programme=open_round.programme, slug="efteraar", name_da="Efterår", previous=open_round, by=coordinator, now=NOW
    )
    same = ("max_size", "info_da", "criteria", "grouping", "meeting_form", "questionnaire", "audience")
    assert [getattr(made, name) for name in same] == [getattr(open_round, name) for name in same]
    assert (made.state, made.released_at, made.copied_from) == (RoundState.DRAFT, None, open_round)
    assert made.first_start == date(2027, 6, 8)
    assert made.closes_at == datetime(2027, 5, 24, 21, 59, 59, tzinfo=UTC)  # 23:59:59 in summer time too
    assert [(one.name_da, one.seats, one.meets_da) for one in made.predefined_groups.all()] == [
        ("Aarhus", 7, "2. tirsdag")
    ]


@pytest.mark.engines
def test_making_the_same_round_twice_gives_the_first(coordinator: Any, administrator: Any) -> None:
    programme = make_programme()
    values = {"programme": programme, "slug": "efteraar", "name_da": "Efterår", "now": NOW}
    first = new_rounds.make(**values, by=coordinator)
    assert new_rounds.make(**values, by=coordinator) == first
    with pytest.raises(Refused, match="En anden runde"):
        new_rounds.make(**values, by=administrator)


def test_a_scheme_of_standing_groups_has_no_rounds(coordinator: Any) -> None:
    with pytest.raises(Refused, match="har ingen runder"):
        new_rounds.make(programme=make_programme(intake="open"), slug="cafe", name_da="Café", by=coordinator, now=NOW)


def test_a_local_coordinator_makes_rounds_of_the_region_only(coordinator_midt: Any) -> None:
    values = {
        "programme": make_programme(organisation="open"),
        "name_da": "Efterår",
        "by": coordinator_midt,
        "now": NOW,
    }
    with pytest.raises(Refused, match="Vælg en region"):
        new_rounds.make(**values, slug="hele-landet")
    assert not SignupRound.objects.exists()
    assert new_rounds.make(**values, slug="midt", region="midtjylland").region == "midtjylland"


# --- groups made beforehand -------------------------------------------------------------------------------------------
def test_seats_may_grow_while_people_choose_and_never_shrink(open_round: SignupRound, coordinator: Any) -> None:
    group = make_group(open_round, seats=6)
    more = {"values": {"name_da": "Aarhus", "seats": 8}, "by": coordinator, "now": NOW}
    assert round_groups.keep(open_round, group, **more).seats == 8
    with pytest.raises(Refused, match="flere, men ikke færre"):
        round_groups.keep(open_round, group, values={"name_da": "Aarhus", "seats": 7}, by=coordinator, now=NOW)
    with pytest.raises(Refused, match="kan ikke længere fjernes"):
        round_groups.remove(open_round, group, by=coordinator, now=NOW)
    with pytest.raises(Refused, match="har det navn"):
        round_groups.keep(open_round, None, values={"name_da": "Aarhus", "seats": 4}, by=coordinator, now=NOW)
