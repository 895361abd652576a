"""The mapping: a list edited without script, added up, and stored nowhere."""

import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from employment.domain.mapping import MOST_ROWS, Place, overview_of
from employment.models import MappingPage
from tests.fixtures.sites import SiteTree
from tests.pdf import reading

ADDRESS = "/peer-grupper/kortlaegning/"
FILL = f"{ADDRESS}udfyld/"
ROWS: dict[str, Any] = {
    "rows": "3",
    "r1-unit": "Botilbuddet",
    "r1-today": "2",
    "r1-function": "Samtaler",
    "r2-unit": "Ambulatoriet",
    "r2-today": "0",
    "r2-idea": "En peer ved døren",
    "r2-who": "Afdelingslederen",
    "r2-when": "til marts",
    "r3-unit": "Cafeen",
}


@pytest.fixture
def page(site_tree: SiteTree) -> MappingPage:
    page = MappingPage(title="Kortlægning", slug="kortlaegning", locale=site_tree.section.locale, live=True)
    return site_tree.section.add_child(instance=page)


def typed(text: str) -> dict[str, str]:
    """The fields of the forms of a page, by name."""
    pairs = re.findall(r'<input type="(?:text|hidden)" name="(rows|r\d+-\w+)"(?: value="([^"]*)")?', text)
    return {name: unescape(value) for name, value in pairs}


# --- adding up --------------------------------------------------------------------------------------------------------
def test_the_list_adds_up_and_a_number_nobody_knows_is_not_none() -> None:
    places = [Place("A", 2), Place("B", 0, idea="Gruppe"), Place("C", None, who="Lederen")]
    overview = overview_of(places)
    assert (overview.peers, overview.without, overview.ideas, overview.steps) == (2, 1, 1, 1)
    assert [cell for _label, cell in overview.rows[2]] == ["C", "ved vi ikke", "–", "–", "Lederen", "–"]


# --- the list ---------------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_the_public_page_sets_no_cookie_and_leads_to_the_list(page: MappingPage, stranger: Client) -> None:
    answer = stranger.get(ADDRESS)
    assert answer.status_code == 200
    assert not answer.cookies
    assert "csrfmiddlewaretoken" not in answer.text
    assert f'href="{FILL}"' in answer.text


@pytest.mark.django_db
def test_the_list_begins_with_three_places_that_nobody_keeps(page: MappingPage, stranger: Client) -> None:
    answer = stranger.get(FILL)
    assert (answer.status_code, answer["Cache-Control"], answer["X-Robots-Tag"]) == (
        200,
        "private, no-store",
        "noindex",
    )
    assert answer.text.count("<fieldset") == 3
    assert "(valgfrit)" not in answer.text
    assert answer.text.index('value="show"') < answer.text.index('value="delete-1"')


@pytest.mark.django_db
def test_a_place_is_added_and_what_was_typed_stays(page: MappingPage, stranger: Client) -> None:
    answer = stranger.post(FILL, {**ROWS, "r1-today": "mange", "act": "add"})
    assert answer.status_code == 200
    found = typed(answer.text)
    assert found["rows"] == "4"
    assert (found["r1-today"], found["r2-idea"], found["r4-unit"]) == ("mange", "En peer ved døren", "")
    assert "error-summary" not in answer.text
    assert re.search(r'name="r4-unit"[^>]* autofocus', answer.text)


@pytest.mark.django_db
def test_a_place_is_deleted_and_the_others_move_up(page: MappingPage, stranger: Client) -> None:
    found = typed(stranger.post(FILL, {**ROWS, "act": "delete-1"}).text)
    assert (found["rows"], found["r1-unit"], found["r2-unit"]) == ("2", "Ambulatoriet", "Cafeen")
    assert "Botilbuddet" not in found.values()
    last = typed(stranger.post(FILL, {"rows": "1", "r1-unit": "Alene", "act": "delete-1"}).text)
    assert (last["rows"], last["r1-unit"]) == ("1", "")


@pytest.mark.django_db
@pytest.mark.parametrize("act", ["delete-0", "delete-9", "delete-x", "delete-", "nonsense", ""])
def test_an_act_that_is_none_shows_the_overview(page: MappingPage, stranger: Client, act: str) -> None:
    assert "Ambulatoriet" in stranger.post(FILL, {**ROWS, "act": act}).text


