"""The scale on its page: the result, what cannot be read, and files. Nothing is stored."""

import csv
import io
import json

import pytest
from django.test import Client

from peerhub.models import ScalePage, SchemeAssessment
from tests.fixtures.sites import SiteTree
from tests.pdf import reading

from .setup_guide import SCALE, make_scale, sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(site_tree: SiteTree) -> ScalePage:
    return make_scale(site_tree)


def read(response: object) -> str:
    """The words of an answer with its spaces made one."""
    return " ".join(response.content.decode().split())  # type: ignore[attr-defined]


def test_the_page_asks_fifteen_rows_shows_the_example_and_what_speaks_for_and_against(
    page: ScalePage, stranger: Client
) -> None:
    html = read(stranger.get(SCALE))
    assert html.count('<fieldset class="field"') >= 15
    assert "Lukket 5½ point · Åben 9½ point" not in html  # the example is a table
    assert '<td data-label="Point lukket">5½</td>' in html
    assert "Råd af erfaring" in html
    assert "Fordele og ulemper er vores egne ord" in html
    assert "sessionid" not in stranger.cookies


def test_the_result_tells_points_rows_and_leaning_and_stores_nothing(page: ScalePage, stranger: Client) -> None:
    response = stranger.post(SCALE, sheet())
    html = read(response)
    assert response.status_code == 200
    assert "Lukket 5½ point · Åben 9½ point · 15 af 15 rækker besvaret" in html
    assert "Jeres ordning hælder til den åbne side. Det er ikke en karakter." in html
    assert "I de rækker, I har svaret på, valgte I som Høreforeningen." in html
    assert SchemeAssessment.objects.count() == 0
    assert response["Cache-Control"] == "private, no-store"


def test_english_readers_get_english(page: ScalePage, stranger: Client) -> None:
    html = read(stranger.post(f"/en{SCALE}", sheet()))
    assert "Points: closed 5½, open 9½ · 15 of 15 rows answered" in html


def test_rows_that_differ_from_the_example_are_named(page: ScalePage, stranger: Client) -> None:
    html = read(stranger.post(SCALE, sheet(organisation="open")))
    assert "1. Centralt organiseret ↔ Decentralt organiseret: I “Åben”, de “Lukket”" in html


@pytest.mark.parametrize("rows", [{}, dict.fromkeys(["organisation", "ending"], "none")])
def test_no_rows_and_all_skipped_give_no_result_and_no_share(
    page: ScalePage, stranger: Client, rows: dict[str, str]
) -> None:
    html = read(stranger.post(SCALE, {"act": "show", **rows}))
    assert "Endnu intet resultat" in html
    assert "0 %" not in html


def test_in_between_always_sets_half_a_point_on_both_sides(page: ScalePage, stranger: Client) -> None:
    html = read(stranger.post(SCALE, {"organisation": "between", "act": "show"}))
    assert "Lukket ½ point · Åben ½ point · 1 af 15 rækker besvaret" in html


def test_half_a_point_on_one_side_only_is_refused_in_words(page: ScalePage, stranger: Client) -> None:
    response = stranger.post(SCALE, sheet(organisation="half-closed"))
    assert response.status_code == 422
    assert "Vælg den lukkede side, midt imellem eller den åbne side, eller spring rækken over." in read(response)


def test_another_own_row_is_given_up_to_ten_and_what_was_chosen_stays(page: ScalePage, stranger: Client) -> None:
    html = read(stranger.post(SCALE, sheet(act="add", shown="3")))
    assert 'name="own-4-closed"' in html
    assert 'name="own-5-closed"' not in html
    assert 'value="closed" id="id_organisation_0" checked' in html or 'id="id_organisation_0" checked' in html
    full = read(stranger.post(SCALE, sheet(act="add", shown="10")))
    assert 'name="own-10-closed"' in full
    assert "En række mere" not in full


def test_own_rows_are_counted_and_an_empty_one_is_none(page: ScalePage, stranger: Client) -> None:
    own = {"own-1-closed": "Faste pladser", "own-1-open": "Frie pladser", "own-1-choice": "open", "own-2-closed": " "}
    html = read(stranger.post(SCALE, sheet(**own, shown="2")))
    assert "Lukket 5½ point · Åben 10½ point · 16 af 16 rækker besvaret" in html


