"""Where peers work and who offers what: one list, on the web and as a PDF, kept right by editors."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from employment.domain.places import old_count, oldest_good
from employment.models import LinkCheck, PeerPlace
from tests.fixtures.sites import SiteTree
from tests.pdf import reading

from .shelves import DIRECTORY, add_place, make_directory

pytestmark = pytest.mark.django_db


@pytest.fixture
def directory(site_tree: SiteTree) -> Any:
    return make_directory(site_tree)


def names(client: Client, query: str = "") -> list[str]:
    return [place.name for place in client.get(f"{DIRECTORY}{query}").context["page_obj"]]


def test_places_are_filtered_by_region_and_kind(directory: Any, stranger: Client) -> None:
    add_place("Ærø-caféen", region="syddanmark", town="")
    add_place("Aalborg-holdet", region="nordjylland", kind="course")
    add_place("Foreningen", region="", town="", kind="association")
    assert names(stranger) == ["Aalborg-holdet", "Foreningen", "Ærø-caféen"]
    assert names(stranger, "?region=syddanmark") == ["Ærø-caféen"]
    assert names(stranger, "?region=hele-landet") == ["Foreningen"]
    assert names(stranger, "?slags=course") == ["Aalborg-holdet"]
    assert names(stranger, "?slags=course&region=syddanmark") == []


@pytest.mark.parametrize("query", ["?region=atlantis", "?slags=%00", "?page=0", "?page=99", "?page=x"])
def test_odd_values_are_left_out_with_a_notice(directory: Any, stranger: Client, query: str) -> None:
    add_place("Caféen")
    page = stranger.get(f"{DIRECTORY}{query}")
    assert (page.status_code, "kender vi ikke" in page.text) == (200, True)
    assert [place.name for place in page.context["page_obj"]] == ["Caféen"]


def test_the_list_costs_the_same_for_one_and_for_three(directory: Any, stranger: Client) -> None:
    for most in (1, 3):
        while PeerPlace.objects.count() < most:
            add_place(f"Sted {PeerPlace.objects.count()}", link=f"https://example.org/{PeerPlace.objects.count()}")
        stranger.get(DIRECTORY)
        with CaptureQueriesContext(connection) as queries:
            assert len(names(stranger)) == most
        assert len(queries) == 7


def test_a_place_shows_what_an_editor_wrote_and_when_it_was_checked(directory: Any, stranger: Client) -> None:
    add_place("Caféen", what="<b>Kaffe</b> & snak", link="https://example.org/cafe", checked_on=date(2026, 5, 4))
    page = stranger.get(DIRECTORY).text
    assert "&lt;b&gt;Kaffe&lt;/b&gt; &amp; snak" in page
    assert "4. maj 2026" in page
    assert 'href="https://example.org/cafe"' in page
    LinkCheck.objects.create(url="https://example.org/cafe", state="broken", failed_on=date(2026, 11, 1))
    again = stranger.get(f"{DIRECTORY}?y=1").text
    assert 'href="https://example.org/cafe"' not in again
    assert "om=Caf%C3%A9en" in again


def test_hidden_places_stay_hidden(directory: Any, stranger: Client) -> None:
    add_place("Hemmeligt sted", live=False)
    assert "Hemmeligt sted" not in stranger.get(DIRECTORY).text
    assert "Hemmeligt" not in reading.text_of(stranger.get(f"{DIRECTORY}pdf/").content)


def test_the_pdf_is_tagged_and_holds_the_same_places(directory: Any, stranger: Client) -> None:
    add_place("Caféen", what="<i>Kaffe</i>")
    add_place("Kurset", kind="course")
    answer = stranger.get(f"{DIRECTORY}pdf/?slags=service")
    assert answer["Content-Type"] == "application/pdf"
    words = " ".join(reading.text_of(answer.content).split())
    assert "Caféen" in words
    assert "<i>Kaffe</i>" in words
    assert "Kurset" not in words
    assert {"/H1", "/H2"} <= set(reading.kinds(reading.opened(answer.content)))
    assert stranger.get(f"{DIRECTORY}pdf/?region=atlantis").status_code == 200


def test_wrong_methods_are_refused(directory: Any, stranger: Client) -> None:
    assert stranger.post(DIRECTORY).status_code == 405
    assert stranger.post(f"{DIRECTORY}pdf/").status_code == 405
    assert stranger.get(f"{DIRECTORY}findes-ikke/").status_code == 404


def test_editors_are_reminded_a_year_after_a_place_was_checked(directory: Any) -> None:
    add_place("Netop tjekket", checked_on=date(2025, 11, 3))
    add_place("For gammelt", checked_on=date(2025, 11, 2))
    add_place("Gammelt, men skjult", checked_on=date(2020, 1, 1), live=False)
    assert oldest_good(date(2026, 11, 3)) == date(2025, 11, 3)
    assert old_count(date(2026, 11, 3)) == 1


def test_editors_keep_places_and_outsiders_never_see_the_screens(
    directory: Any, editor: Any, outsider: Any, client_as: Any, stranger: Client
) -> None:
    add_place("Caféen", link="https://example.org/")
    listing = reverse("wagtailsnippets_employment_peerplace:list")
    assert "Caféen" in client_as(editor).get(listing).text
    assert client_as(outsider).get(listing).status_code in (302, 403, 404)
    assert stranger.get(listing).status_code == 302
