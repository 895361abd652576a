"""The hours helper: kind advice to any number that can be, and never a refusal."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from employment.domain.hours import Recommendation
from employment.enums import HoursAdvice
from employment.models import HoursPage
from tests.fixtures.sites import SiteTree
from tests.home.facts import make_fact
from tests.pdf import reading

pytestmark = pytest.mark.django_db
ADDRESS = "/peer-grupper/timetal/"
KNOWN = Recommendation(Decimal(12), Decimal(20), Decimal(30))


@pytest.fixture
def helper(site_tree: SiteTree) -> HoursPage:
    make_fact()
    page = HoursPage(title="Timetal", slug="timetal", summary="Skriv.", locale=site_tree.section.locale, live=True)
    return site_tree.section.add_child(instance=page)


@pytest.mark.parametrize(
    ("hours", "advice"),
    [
        ("0.5", HoursAdvice.BELOW),
        ("11.9", HoursAdvice.BELOW),
        ("12", HoursAdvice.FEW),
        ("19.9", HoursAdvice.FEW),
        ("20", HoursAdvice.RECOMMENDED),
        ("30", HoursAdvice.RECOMMENDED),
        ("30.1", HoursAdvice.MANY),
        ("37", HoursAdvice.MANY),
    ],
)
def test_each_number_has_one_advice(hours: str, advice: HoursAdvice) -> None:
    assert KNOWN.advise(Decimal(hours)) == advice


@pytest.mark.parametrize("hours", ["20,5", "20.5", " 20,5 "])
def test_comma_and_point_are_read_alike(helper: HoursPage, stranger: Client, hours: str) -> None:
    answer = stranger.get(ADDRESS, {"timer": hours})
    assert "Inden for det anbefalede" in answer.text
    assert "Timer om ugen: 20,5." in answer.text
    assert "?timer=20" in answer.text


def test_few_hours_are_flagged_and_not_refused(helper: HoursPage, stranger: Client) -> None:
    answer = stranger.get(ADDRESS, {"timer": "8"})
    assert answer.status_code == 200
    assert "Under det mindste, der anbefales" in answer.text
    assert "error-summary" not in answer.text


@pytest.mark.parametrize("hours", ["0", "-3", "200", "37,5", "ti", "1e1", "²", "x" * 10_000, "<b>", "\x00", "1.2.3"])
def test_what_is_not_a_number_of_hours_is_told_the_range(helper: HoursPage, stranger: Client, hours: str) -> None:
    answer = stranger.get(ADDRESS, {"timer": hours})
    assert answer.status_code == 200
    assert "error-summary" in answer.text
    assert "<title>Fejl:" in answer.text
    assert "<b>" not in answer.text
    assert stranger.get(f"{ADDRESS}pdf/", {"timer": hours}).status_code == 302


def test_the_range_is_named_in_words(helper: HoursPage, stranger: Client) -> None:
    assert "Skriv timerne som et tal fra 0,5 til 37, f.eks. 20,5." in stranger.get(ADDRESS, {"timer": "200"}).text


def test_an_empty_field_gets_a_hint(helper: HoursPage, stranger: Client) -> None:
    assert "Skriv et timetal, så ser I" in stranger.get(ADDRESS, {"timer": " "}).text
    assert stranger.get(f"{ADDRESS}pdf/").status_code == 302


def test_the_advice_follows_the_fact(helper: HoursPage, stranger: Client) -> None:
    from home.models import Fact

    fact = Fact.objects.get()
    assert "færre end anbefalet" in stranger.get(ADDRESS, {"timer": "18"}).text
    fact.numbers_text = "least: 12\nfrom: 18\nto: 30"
    fact.save()
    assert "Inden for det anbefalede" in stranger.get(ADDRESS, {"timer": "18"}).text
    fact.delete()
    gone = stranger.get(ADDRESS, {"timer": "18"})
    assert gone.status_code == 200
    assert "ikke nogen anbefaling" in gone.text


def test_the_page_is_public_and_stores_nothing(helper: HoursPage, stranger: Client) -> None:
    answer = stranger.get(ADDRESS, {"timer": "18"})
    assert not answer.cookies
    assert "csrfmiddlewaretoken" not in answer.text
    assert answer["Cache-Control"].startswith("public")


def test_wrong_methods_and_unknown_addresses(helper: HoursPage, stranger: Client) -> None:
    assert stranger.post(ADDRESS).status_code == 405
    assert stranger.post(f"{ADDRESS}pdf/").status_code == 405
    assert stranger.get(f"{ADDRESS}andet/").status_code == 404


def test_the_file_holds_the_advice_and_its_source(helper: HoursPage, stranger: Client) -> None:
    answer: Any = stranger.get(f"{ADDRESS}pdf/", {"timer": "8"})
    assert answer["Content-Type"] == "application/pdf"
    words = " ".join(reading.text_of(answer.content).split())
    assert "Under det mindste, der anbefales" in words
    assert "Et peer-projekt" in words


def test_the_language_of_the_page_writes_the_numbers(helper: HoursPage, site_tree: SiteTree, stranger: Client) -> None:
    english = site_tree.en["section"]
    english.add_child(instance=HoursPage(title="Hours", slug="hours", locale=english.locale, live=True))
    assert "Hours a week: 20.5." in stranger.get("/en/peer-groups/hours/", {"timer": "20,5"}).text
