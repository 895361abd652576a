"""Public pages kept by their whole key: the same bytes, never old, never anybody's own."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from accounts.models import User
from home import kept_pages
from home.models import ContentVersion
from home.page_keys import PageKey
from news.models import CalendarPage, EventPage
from tests.conftest import NOW
from tests.fixtures.sites import SiteTree

pytestmark = pytest.mark.django_db
PUBLIC = ["/", "/peer-grupper/", "/peer-grupper/saadan-foregaar-et-forloeb/", "/nyheder/", "/nyheder/nye-grupper/"]
PUBLIC += ["/en/", "/en/peer-groups/", "/en/news/", "/nyheder/feed/", "/sitemap.xml"]
NEVER = ["/kontakt/", "/soeg/?q=gruppe", "/findes-ikke/", "/robots.txt", "/healthz", "/min-side/", "/konto/login/"]
NEVER += ["/nyheder/?utm_source=x", "/?page=2", "/nyheder/?page=1&page=2", "/sitemap.xml?x=1", "/was"]


@pytest.fixture(autouse=True)
def _kept(site_tree: SiteTree, settings: Any) -> None:
    """Every address has its page, and pages are kept."""
    settings.KEPT_PAGES_MB = 4


def asked(path: str, browser: Client | None = None, **headers: str) -> tuple[int, int, bytes, dict[str, str]]:
    """How many queries an answer took, and all of it."""
    with CaptureQueriesContext(connection) as queries:
        answer = (browser or Client()).get(path, headers=headers)
    return len(queries), answer.status_code, answer.content, dict(answer.headers)


@pytest.mark.parametrize("packed", ["", "gzip"])
def test_what_is_kept_is_the_same_to_the_last_byte_and_costs_one_query(packed: str, settings: Any) -> None:
    for path in PUBLIC:
        settings.KEPT_PAGES_MB = 0
        rendered = asked(path, Accept_Encoding=packed)
        settings.KEPT_PAGES_MB = 4
        first, second = (asked(path, Accept_Encoding=packed) for _time in range(2))
        assert rendered[1:] == first[1:] == second[1:], path
        assert (second[0], second[1]) == (1, 200), path


@pytest.mark.parametrize("path", NEVER)
def test_what_may_not_be_kept_is_made_each_time(path: str) -> None:
    for _time in range(2):
        asked(path)
    assert (kept_pages.PLAIN.used, kept_pages.FILTERED.used) == (0, 0)


def test_filters_that_a_page_knows_are_kept_apart_from_the_plain_pages() -> None:
    asked("/nyheder/?emne=groups")
    assert (kept_pages.PLAIN.used, kept_pages.FILTERED.used > 0) == (0, True)
    assert asked("/nyheder/?emne=groups")[0] == 1
    assert asked("/nyheder/?emne=courses")[0] > 1


def test_who_is_signed_in_neither_fills_nor_reads_what_is_kept(participant: User, client_as: Any) -> None:
    somebody = client_as(participant)
    asked("/", somebody)
    assert kept_pages.PLAIN.used == 0
    kept = asked("/")
    again = asked("/", somebody)
    assert (again[0] > 1, again[2]) == (True, kept[2])


def test_an_editors_preview_is_no_kept_page(site_tree: SiteTree, editor: User, client_as: Any) -> None:
    asked("/peer-grupper/saadan-foregaar-et-forloeb/")
    page = site_tree.content
    page.title = "Kladde som ingen skal se"
    page.save_revision()
    shown = page.get_latest_revision_as_object().make_preview_request()
    assert "Kladde som ingen skal se" in shown.content.decode()
    assert "Kladde som ingen skal se" not in asked("/peer-grupper/saadan-foregaar-et-forloeb/")[2].decode()


def test_a_post_is_not_answered_from_what_is_kept() -> None:
    asked("/")
    assert Client().post("/").status_code == 405


def test_a_head_reads_what_is_kept_and_fills_nothing() -> None:
    assert (Client().head("/").status_code, kept_pages.PLAIN.used) == (200, 0)
    _queries, _status, body, headers = asked("/")
    answer = Client().head("/")
    assert (answer.content, answer["Content-Length"], answer["ETag"]) == (b"", str(len(body)), headers["ETag"])


def test_publishing_hiding_and_unpublishing_are_seen_at_once(site_tree: SiteTree) -> None:
    path, page = "/nyheder/nye-grupper/", site_tree.article
    asked(path)
    page.title = "Endnu flere grupper"
    page.save_revision().publish()
    assert "Endnu flere grupper" in asked(path)[2].decode()
    hidden = PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert asked(path)[1] == 302
    hidden.delete()
    assert asked(path)[1] == 200
    page.unpublish()
    assert asked(path)[1] == 404


def test_a_moved_and_a_renamed_page_are_gone_from_their_old_address(site_tree: SiteTree) -> None:
    old = "/peer-grupper/saadan-foregaar-et-forloeb/"
    asked(old)
    site_tree.content.move(site_tree.home, pos="last-child")
    assert (asked(old)[1], asked("/saadan-foregaar-et-forloeb/")[1]) == (301, 200)
    site_tree.content.refresh_from_db()
    site_tree.content.slug = "forloeb"
    site_tree.content.save_revision().publish()
    assert (asked("/forloeb/")[1], asked("/saadan-foregaar-et-forloeb/")[1] != 200) == (200, True)


def test_hosts_and_ways_in_share_nothing() -> None:
    asked("/")
    assert asked("/", Host="localhost")[0] > 1
    assert Client().get("/", secure=True)["ETag"] != asked("/")[3]["ETag"]


def test_a_new_day_is_a_new_page(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)
    asked("/")
    assert asked("/")[0] == 1
    time_machine.move_to(NOW + timedelta(hours=11), tick=False)
    assert asked("/")[0] > 1


def test_an_event_is_over_the_moment_it_ends(site_tree: SiteTree, time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)
    calendar = site_tree.home.add_child(instance=CalendarPage(title="Kalender", slug="kalender", live=True))
    ends = NOW + timedelta(hours=2)
    event = EventPage(title="Møde", slug="moede", starts_at=NOW, ends_at=ends, place="Odense", signup="Ring", live=True)
    calendar.add_child(instance=event)
    mark = asked("/kalender/moede/")[3]["ETag"]
    time_machine.move_to(ends, tick=False)
    assert b"Ring" in asked("/kalender/moede/")[2]
    time_machine.move_to(ends + timedelta(microseconds=1), tick=False)
    assert b"Ring" not in asked("/kalender/moede/")[2]
    assert asked("/kalender/moede/", If_None_Match=mark)[1] == 200


def test_a_proxy_keeps_a_page_no_longer_than_the_clock_leaves_it_right(settings: Any, time_machine: Any) -> None:
    settings.PUBLIC_S_MAXAGE = 3600
    for moment, most in ((NOW, 3600), (NOW + timedelta(hours=10, minutes=59, seconds=30), 30)):
        time_machine.move_to(moment, tick=False)
        for _time in range(2):
            told = asked("/")[3]["Cache-Control"]
            assert told == f"public, max-age=0, must-revalidate, s-maxage={most}"
    for path in ("/nyheder/?emne=groups", "/nyheder/feed/", "/sitemap.xml", "/kontakt/"):
        assert "s-maxage" not in asked(path)[3]["Cache-Control"], path
    mark = asked("/")[3]["ETag"]
    assert asked("/", If_None_Match=mark)[3]["Cache-Control"] == asked("/")[3]["Cache-Control"]


# --- the store -------------------------------------------------------------------------------------------------------
def page_of(name: str, size: int, version: int = 1, until: datetime = NOW) -> kept_pages.KeptPage:
    return kept_pages.KeptPage(PageKey(name, version, "dev", until), b"x" * size, b"", ())


def test_it_keeps_to_its_bytes_and_the_least_asked_for_goes_first() -> None:
    store = kept_pages.Store(share=0.25)
    for number in range(5):
        store.keep(page_of(str(number), 200_000))
        store.find("0")
    assert [store.find(str(number)) is not None for number in (1, 2, 3, 4, 0)] == [True] * 5
    store.keep(page_of("5", 200_000))
    store.find("0")
    assert (store.find("0") is not None, store.find("1"), store.used <= store.most) == (True, None, True)


def test_a_page_larger_than_its_share_is_left_out() -> None:
    store = kept_pages.Store(share=0.25)
    store.keep(page_of("large", store.most // 2))
    assert (store.find("large"), store.used) == (None, 0)


def test_an_older_rendering_never_takes_the_place_of_a_newer() -> None:
    store = kept_pages.Store(share=0.5)
    store.keep(page_of("/", 10, version=2))
    store.keep(page_of("/", 99, version=1))
    store.keep(page_of("/", 99, version=2, until=NOW - timedelta(hours=1)))
    assert (store.find("/") or page_of("", 0)).body == b"x" * 10
    store.keep(page_of("/", 20, version=3))
    assert ((store.find("/") or page_of("", 0)).body, store.used) == (b"x" * 20, page_of("/", 20).size)


def test_what_changes_while_a_page_is_rendered_is_not_kept_as_the_newer(
    site_tree: SiteTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The version is read before the page: a change in between leaves the older number on the answer."""
    from home.models import ContentPage

    before, shown = ContentVersion.current(), ContentPage.get_context

    def changing(self: Any, *args: Any, **kwargs: Any) -> Any:
        context = shown(self, *args, **kwargs)
        ContentVersion.touch()
        return context

    monkeypatch.setattr(ContentPage, "get_context", changing)
    asked("/peer-grupper/saadan-foregaar-et-forloeb/")
    kept = kept_pages.PLAIN.find("http://testserver/peer-grupper/saadan-foregaar-et-forloeb/")
    assert kept is not None
    assert (kept.key.version, ContentVersion.current()) == (before, before + 1)
    assert asked("/peer-grupper/saadan-foregaar-et-forloeb/")[0] > 1
    assert timezone.is_aware(kept.key.until)