@pytest.mark.parametrize(
    "own", [{"own-1-closed": "Faste pladser"}, {"own-1-choice": "open"}, {"own-1-open": "Fri", "own-1-choice": "open"}]
)
def test_an_own_row_needs_both_sides_and_keeps_its_words(
    page: ScalePage, stranger: Client, own: dict[str, str]
) -> None:
    response = stranger.post(SCALE, sheet(**own))
    html = read(response)
    assert response.status_code == 422
    assert "Skriv begge sider af jeres egen række 1." in html
    assert "<title>Fejl: Skalaen" in html
    assert all(value in html for value in own.values())


def test_a_hundred_own_rows_are_ten(page: ScalePage, stranger: Client) -> None:
    own = {f"own-{number}-{side}": f"{side} {number}" for number in range(1, 101) for side in ("closed", "open")}
    response = stranger.post(SCALE, sheet(**own, shown="100"))
    html = read(response)
    assert response.status_code == 422
    assert "I kan højst have 10 egne rækker. De andre er ikke talt med." in html
    assert 'name="own-10-closed"' in html
    assert 'name="own-11-closed"' not in html


@pytest.mark.parametrize("field", ["note", "title", "own-1-closed"])
def test_a_personal_number_is_refused_everywhere(page: ScalePage, stranger: Client, field: str) -> None:
    response = stranger.post(f"{SCALE}gem/", sheet(**{"own-1-open": "x", field: "Ring til 010180-1234"}))
    assert response.status_code == 422
    assert "CPR-nummer" in read(response)
    assert SchemeAssessment.objects.count() == 0


def test_strange_numbers_of_rows_are_no_fault(page: ScalePage, stranger: Client) -> None:
    for shown in ("-1", "x", "9" * 400, "²", ""):
        assert stranger.post(SCALE, sheet(shown=shown)).status_code == 200
    assert stranger.post(SCALE, sheet(**{"own-" + "9" * 500 + "-closed": "x"})).status_code == 422


# --- files -----------------------------------------------------------------------------------------------------------
def test_the_list_for_spreadsheets_has_points_and_totals_and_no_formula(page: ScalePage, stranger: Client) -> None:
    own = {"own-1-closed": "=1+1", "own-1-open": "b", "own-1-choice": "between"}
    response = stranger.post(f"{SCALE}fil/csv/", sheet(**own))
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == ["Nr.", "Lukket side", "Åben side", "Valg", "Point lukket", "Point åben"]
    assert rows[1] == ["1", "Centralt organiseret", "Decentralt organiseret", "Lukket", "1", ""]
    assert rows[16] == ["16", "'=1+1", "b", "Midt imellem", "½", "½"]
    assert rows[-1][4:] == ["6", "10"]


def test_the_file_for_programs_holds_codes_and_whole_halves(page: ScalePage, stranger: Client) -> None:
    data = json.loads(stranger.post(f"{SCALE}fil/json/", sheet(title="Vores", note="Fordi")).content)
    assert (data["closed"], data["open"], data["answered"], data["leaning"]) == (11, 19, 15, "open")
    assert data["rows"][10] == {"pair": "structure", "choice": "between", "closed_halves": 1, "open_halves": 1}
    assert (data["title"], data["note"]) == ("Vores", "Fordi")


def test_the_empty_sheet_is_the_paper_form(page: ScalePage, stranger: Client) -> None:
    response = stranger.get(f"{SCALE}fil/pdf/")
    text = reading.text_of(response.content)
    assert response["Content-Type"] == "application/pdf"
    assert "Centralt organiseret" in text
    assert "I alt" in text
    assert "20" in text


def test_the_filled_sheet_holds_marks_totals_and_note(page: ScalePage, stranger: Client) -> None:
    response = stranger.post(f"{SCALE}fil/pdf/", sheet(title="Vores ordning", note="Fordi vi er få."))
    text = reading.text_of(response.content)
    assert "Vores ordning" in text
    assert "5½" in text
    assert "9½" in text
    assert "Fordi vi er få." in text


@pytest.mark.parametrize("form", ["csv", "json", "xml"])
def test_only_the_empty_sheet_can_be_asked_for_without_a_form(page: ScalePage, stranger: Client, form: str) -> None:
    assert stranger.get(f"{SCALE}fil/{form}/").status_code == 404


def test_a_file_of_what_cannot_be_read_leads_back_with_the_error(page: ScalePage, stranger: Client) -> None:
    response = stranger.post(f"{SCALE}fil/pdf/", sheet(**{"own-1-closed": "kun én"}))
    assert response.status_code == 422
    assert "Skriv begge sider" in read(response)


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_the_page_refuses_other_methods(page: ScalePage, stranger: Client, method: str) -> None:
    assert getattr(stranger, method)(SCALE).status_code == 405
