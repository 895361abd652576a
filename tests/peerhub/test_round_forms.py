"""The forms of a coordinator's rounds: days and hours as people type them, bad input, making and cancelling."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from outbox.models import Message
from peerhub.domain import rounds
from peerhub.enums import RoundState
from peerhub.models import SignupRound
from tests.conftest import NOW

from .making import make_programme, make_questionnaire, make_round
from .signing import make_signup

pytestmark = pytest.mark.django_db


def at(name: str, *parts: Any) -> str:
    return reverse(name, args=parts)


def body(answer: Any) -> str:
    return answer.content.decode()


def fields(**changed: Any) -> dict[str, Any]:
    """What the form of a round of the scheme sends."""
    return {
        "name_da": "Forår 2027",
        "name_en": "Spring 2027",
        "slug": "foraar-2027",
        "opens_on": "2026-11-20",
        "closes_on": "24 11 2026",
        "first_start": "2026-12-08",
        "min_size": "4",
        "target_size": "5",
        "max_size": "9",
        "meeting_form": "physical",
        "criteria": "Alder\ngeography",
    } | changed


def draft(**more: Any) -> SignupRound:
    return make_round(make_programme(), state=RoundState.DRAFT, meeting_form="physical", **more)


# --- changing ---------------------------------------------------------------------------------------------------------
def test_a_round_is_changed_with_days_typed_as_people_do(coordinator: Any, client_as: Any) -> None:
    made = draft()
    client = client_as(coordinator)
    shown = body(client.get(at("round_change", made.slug)))
    assert 'value="2026-11-24"' in shown
    asked = make_questionnaire(made.programme, name="Andet")
    answer = client.post(at("round_change", made.slug), fields(closes_hour="17.00", questionnaire=asked.pk))
    assert answer.status_code == 302
    made.refresh_from_db()
    assert timezone.localtime(made.closes_at).strftime("%d %H:%M") == "24 17:00"
    assert timezone.localtime(made.opens_at).strftime("%d %H:%M") == "20 00:00"
    assert (made.criteria, made.questionnaire) == (["age", "geography"], asked)


@pytest.mark.parametrize(
    ("changed", "status", "told"),
    [
        ({"closes_on": "2026-11-19"}, 409, "Tilmeldingen åbner den 20. november 2026, så den kan ikke lukke den 19."),
        ({"first_start": "2026-11-24"}, 409, "så grupperne kan ikke starte den 24. november 2026"),
        ({"closes_on": "31-02-2027"}, 422, "Skriv en dag"),
        ({"closes_hour": "25:00"}, 422, "Skriv et klokkeslæt"),
        ({"closes_on": "2027-03-28", "closes_hour": "02:30"}, 422, "Det klokkeslæt findes ikke den dag"),
        ({"target_size": "3"}, 409, "Den ønskede størrelse skal ligge mellem"),
        ({"min_size": "1"}, 422, "Skriv et helt tal fra 2 til 100."),
        ({"max_size": "12"}, 409, "Grupper på mere end ni kræver"),
        ({"criteria": "Højde"}, 422, "“Højde” er ikke blandt:"),
        ({"name_da": "Runde 010190-1234"}, 422, "CPR-nummer"),
        ({"questionnaire": "999"}, 422, "Vælg en mulighed på listen."),
    ],
)
def test_bad_dates_and_sizes_are_told_and_what_was_typed_stays(
    coordinator: Any, client_as: Any, changed: dict[str, str], status: int, told: str
) -> None:
    made = draft()
    answer = client_as(coordinator).post(at("round_change", made.slug), fields(**changed))
    assert answer.status_code == status
    assert told in body(answer)
    assert "Spring 2027" in body(answer)
    made.refresh_from_db()
    assert made.opens_at == NOW - timedelta(days=7)


def test_an_hour_that_comes_twice_is_the_first_of_the_two(coordinator: Any, client_as: Any) -> None:
    made = draft()
    twice = fields(opens_on="2026-10-01", closes_on="2026-10-25", closes_hour="02:30")
    assert client_as(coordinator).post(at("round_change", made.slug), twice).status_code == 302
    made.refresh_from_db()
    assert made.closes_at is not None
    assert made.closes_at.isoformat() == "2026-10-25T00:30:00+00:00"


def test_the_form_asks_for_nothing_that_the_scheme_has_decided(coordinator: Any, client_as: Any) -> None:
    made = draft()
    page = body(client_as(coordinator).get(at("round_change", made.slug)))
    for name in ("grouping", "audience", "start_by", "region", "ends_on"):
        assert f'name="{name}"' not in page
    type(made.programme).objects.update(grouping="between", organisation="between", ending="closed")
    page = body(client_as(coordinator).get(at("round_change", made.slug)))
    for name in ("grouping", "region", "ends_on"):
        assert f'name="{name}"' in page


# --- making and cancelling --------------------------------------------------------------------------------------------
def test_a_round_is_made_from_the_last_and_a_double_click_makes_one(
    open_round: SignupRound, coordinator: Any, client_as: Any
) -> None:
    client = client_as(coordinator)
    shown = body(client.get(at("round_new") + f"?ordning=hoerepeers&fra={open_round.slug}"))
    assert f'value="{open_round.slug}" selected' in shown
    sent = {"programme": "hoerepeers", "previous": open_round.slug, "name_da": "Efterår 2027", "slug": "Efteraar-2027"}
    for _time in range(2):
        assert client.post(at("round_new"), sent).url == at("round_change", "efteraar-2027")
    assert SignupRound.objects.filter(copied_from=open_round).count() == 1


@pytest.mark.parametrize(
    ("changed", "status", "told"),
    [
        ({"slug": "ny"}, 409, "En anden runde har denne adresse."),
        ({"slug": "foraar-2027"}, 409, "En anden runde har denne adresse."),
        ({"slug": "æ ø"}, 422, "bogstaver"),
        ({"name_da": ""}, 422, "Skriv et navn, fx Forår 2027."),
        ({"programme": "ukendt"}, 422, "Vælg en mulighed på listen."),
    ],
)
def test_a_round_that_cannot_be_made_says_why(
    open_round: SignupRound, coordinator: Any, client_as: Any, changed: dict[str, str], status: int, told: str
) -> None:
    sent = {"programme": "hoerepeers", "name_da": "Efterår 2027", "slug": "efteraar-2027"} | changed
    answer = client_as(coordinator).post(at("round_new"), sent)
    assert answer.status_code == status
    assert told in body(answer)


def test_cancelling_says_how_many_are_told_and_asks_why(
    open_round: SignupRound, coordinator: Any, client_as: Any
) -> None:
    make_signup(open_round)
    client = client_as(coordinator)
    assert "1 tilmeldte får at vide hvorfor" in body(client.get(at("round_cancel", open_round.slug)))
    assert client.post(at("round_cancel", open_round.slug), {"because_da": ""}).status_code == 422
    assert Message.objects.filter(kind=rounds.CANCELLED).count() == 0
    done = client.post(at("round_cancel", open_round.slug), {"because_da": "For få meldte sig."}, follow=True)
    assert "Runden er aflyst, og alle får besked." in body(done)
    assert Message.objects.filter(kind=rounds.CANCELLED).count() == 1


def test_groups_are_added_changed_and_taken_away(coordinator: Any, client_as: Any) -> None:
    made = draft(grouping="predefined")
    client = client_as(coordinator)
    sent = {"name_da": "Viborg", "form": "physical", "area": "Viborg", "region": "midtjylland", "seats": "6"}
    assert client.post(at("round_group_new", made.slug), sent).status_code == 302
    group = made.predefined_groups.get()
    assert client.post(at("round_group", made.slug, group.pk), sent | {"seats": "8"}).status_code == 302
    assert client.post(at("round_group", made.slug, group.pk), sent | {"area": ""}).status_code == 422
    assert client.get(at("round_group_remove", made.slug, group.pk)).status_code == 405
    assert client.post(at("round_group_remove", made.slug, group.pk)).status_code == 302
    assert not made.predefined_groups.exists()
