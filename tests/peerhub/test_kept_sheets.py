"""Sheets behind private links: one to edit, one to read, versions, two windows, an end."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from outbox.due import ACTS
from peerhub.domain import assessments
from peerhub.domain.assessments import Stale, Words
from peerhub.models import AssessmentVersion, ScalePage, SchemeAssessment
from tests.fixtures.sites import SiteTree

from .setup_guide import QUESTIONS, SCALE, make_questions, make_scale, sheet
from .test_scale import read

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 3, 12, tzinfo=UTC)
EMPTY = '{"answers": {}, "own": []}'


@pytest.fixture
def page(site_tree: SiteTree) -> ScalePage:
    return make_scale(site_tree)


def keep(client: Client, **more: Any) -> str:
    """Keeps a sheet; returns the address of its editing link."""
    response = client.post(f"{SCALE}gem/", sheet(**more))
    assert response.status_code == 302
    return response["Location"]


def reading_link(client: Client, address: str) -> str:
    """Opens the reading link; returns its path."""
    client.post(address, {"act": "share"})
    found = re.findall(rf'href="[^"]*({SCALE}gemt/[^"/]+/)"', client.get(address).content.decode())
    return next(path for path in found if path != address)


def test_a_kept_sheet_is_found_again_by_its_link_alone(page: ScalePage, stranger: Client) -> None:
    address = keep(stranger, title="Vores ordning", note="Fordi")
    html = read(Client().get(address))
    assert "<h1>Vores ordning</h1>" in html
    assert "Lukket 5½ point · Åben 9½ point" in html
    assert "Fordi" in html
    assert stranger.get(address)["Cache-Control"] == "private, no-store"


def test_neither_link_nor_words_stand_in_the_database(page: ScalePage, stranger: Client) -> None:
    address = keep(
        stranger, title="Kanariefugl", note="Kanariefugl", **{"own-1-closed": "Kanariefugl", "own-1-open": "x"}
    )
    token = address.rstrip("/").rpartition("/")[2]
    with connection.cursor() as cursor:
        for table in ("peerhub_schemeassessment", "peerhub_assessmentversion"):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 - our own table
            stored = repr(cursor.fetchall())
            assert "Kanariefugl" not in stored
            assert token not in stored


def test_each_saving_is_a_version_with_its_note_and_the_same_again_is_none(page: ScalePage, stranger: Client) -> None:
    address = keep(stranger, note="Først")
    changed = sheet(act="save", organisation="open", note="Nu åben", version="1")
    for _time in range(2):
        assert stranger.post(address, changed)["Location"] == f"{address}?gemt=ja"
    assert [one.note for one in AssessmentVersion.objects.all()] == ["Nu åben", "Først"]
    old = read(stranger.get(f"{address}?version=1"))
    assert "Lukket 5½ point · Åben 9½ point" in old
    assert "Lukket 4½ point · Åben 10½ point" in read(stranger.get(address))


@pytest.mark.parametrize("number", ["0", "99", "x", "²", "-1", "9" * 30])
def test_a_version_that_is_none_shows_the_newest(page: ScalePage, stranger: Client, number: str) -> None:
    address = keep(stranger)
    assert "Version 1" in read(stranger.get(f"{address}?version={number}"))


def test_a_window_opened_before_somebody_else_saved_overwrites_nothing(page: ScalePage, stranger: Client) -> None:
    address = keep(stranger)
    stranger.post(address, sheet(act="save", organisation="open", version="1"))
    response = Client().post(address, sheet(act="save", group_size="closed", version="1"))
    html = read(response)
    assert response.status_code == 409
    assert "Arket er gemt i et andet vindue" in html
    assert "1. Centralt organiseret ↔ Decentralt organiseret" in html
    assert SchemeAssessment.objects.get().version == 2
    assert stranger.post(address, sheet(act="save", group_size="closed", version="2")).status_code == 302


@pytest.mark.engines
def test_two_windows_leave_two_versions_and_the_late_one_is_refused() -> None:
    token = assessments.keep("scale", Words("", EMPTY), now=NOW)
    held = assessments.find("scale", token, today=NOW.date())
    assert held is not None
    assessments.save(held.sheet, Words("", EMPTY, "Den ene"), seen=1, now=NOW)
    with pytest.raises(Stale):
        assessments.save(held.sheet, Words("", EMPTY, "Den anden"), seen=1, now=NOW)
    assert [one.note for one in held.sheet.versions.all()] == ["Den ene", ""]


def test_a_reading_link_shows_the_newest_and_changes_nothing(page: ScalePage, stranger: Client) -> None:
    address = keep(stranger, title="Vores ordning")
    link = reading_link(stranger, address)
    reader = Client()
    html = read(reader.get(link))
    assert "Lukket 5½ point · Åben 9½ point" in html
    assert "<form" not in html.partition("<main")[2].partition("</main")[0]
    token = address.rstrip("/").rpartition("/")[2]
    assert token not in html
    for act in ("save", "remove", "share", "take-back"):
        reader.post(link, sheet(act=act, organisation="open", version="1"))
    assert SchemeAssessment.objects.get().version == 1
    assert reader.get(f"{link}fil/json/").status_code == 200


def test_a_reading_link_that_is_taken_back_opens_nothing_and_the_next_is_another(
    page: ScalePage, stranger: Client
) -> None:
    address = keep(stranger)
    first = reading_link(stranger, address)
    for _time in range(2):
        stranger.post(address, {"act": "take-back"})
    response = Client().get(first)
    assert response.status_code == 404
    assert "Der er ikke noget på denne adresse" in read(response)
    assert Client().get(f"{first}fil/pdf/").status_code == 404
    assert reading_link(stranger, address) != first
    assert Client().get(first).status_code == 404


def test_the_reading_link_stays_the_same_while_it_is_open(page: ScalePage, stranger: Client) -> None:
    address = keep(stranger)
    assert reading_link(stranger, address) == reading_link(stranger, address)


def test_deleting_leaves_nothing_and_twice_is_harmless(page: ScalePage, stranger: Client) -> None:
    address = keep(stranger)
    assert "Det er slettet" in read(stranger.post(address, {"act": "remove"}))
    assert stranger.post(address, {"act": "remove"}).status_code == 404
    assert (SchemeAssessment.objects.count(), AssessmentVersion.objects.count()) == (0, 0)


def test_it_is_deleted_twelve_months_after_the_last_change() -> None:
    token = assessments.keep("scale", Words("", EMPTY), now=NOW)
    assert assessments.find("scale", token, today=date(2027, 11, 3)) is not None
    assert assessments.find("scale", token, today=date(2027, 11, 4)) is None
    assert ACTS["assessments_expired"](NOW + timedelta(days=365)) == 0
    assert ACTS["assessments_expired"](NOW + timedelta(days=366)) == 1
    assert AssessmentVersion.objects.count() == 0


def test_no_more_than_fifty_versions_are_kept() -> None:
    token = assessments.keep("scale", Words("", EMPTY), now=NOW)
    held = assessments.find("scale", token, today=NOW.date())
    assert held is not None
    for number in range(1, 55):
        assessments.save(held.sheet, Words("", EMPTY, f"Nr. {number}"), seen=number, now=NOW)
    assert held.sheet.versions.count() == 50
    assert assessments.version_of(held.sheet, "1").number == 55


@pytest.mark.parametrize("token", ["x", "gætteri", "a" * 300])
def test_a_link_that_opens_nothing_gets_the_same_calm_page(page: ScalePage, stranger: Client, token: str) -> None:
    for response in (stranger.get(f"{SCALE}gemt/{token}/"), stranger.post(f"{SCALE}gemt/{token}/", {"act": "remove"})):
        assert response.status_code == 404
        assert "Der er ikke noget på denne adresse" in read(response)


# --- the questions ---------------------------------------------------------------------------------------------------
def test_answers_to_the_questions_are_kept_in_versions_too(site_tree: SiteTree, stranger: Client) -> None:
    page = make_questions(site_tree)
    keys = {block.value["part"]: f"q-{block.id}" for block in page.questions}
    html = read(stranger.get(QUESTIONS))
    assert html.index("Hvilket behov?") < html.index("Hvad er det hos jer?") < html.index("Virker det?")
    address = stranger.post(f"{QUESTIONS}gem/", {keys["before"]: "At mødes."})["Location"]
    assert "At mødes." in read(stranger.get(address))
    stranger.post(address, {keys["before"]: "At mødes.", keys["anchoring"]: "Ja.", "version": "1", "act": "save"})
    assert SchemeAssessment.objects.get().version == 2
    stale = stranger.post(address, {keys["before"]: "Andet.", "version": "1", "act": "save"})
    assert stale.status_code == 409
    assert "Hvilket behov?" in read(stale)


def test_a_link_of_the_questions_opens_no_scale(site_tree: SiteTree, page: ScalePage, stranger: Client) -> None:
    make_questions(site_tree)
    address = stranger.post(f"{QUESTIONS}gem/", {})["Location"]
    assert stranger.get(address.replace(QUESTIONS, SCALE)).status_code == 404


def test_answers_stay_when_editors_take_their_question_away(site_tree: SiteTree, stranger: Client) -> None:
    page = make_questions(site_tree)
    key = next(block.id for block in page.questions if block.value["part"] == "before")
    address = stranger.post(f"{QUESTIONS}gem/", {f"q-{key}": "At mødes."})["Location"]
    page.questions = [(block.block_type, block.value) for block in page.questions if block.id != key]
    page.save()
    html = read(stranger.get(address))
    assert "Spørgsmål, vi har fjernet siden" in html
    assert "At mødes." in html


def test_a_personal_number_in_an_answer_is_refused(site_tree: SiteTree, stranger: Client) -> None:
    page = make_questions(site_tree)
    response = stranger.post(f"{QUESTIONS}gem/", {f"q-{page.questions[0].id}": "010180-1234"})
    assert response.status_code == 422
    assert SchemeAssessment.objects.count() == 0


def test_the_questions_are_printed_empty_and_answered(site_tree: SiteTree, stranger: Client) -> None:
    from tests.pdf import reading

    page = make_questions(site_tree)
    assert "Hvilket behov?" in reading.text_of(stranger.get(f"{QUESTIONS}pdf/").content)
    answered = stranger.post(f"{QUESTIONS}pdf/", {f"q-{page.questions[0].id}": "Ja, det virker."})
    assert "Ja, det virker." in reading.text_of(answered.content)
