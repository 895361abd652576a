"""The coordinator's pages of rounds: works, wrong role, wrong method, outsider; figures; the same number of queries."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from peerhub.domain import rounds
from peerhub.domain.recruitment import AreaCount, figures
from peerhub.enums import RoundState
from peerhub.models import Signup, SignupRound
from tests.conftest import NOW
from tests.fixtures.sites import SiteTree

from .making import make_group, make_page, make_programme, make_round
from .signing import make_signup

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("consent_texts")]


def at(name: str, *parts: Any) -> str:
    return reverse(name, args=parts)


def body(answer: Any) -> str:
    return answer.content.decode()


def draft(**more: Any) -> SignupRound:
    return make_round(make_programme(), state=RoundState.DRAFT, meeting_form="physical", **more)


# --- the list ---------------------------------------------------------------------------------------------------------
def test_the_list_asks_as_often_for_one_round_as_for_three(
    coordinator: Any, client_as: Any, django_assert_num_queries: Any
) -> None:
    client, programme = client_as(coordinator), make_programme()
    make_round(programme)
    client.get(at("rounds"))
    for number in range(2):
        client.get(at("rounds"))
        with django_assert_num_queries(8):
            answer = client.get(at("rounds"))
        if number == 0:
            make_round(programme, "to", questionnaire=None)
            make_round(programme, "tre", questionnaire=None)
    assert "3 runder" in body(answer)


def test_rounds_that_need_somebody_stand_first(coordinator: Any, client_as: Any) -> None:
    programme = make_programme()
    for state in (RoundState.COMPLETED, RoundState.DRAFT, RoundState.CLOSED, RoundState.OPEN):
        make_round(programme, f"r-{state}", state=state, name_da=f"Runde {state}", questionnaire=None)
    page = body(client_as(coordinator).get(at("rounds")))
    places = [page.index(f"Runde {state}") for state in ("closed", "open", "draft", "completed")]
    assert places == sorted(places)


def test_nobody_else_has_a_list_of_rounds(trainer: Any, outsider: Any, stranger: Any, client_as: Any) -> None:
    made = make_round(make_programme())
    for name, parts in (("rounds", []), ("round", [made.slug]), ("round_change", [made.slug]), ("programmes", [])):
        assert client_as(trainer).get(at(name, *parts)).status_code == 403
        assert client_as(outsider).get(at(name, *parts)).status_code == 403
        assert stranger.get(at(name, *parts)).status_code == 302
    assert client_as(outsider).post(at("round_step", made.slug, "luk")).status_code == 403
    made.refresh_from_db()
    assert made.state == RoundState.OPEN


def test_a_round_of_another_region_is_as_unknown_as_none(coordinator_midt: Any, client_as: Any) -> None:
    programme = make_programme(organisation="open")
    make_round(programme, "syd", region="syddanmark")
    make_round(programme, "hele-landet", questionnaire=None)
    client = client_as(coordinator_midt)
    for name in ("round", "round_change", "round_cancel"):
        assert client.get(at(name, "syd")).status_code == client.get(at(name, "ingen")).status_code == 404
    seen = body(client.get(at("round", "hele-landet")))
    assert "andre styrer den" in seen
    assert "Ret runden" not in seen
    assert client.get(at("round_change", "hele-landet")).status_code == 404
    assert client.post(at("round_step", "hele-landet", "luk")).status_code == 404


# --- one round --------------------------------------------------------------------------------------------------------
def test_a_draft_says_what_is_missing_and_then_that_it_is_ready(
    site_tree: SiteTree, coordinator: Any, client_as: Any
) -> None:
    made = draft(
        first_start=None, opens_at=timezone.now() + timedelta(days=1), closes_at=timezone.now() + timedelta(days=9)
    )
    client = client_as(coordinator)
    page = body(client.get(at("round", made.slug)))
    assert "mangler dette:" in page
    assert "Skriv, hvornår grupperne starter." in page
    assert "Frigiv runden" not in page
    make_page(site_tree, made.programme)
    SignupRound.objects.update(first_start=(timezone.now() + timedelta(days=30)).date())
    assert "Alt er klar." in body(client.get(at("round", made.slug)))
    done = client.post(at("round_step", made.slug, "frigiv"), follow=True)
    assert "Runden er frigivet." in body(done)
    assert "Tilmeldingen åbner af sig selv" in body(done)


def test_a_step_that_cannot_be_taken_back_is_asked_for_once_more(
    open_round: SignupRound, coordinator: Any, client_as: Any
) -> None:
    client = client_as(coordinator)
    asked = body(client.get(at("round_step", open_round.slug, "luk")))
    assert "Det kan ikke fortrydes." in asked
    open_round.refresh_from_db()
    assert open_round.state == RoundState.OPEN
    for _time in range(2):
        assert "Tilmeldingen er lukket." in body(client.post(at("round_step", open_round.slug, "luk"), follow=True))
    assert client.get(at("round_step", open_round.slug, "nonsens")).status_code == 404


def test_a_step_that_is_refused_says_why(open_round: SignupRound, coordinator: Any, client_as: Any) -> None:
    answer = client_as(coordinator).post(at("round_step", open_round.slug, "match"), follow=True)
    assert "Runden er åben for tilmelding og kan ikke blive" in body(answer)


def test_too_few_signups_are_told_when_signup_has_closed(
    open_round: SignupRound, coordinator: Any, client_as: Any
) -> None:
    make_signup(open_round)
    rounds.close(open_round, by=coordinator, now=NOW)
    page = body(client_as(coordinator).get(at("round", open_round.slug)))
    assert "1 har bekræftet, og den mindste gruppe er på 4. Aflys runden." in page


def test_the_page_of_a_round_with_groups_shows_their_free_seats(
    open_round: SignupRound, coordinator: Any, client_as: Any
) -> None:
    SignupRound.objects.update(grouping="predefined")
    make_group(open_round, "Aarhus", seats=6, meets_da="2. tirsdag")
    page = body(client_as(coordinator).get(at("round", open_round.slug)))
    assert "6 af 6 ledige" in page
    assert "2. tirsdag" in page


# --- figures ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("people", "sure", "missing"), [(0, 0, 4), (3, 0, 1), (4, 1, 4), (5, 1, 3), (7, 1, 1), (8, 2, 4)]
)
def test_five_people_make_one_group_sure_and_three_more_a_second(people: int, sure: int, missing: int) -> None:
    area = AreaCount("Aarhus", people, 4)
    assert (area.sure, area.missing) == (sure, missing)


def test_people_are_counted_with_the_nearest_larger_town(
    open_round: SignupRound, coordinator: Any, client_as: Any
) -> None:
    for number in range(5):
        make_signup(open_round, f"peer{number}@example.org", where={"postcode": 8240})
    make_signup(open_round, "roenne@example.org", where={"postcode": 3770, "region": "hovedstaden"})
    make_signup(open_round, "online@example.org", where={"form": "virtual"})
    make_signup(open_round, "venter@example.org", confirmed=False)
    found = figures(open_round, seen_by=coordinator)
    assert [(area.name, area.people) for area in found.areas] == [("Aarhus", 5), ("Rønne", 1), ("", 1)]
    assert (found.confirmed, found.waiting) == (7, 1)
    page = " ".join(body(client_as(coordinator).get(at("round", open_round.slug))).split())
    assert "<strong>Aarhus</strong>: 5 personer. 1 gruppe er sikker. Med 3 mere bliver der en til." in page
    assert "<strong>Online</strong>: 1 person. Med 3 mere bliver der en gruppe." in page
    assert "online@example.org" not in page


def test_a_local_coordinator_counts_the_people_of_the_region(open_round: SignupRound, coordinator_midt: Any) -> None:
    make_signup(open_round, "aarhus@example.org")
    make_signup(open_round, "odense@example.org", where={"postcode": 5000, "region": "syddanmark"})
    assert [area.name for area in figures(open_round, seen_by=coordinator_midt).areas] == ["Aarhus"]


def test_the_page_of_a_round_asks_as_often_for_one_signup_as_for_fifty(
    open_round: SignupRound, coordinator: Any, client_as: Any, django_assert_num_queries: Any
) -> None:
    first = make_signup(open_round)
    client = client_as(coordinator)
    client.get(at("round", open_round.slug))
    with django_assert_num_queries(17):
        client.get(at("round", open_round.slug))
    many = [
        Signup(round=open_round, reference=f"T-{n}", state="confirmed", postcode=1000 + 150 * n, region="midtjylland")
        for n in range(49)
    ]
    for one in many:
        one.submitted_at = one.contact_at = NOW
        one.token_hash, one.token = one.reference, first.token
    Signup.objects.bulk_create(many)
    with django_assert_num_queries(17):
        answer = client.get(at("round", open_round.slug))
    assert "50 personer har bekræftet." in body(answer)


def test_the_workbench_tells_how_many_rounds_wait(open_round: SignupRound, coordinator: Any, client_as: Any) -> None:
    page = body(client_as(coordinator).get("/koordinator/"))
    assert "runde er åben for tilmelding" in page
    assert at("rounds") in page


@pytest.mark.parametrize(
    ("state", "calls", "files"),
    [(RoundState.OPEN, True, True), (RoundState.MATCHING, False, True), (RoundState.CANCELLED, False, False)],
)
def test_ways_of_signing_up_are_shown_while_the_round_takes_them(
    state: str, calls: bool, files: bool, coordinator: Any, client_as: Any
) -> None:
    made = make_round(make_programme())
    make_signup(made)
    SignupRound.objects.filter(pk=made.pk).update(state=state)
    page = body(client_as(coordinator).get(at("round", made.slug)))
    shown = [at(name, made.slug) in page for name in ("behalf_find", "signup_import")]
    assert (shown, "bliver der en gruppe" in page) == ([calls, files], calls)
