"""The hiring pack: the sections that apply, nothing stored unless asked, and a link that tells what has changed."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from employment.domain import packs
from employment.domain.packs import Answers
from employment.models import HiringPack, PackPage
from home.models import Fact
from tests.fixtures.sites import SiteTree
from tests.home.facts import make_fact
from tests.pdf import reading

from .making import chapter, make_guide

pytestmark = pytest.mark.django_db
ADDRESS = "/peer-grupper/startpakke/"
NOW = datetime(2026, 11, 3, 12, tzinfo=UTC)


@pytest.fixture
def guide(site_tree: SiteTree) -> Any:
    page = PackPage(title="Startpakke", slug="startpakke", locale=site_tree.section.locale, live=True)
    site_tree.section.add_child(instance=page)
    make_fact()
    return make_guide(site_tree)


def titles(guide: Any, **answers: Any) -> list[str]:
    return [one.chapter.title for one in packs.sections_for(Answers(**answers), guide.locale_id)]


def test_answers_choose_the_sections(guide: Any) -> None:
    assert len(titles(guide)) == 5  # few hours are only for those who say so
    assert "Flere peers" not in titles(guide, first="yes")
    assert "Den første peer" not in titles(guide, first="no")
    assert "På en afdeling" not in titles(guide, workplace="municipality")
    assert "Hvorfor en peer?" not in titles(guide, reader="colleague")
    assert "Gør kollegerne klar" not in titles(guide, stage="consider")
    assert "Få timer" in titles(guide, hours=Decimal("19.5"))
    assert "Få timer" not in titles(guide, hours=Decimal(20))


def test_what_few_hours_are_is_what_the_fact_says(guide: Any) -> None:
    fact = Fact.objects.get()
    fact.numbers_text = "least: 12\nfrom: 18\nto: 30"
    fact.save()
    assert "Få timer" not in titles(guide, hours=Decimal("18.5"))
    assert "Få timer" in titles(guide, hours=Decimal("17.5"))
    fact.delete()
    assert "Få timer" not in titles(guide, hours=Decimal("17.5"))


def test_a_section_that_quotes_a_fact_changes_with_it(guide: Any) -> None:
    quote = ("quoted_fact", {"title": "Hvor mange timer?", "fact": "peer-timer"})
    guide.chapters = [chapter("Timer", quote), chapter("Andet")]
    guide.save()
    before = packs.sections_for(Answers(), guide.locale_id)
    fact = Fact.objects.get()
    fact.numbers_text = "least: 12\nfrom: 18\nto: 30"
    fact.save()
    after = packs.sections_for(Answers(), guide.locale_id)
    assert [old.hash == new.hash for old, new in zip(before, after, strict=True)] == [False, True]


def test_the_page_lists_them_with_source_version_and_date(guide: Any, stranger: Client) -> None:
    page = stranger.get(ADDRESS, {"stage": "consider", "first": "yes"})
    assert page.status_code == 200
    assert "Klar til en peer-kollega" in page.text
    assert "3. november 2026" in page.text
    assert "csrfmiddlewaretoken" not in page.text
    assert not page.cookies
    assert HiringPack.objects.count() == 0


@pytest.mark.parametrize("hours", ["0", "-5", "200", "ti", "37,6", "1e3"])
def test_hours_that_cannot_be_are_explained(guide: Any, stranger: Client, hours: str) -> None:
    page = stranger.get(ADDRESS, {"hours": hours})
    assert page.status_code == 200
    assert "error-summary" in page.text
    assert stranger.get(f"{ADDRESS}pdf/", {"hours": hours}).status_code == 302


def test_half_hours_are_read_with_comma_or_point(guide: Any, stranger: Client) -> None:
    for hours in ("20,5", "20.5", " 20 "):
        assert "error-summary" not in stranger.get(ADDRESS, {"hours": hours}).text


def test_odd_answers_are_errors_and_never_more(guide: Any, stranger: Client) -> None:
    odd = {"stage": "<script>", "reader": "x" * 5000, "language": "xx", "workplace": "\x00", "first": "maybe"}
    page = stranger.get(ADDRESS, odd)
    assert page.status_code == 200
    assert "<script>" not in page.text.replace("<script src", "")


def test_wrong_methods_are_refused(guide: Any, stranger: Client) -> None:
    assert stranger.post(ADDRESS).status_code == 405
    assert stranger.post(f"{ADDRESS}pdf/").status_code == 405
    assert stranger.get(f"{ADDRESS}gemt/abc/slet/").status_code == 405
    assert stranger.put(f"{ADDRESS}gem/").status_code == 405


def test_the_file_holds_the_sections_and_where_they_come_from(guide: Any, stranger: Client) -> None:
    answer = stranger.get(f"{ADDRESS}pdf/", {"stage": "consider", "first": "yes"})
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "private, no-store"
    words = " ".join(reading.text_of(answer.content).split())
    assert "Hvorfor en peer?" in words
    assert "Gør kollegerne klar" not in words
    section = packs.sections_for(Answers(stage="consider"), guide.locale_id)[0]
    assert section.short_hash in words
    assert HiringPack.objects.count() == 0


def test_nothing_applies_is_said_plainly(guide: Any, stranger: Client) -> None:
    guide.chapters = [chapter("Kun for HR", readers=["hr"])]
    guide.save()
    assert stranger.get(ADDRESS, {"reader": "peer"}).status_code == 200
    assert stranger.get(f"{ADDRESS}pdf/", {"reader": "peer"}).status_code == 404


def kept_address(client: Client, **answers: str) -> str:
    page = client.get(f"{ADDRESS}gem/", answers)
    assert "csrfmiddlewaretoken" in page.text
    assert page["Cache-Control"] == "private, no-store"
    query = "&".join(f"{name}={value}" for name, value in answers.items())
    return client.post(f"{ADDRESS}gem/?{query}")["Location"]


def test_a_link_is_made_only_by_a_press_and_tells_what_has_changed(guide: Any, stranger: Client) -> None:
    stranger.get(f"{ADDRESS}gem/", {"stage": "consider"})
    assert HiringPack.objects.count() == 0
    address = kept_address(stranger, stage="consider")
    first = stranger.get(address)
    assert first["Cache-Control"] == "private, no-store"
    assert first["X-Robots-Tag"] == "noindex"
    assert "chip" not in re.sub(r"(?s)<head>.*?</head>", "", first.text).split("<main")[1].split("</main>")[0]
    changed = chapter("Hvorfor en peer?", ("text", "<p>Nye ord.</p>"), stages=["consider"], readers=["leader"])
    guide.chapters = [("chapter", {**changed[1]}), chapter("Helt nyt")]
    for block, old in zip(guide.chapters, type(guide).objects.get(pk=guide.pk).chapters, strict=False):
        if block.value["title"] == "Hvorfor en peer?":
            block.id = old.id
    guide.save()
    rows = packs.compare(HiringPack.objects.get(), packs.sections_for(Answers(stage="consider"), guide.locale_id))
    assert {row.state for row in rows} == {"changed", "gone", "new"}
    assert stranger.get(address).text.count('class="chip') == len(rows)


def test_the_token_is_stored_as_a_hash_and_a_guess_finds_nothing(guide: Any, stranger: Client) -> None:
    address = kept_address(stranger, stage="consider")
    token = address.rstrip("/").rsplit("/", 1)[-1]
    stored = HiringPack.objects.get()
    assert len(token) >= 43
    assert token not in f"{stored.token_hash}{stored.answers}{stored.sections}"
    for guess in (stored.token_hash, str(stored.pk), token[:-1], "%00", "x" * 4000):
        assert stranger.get(f"{ADDRESS}gemt/{guess}/").status_code == 404


def test_a_pack_is_deleted_on_request_and_on_its_day(guide: Any, stranger: Client) -> None:
    address = kept_address(stranger, stage="consider")
    for _time in range(2):
        assert stranger.post(f"{address}slet/").status_code == 200
    assert stranger.get(address).status_code == 404
    kept_address(stranger, stage="prepare")
    last = HiringPack.objects.get().delete_after
    assert packs.delete_expired(datetime(last.year, last.month, last.day, 12, tzinfo=UTC)) == 0
    assert packs.delete_expired(datetime(last.year + 1, 1, 1, tzinfo=UTC).replace(month=12)) == 1


def test_an_expired_link_is_closed_before_it_is_deleted(guide: Any) -> None:
    token = packs.keep(Answers(), [], now=NOW)
    assert packs.find(token, today=date(2027, 11, 3)) is not None
    assert packs.find(token, today=date(2027, 11, 4)) is None


def test_the_english_pack_is_made_of_english_guides(guide: Any, site_tree: SiteTree, stranger: Client) -> None:
    assert packs.sections_for(Answers(language="en"), site_tree.en["section"].locale_id) == []
    assert "1 " in stranger.get(ADDRESS, {"stage": "consider", "language": "da"}).text