@pytest.mark.django_db
def test_forty_places_are_the_most(page: MappingPage, stranger: Client) -> None:
    many = {f"r{number}-unit": f"Sted {number}" for number in range(1, 42)}
    answer = stranger.post(FILL, {**many, "rows": "40", "act": "add"})
    assert answer.text.count("<fieldset") == MOST_ROWS
    assert "Listen er fuld" in answer.text
    beyond = stranger.post(FILL, {**many, "rows": "999", "act": "show"})
    assert "Sted 40" in beyond.text
    assert "Sted 41" not in beyond.text


@pytest.mark.django_db
def test_the_overview_lists_and_adds_up_and_can_be_changed(page: MappingPage, stranger: Client) -> None:
    answer = stranger.post(FILL, {**ROWS, "act": "show"})
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    words = re.sub(r"<[^>]+>", " ", answer.text.split("<main")[1])
    assert "Peers i dag 2" in " ".join(words.split())
    back = stranger.post(FILL, {**typed(answer.text), "act": "edit"})
    assert typed(back.text) == {**dict.fromkeys(typed(back.text), ""), **ROWS}


@pytest.mark.django_db
def test_an_empty_row_is_left_out_and_words_without_a_place_are_asked_for(page: MappingPage, stranger: Client) -> None:
    kept = stranger.post(FILL, {"rows": "3", "r2-unit": "Cafeen", "act": "show"})
    assert typed(kept.text)["rows"] == "1"
    asked = stranger.post(FILL, {"rows": "2", "r1-unit": "Cafeen", "r2-idea": "En gruppe", "act": "show"})
    assert asked.status_code == 422
    assert 'href="#id_r2-unit"' in asked.text
    assert typed(asked.text)["r2-idea"] == "En gruppe"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "data",
    [
        {},
        {"rows": "x"},
        {"rows": "-4"},
        {"rows": "²"},
        {"rows": "1", "r1-unit": "x" * 10_000},
        {"rows": "1", "r1-unit": "A\x00"},
        {"rows": "1", "r1-unit": "A\x07"},
        {"rows": "1", "r1-unit": "A", "r1-today": "-1"},
        {"rows": "1", "r1-unit": "A", "r1-today": "1,5"},
        {"rows": "1", "r1-unit": "<script>alert(1)</script>", "r1-today": "1000"},
        {"rows": "1", "r1-unit": "010203-1234"},
    ],
)
def test_a_list_that_cannot_be_read_comes_back_with_words(page: MappingPage, stranger: Client, data: Any) -> None:
    answer = stranger.post(FILL, {**data, "act": "show"})
    assert answer.status_code == 422
    assert "error-summary" in answer.text
    assert "<script>alert" not in answer.text
    assert stranger.post(f"{ADDRESS}pdf/", data).status_code == 302


@pytest.mark.django_db
def test_wrong_methods_and_posts_from_elsewhere_are_refused(page: MappingPage, stranger: Client) -> None:
    assert stranger.post(ADDRESS).status_code == 405
    assert stranger.get(f"{ADDRESS}pdf/").status_code == 405
    assert stranger.put(FILL).status_code == 405
    assert stranger.get(f"{ADDRESS}gem/").status_code == 404
    assert Client(enforce_csrf_checks=True).post(FILL, ROWS).status_code == 403


@pytest.mark.django_db
def test_the_file_holds_the_list_and_typed_text_stays_text(page: MappingPage, stranger: Client) -> None:
    answer = stranger.post(f"{ADDRESS}pdf/", {**ROWS, "r3-unit": "<b>Cafeen</b>"})
    assert answer["Content-Type"] == "application/pdf"
    words = " ".join(reading.text_of(answer.content).split())
    assert "Afdelingslederen" in words
    assert "<b>Cafeen</b>" in words


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_three_places_cost_as_much_as_one(page: MappingPage, stranger: Client, count: int) -> None:
    data = {"rows": str(count), **{f"r{number}-unit": "Sted" for number in range(1, count + 1)}, "act": "show"}
    stranger.post(FILL, data)
    with CaptureQueriesContext(connection) as queries:
        assert stranger.post(FILL, data).status_code == 200
    assert len(queries) == 5
