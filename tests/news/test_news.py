"""News as readers meet them: the list with its filters, an article, and the feed."""

from datetime import date
from typing import Any

import feedparser
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from home import shell
from home.folding import danish_order
from news.models import NewsPage
from tests.fixtures.sites import SiteTree

pytestmark = pytest.mark.django_db


def write(tree: SiteTree, number: int, **changes: Any) -> NewsPage:
    """One more live article."""
    values = {"topic": "groups", "place": "", "published_on": date(2026, 9, 1), "live": True, **changes}
    page = NewsPage(title=f"Nyhed {number}", slug=f"nyhed-{number}", locale=tree.news_index.locale, **values)
    tree.news_index.add_child(instance=page)
    return page


def titles(client: Client, query: str = "") -> list[str]:
    return [page.title for page in client.get(f"/nyheder/{query}").context["page_obj"]]


def test_the_newest_comes_first_and_the_other_language_stays_away(site_tree: SiteTree, stranger: Client) -> None:
    write(site_tree, 1, published_on=date(2026, 12, 1))
    write(site_tree, 2, published_on=date(2020, 1, 1))
    assert titles(stranger) == ["Nyhed 1", "Nye grupper til foråret", "Nyhed 2"]


def test_filters_by_year_topic_and_place(site_tree: SiteTree, stranger: Client) -> None:
    write(site_tree, 1, published_on=date(2025, 5, 5), topic="education", place="Århus")
    assert titles(stranger, "?aar=2025") == ["Nyhed 1"]
    assert titles(stranger, "?emne=education") == ["Nyhed 1"]
    assert titles(stranger, "?sted=Aarhus") == ["Nye grupper til foråret"]
    assert titles(stranger, "?aar=2025&emne=groups") == []


@pytest.mark.parametrize(
    "query", ["?aar=abc", "?aar=²²²²", "?emne=findes-ikke", "?sted=%00", "?page=0", "?page=-1", "?page=9999", "?page=x"]
)
def test_odd_values_show_the_list(site_tree: SiteTree, stranger: Client, query: str) -> None:
    assert titles(stranger, query) == ["Nye grupper til foråret"]


def test_ten_a_page(site_tree: SiteTree, stranger: Client) -> None:
    for number in range(11):
        write(site_tree, number)
    assert len(titles(stranger)) == 10
    assert len(titles(stranger, "?page=2")) == 2
    assert len(titles(stranger, "?page=99")) == 2


def test_queries_do_not_grow_with_articles(site_tree: SiteTree, stranger: Client) -> None:
    stranger.get("/nyheder/")
    for most in (1, 3):
        while NewsPage.objects.filter(locale=site_tree.news_index.locale).count() < most:
            write(site_tree, NewsPage.objects.count())
        shell.forget()
        with CaptureQueriesContext(connection) as queries:
            assert len(titles(stranger)) == most
        assert len(queries) == 10


def test_drafts_private_and_expired_news_stay_hidden(site_tree: SiteTree, stranger: Client) -> None:
    write(site_tree, 1, live=False)
    write(site_tree, 2, live=False, expired=True)
    private = write(site_tree, 3)
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    for path in ["/nyheder/", "/nyheder/feed/", "/", "/soeg/?q=nyhed"]:
        answer = stranger.get(path)
        assert answer.status_code == 200
        assert not any(f"Nyhed {number}" in answer.text for number in (1, 2, 3)), path


def test_an_article_shows_three_related_and_not_itself(site_tree: SiteTree, stranger: Client) -> None:
    for number in range(4):
        write(site_tree, number, topic="groups" if number < 2 else "scheme")
    related = stranger.get("/nyheder/nye-grupper/").context["related"]
    assert [page.topic for page in related] == ["groups", "groups", "scheme"]
    assert site_tree.article.pk not in [page.pk for page in related]


FEEDS = [("/nyheder/feed/", "da", "Nye grupper til foråret"), ("/en/news/feed/", "en", "New groups in spring")]


@pytest.mark.parametrize(("path", "language", "title"), FEEDS)
def test_the_feed_is_read_by_a_feed_reader(
    site_tree: SiteTree, stranger: Client, path: str, language: str, title: str
) -> None:
    answer = stranger.get(path)
    feed = feedparser.parse(answer.content)
    assert not feed.bozo
    assert feed.feed.language == language
    assert [entry.title for entry in feed.entries] == [title]
    assert feed.entries[0].link.startswith("http://testserver/")
    assert feed.entries[0].id == f"{site_tree.article.translation_key}:{feed.entries[0].id.split(':')[1]}"


def test_places_are_sorted_the_danish_way() -> None:
    places = ["Århus", "Ærø", "Aalborg", "Øster Hurup", "Zealand", "viborg"]
    assert sorted(places, key=danish_order) == ["Aalborg", "viborg", "Zealand", "Ærø", "Øster Hurup", "Århus"]


@pytest.mark.parametrize("kind", ["feed", "atom"])
def test_a_feed_reader_gets_all_or_one_topic_in_both_forms(site_tree: SiteTree, stranger: Client, kind: str) -> None:
    write(site_tree, 1, topic="education")
    whole = feedparser.parse(stranger.get(f"/nyheder/{kind}/").content)
    part = feedparser.parse(stranger.get(f"/nyheder/{kind}/?emne=education").content)
    odd = feedparser.parse(stranger.get(f"/nyheder/{kind}/?emne=findes-ikke").content)
    assert (whole.version[:4], whole.bozo) == ("atom" if kind == "atom" else "rss2", False)
    assert [len(found.entries) for found in (whole, part, odd)] == [2, 1, 2]
    assert part.feed.title.endswith("Peer-uddannelse")
