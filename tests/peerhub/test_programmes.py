"""Schemes on the workbench, their pages, and which round comes next for visitors."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from home.models import ContentVersion
from peerhub.domain import programmes as acts
from peerhub.domain import rounds
from peerhub.domain.errors import Refused
from peerhub.domain.next_rounds import Standing, first_of, next_of
from peerhub.enums import RoundState
from peerhub.models import PeerProgramme, SignupRound
from tests.conftest import NOW
from tests.fixtures.sites import SiteTree

from .making import HF_FORMAT, make_page, make_programme, make_round

pytestmark = pytest.mark.django_db
FORM = HF_FORMAT | {
    "name_da": "Hørepeers",
    "name_en": "Hearing peers",
    "conditions_da": "Jeg er i arbejde.",
    "conditions_en": "I am in work.",
    "min_size": "4",
    "target_size": "5",
    "max_size": "9",
}


def body(answer: Any) -> str:
    return answer.content.decode()


@pytest.fixture
def at_now(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


# --- on the workbench -------------------------------------------------------------------------------------------------
def test_a_scheme_is_made_and_changed_and_shows_what_does_not_fit(coordinator: Any, client_as: Any) -> None:
    client = client_as(coordinator)
    made = client.post(reverse("programme_new"), FORM | {"code": "cafe", "feedback": "closed"}, follow=True)
    assert "Værd at se på" not in body(made)
    warned = client.post(reverse("programme_change", args=["cafe"]), FORM | {"expected_signups": "7"}, follow=True)
    assert "Det bliver svært at matche større grupper med 7 tilmeldte." in body(warned)
    assert "2 ting at se på" in body(client.get(reverse("programmes")))


def test_the_page_of_a_scheme_says_what_each_choice_does(coordinator: Any, client_as: Any) -> None:
    make_programme()
    page = body(client_as(coordinator).get(reverse("programme", args=["hoerepeers"])))
    assert "Ét hold af koordinatorer styrer alle runder." in page
    assert "Dagsordenen kopieres til hvert møde som et forslag." in page
    assert "Du behøver ikke at være medlem af noget." in page


@pytest.mark.parametrize(
    ("changed", "status", "told"),
    [
        ({"target_size": "3"}, 409, "Den ønskede størrelse skal ligge mellem"),
        ({"max_size": "101"}, 422, "Skriv et helt tal fra 2 til 100."),
        ({"intake": "sideways"}, 422, "Vælg en mulighed på listen."),
        ({"conditions_en": "I am in work.\nI am deaf."}, 422, "Skriv lige så mange linjer som på dansk"),
        ({"conditions_da": ""}, 422, "Skriv mindst ét krav."),
        ({"outside_link": "http://example.org"}, 422, "https"),
        ({"outside_link": "javascript:alert(1)"}, 422, "https"),
        ({"size_reason": "Ring 010190-1234"}, 422, "CPR-nummer"),
    ],
)
def test_bad_input_is_told_kindly_and_kept(
    coordinator: Any, client_as: Any, changed: dict[str, str], status: int, told: str
) -> None:
    made = make_programme()
    answer = client_as(coordinator).post(reverse("programme_change", args=[made.code]), FORM | changed)
    assert answer.status_code == status
    assert told in body(answer)
    assert "Hearing peers" in body(answer)


def test_a_coordinator_of_a_region_reads_schemes_and_changes_none(
    coordinator_midt: Any, outsider: Any, client_as: Any
) -> None:
    made = make_programme()
    client = client_as(coordinator_midt)
    assert "Ret ordningen" not in body(client.get(reverse("programme", args=[made.code])))
    assert client.post(reverse("programme_change", args=[made.code]), FORM).status_code == 404
    assert client.get(reverse("programme_new")).status_code == 404
    assert client_as(outsider).get(reverse("programmes")).status_code == 403
    with pytest.raises(Refused, match="Kun koordinatorer for hele landet"):
        acts.change(made, values={"name_da": "Nyt"}, by=coordinator_midt, now=NOW)


def test_rounds_that_are_there_stay_as_they_are(coordinator: Any) -> None:
    opened = make_round(make_programme())
    values = {"grouping": "closed", "max_size": 6}
    for _time in range(2):
        acts.change(opened.programme, values=values, by=coordinator, now=NOW)
    opened.refresh_from_db()
    assert (opened.grouping, opened.max_size) == ("match", 9)
    with pytest.raises(Refused, match="En runde er i gang"):
        acts.change(opened.programme, values={"intake": "open"}, by=coordinator, now=NOW)


# --- which round comes next -------------------------------------------------------------------------------------------
def test_an_open_round_comes_before_a_dated_one_and_that_before_an_expected(at_now: None) -> None:
    programme = make_programme()
    later = {"opens_at": NOW + timedelta(days=5), "released_at": NOW, "state": RoundState.DRAFT}
    expected = make_round(
        programme, "a", state=RoundState.DRAFT, opens_at=None, expected_on=NOW.date(), questionnaire=None
    )
    assert next_of(programme, [expected], NOW).standing == Standing.EXPECTED
    dated = make_round(programme, "b", questionnaire=None, **later)
    assert next_of(programme, [expected, dated], NOW).standing == Standing.OPENS
    opened = make_round(programme, "c", questionnaire=None)
    found = next_of(programme, [expected, dated, opened], NOW)
    assert (found.standing, found.round) == (Standing.OPEN, opened)
    assert next_of(programme, [dated], NOW + timedelta(days=5)).standing == Standing.OPEN


def test_an_expected_month_that_is_over_is_told_no_more() -> None:
    programme = make_programme()
    past = make_round(
        programme,
        state=RoundState.DRAFT,
        opens_at=None,
        expected_on=NOW.date() - timedelta(days=40),
        questionnaire=None,
    )
    assert next_of(programme, [past], NOW).standing == Standing.NONE


def test_the_front_page_shows_what_can_be_joined_first() -> None:
    work, cafe = make_programme(), make_programme("cafe", intake="open")
    opened = make_round(work)
    standings = [next_of(cafe, [opened], NOW), next_of(work, [opened], NOW)]
    assert [one.standing for one in standings] == [Standing.ALL_YEAR, Standing.OPEN]
    assert first_of(standings) == standings[1]
    assert first_of([]) is None


# --- what visitors see ------------------------------------------------------------------------------------------------
PAGE = "/peer-grupper/hoerepeers/"


def test_the_page_says_who_free_length_and_no_membership_and_sets_no_cookie(site_tree: SiteTree, at_now: None) -> None:
    make_page(site_tree, make_round(make_programme()).programme)
    answer = Client().get(PAGE)
    page = body(answer)
    for told in ("Dig, der er i arbejde.", "Gratis", "Et halvt til et helt år", "Du behøver ikke at være medlem"):
        assert told in page
    assert "4–9, oftest 5" in page
    assert "Grupperne starter i runder, og de er lukkede, når de er startet." in page
    assert not answer.cookies
    assert answer.headers["Cache-Control"].startswith("public")


@pytest.mark.parametrize(
    ("changed", "told", "way"),
    [
        ({}, "tirsdag den 24. november 2026", "/peer-grupper/tilmelding/foraar-2027/"),
        (
            {"state": "draft", "released_at": NOW, "opens_at": NOW + timedelta(days=2)},
            "torsdag den 5. november 2026",
            "/peer-grupper/besked/hoerepeers/",
        ),
        (
            {"state": "draft", "opens_at": None, "closes_at": None, "expected_on": NOW.date() + timedelta(days=60)},
            "Ventes i januar 2027",
            "/peer-grupper/besked/hoerepeers/",
        ),
        ({"state": "draft"}, "Ingen dato endnu", "/peer-grupper/besked/hoerepeers/"),
        ({"hidden": True}, "Ingen dato endnu", "/peer-grupper/besked/hoerepeers/"),
        ({"audience": "members"}, "Ingen dato endnu", "/peer-grupper/besked/hoerepeers/"),
        ({"state": "cancelled"}, "Ingen dato endnu", "/peer-grupper/besked/hoerepeers/"),
    ],
)
def test_the_page_and_the_front_page_tell_the_next_round_by_its_state(
    site_tree: SiteTree, at_now: None, changed: dict[str, Any], told: str, way: str
) -> None:
    make_page(site_tree, make_round(make_programme(), **changed).programme)
    for address in (PAGE, "/"):
        page = body(Client().get(address))
        assert told in page
        assert f'href="{way}"' in page


def test_a_scheme_without_rounds_is_open_all_year_and_leads_to_its_groups(site_tree: SiteTree) -> None:
    make_page(site_tree, make_programme(intake="open"))
    page = body(Client().get(PAGE))
    assert "Åben hele året" in page
    assert 'href="/peer-grupper/deltag/"' in page


def test_english_readers_get_english_words_on_the_page(site_tree: SiteTree, at_now: None) -> None:
    page = make_page(site_tree, make_round(make_programme()).programme)
    twin = page.copy_for_translation(site_tree.en["section"].locale)
    twin.slug, twin.live, twin.for_whom = "hearing-peers", True, "You who are in work."
    twin.save()
    shown = body(Client().get("/en/peer-groups/hearing-peers/"))
    assert "Spring 2027" in shown
    assert "Tuesday 24 November 2026" in shown
    assert "You do not need to be a member" in shown
    assert 'href="/en/peer-grupper/tilmelding/foraar-2027/"' in shown


def test_opening_and_closing_raise_the_version_of_public_pages(site_tree: SiteTree, coordinator: Any) -> None:
    opened = make_round(make_programme())
    before = ContentVersion.current()
    rounds.close(opened, by=coordinator, now=NOW)
    assert ContentVersion.current() > before
    before = ContentVersion.current()
    acts.change(PeerProgramme.objects.get(), values={"max_size": 8}, by=coordinator, now=NOW)
    assert ContentVersion.current() > before


def test_the_front_page_asks_as_often_for_one_scheme_as_for_three(
    site_tree: SiteTree, django_assert_num_queries: Any
) -> None:
    from home import shell

    make_page(site_tree, make_round(make_programme()).programme)
    visitor = Client()
    visitor.get("/")
    for number in range(2):
        shell.forget()
        with django_assert_num_queries(11):
            visitor.get("/")
        if number == 0:
            for code in ("to", "tre"):
                made = make_programme(code, name_da=code)
                make_page(site_tree, made)
                make_round(made, f"runde-{code}", questionnaire=None)
    assert SignupRound.objects.count() == 3
