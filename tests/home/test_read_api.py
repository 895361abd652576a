"""The read API: only what is public, a fixed number of queries, and a kind word for what it does not understand."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from accounts.models import User
from courses.enums import CohortState
from courses.models import CataloguePage, Cohort, CoursePage
from home import kept_pages
from news.models import NewsPage
from peerhub.models import DirectoryPage, GroupListing
from tests.conftest import NOW
from tests.courses.making import make_cohort, make_course
from tests.fixtures.sites import SiteTree
from tests.peerhub.test_directory import make_listed

pytestmark = pytest.mark.django_db
LISTS = ["course-dates", "groups", "news"]
SECRETS = ("Hemmelig Vej", "8000", "Ikke for alle", "members", "proposed")


@pytest.fixture(autouse=True)
def _today(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


def asked(path: str, **headers: str) -> Any:
    return Client().get(f"/api/v1/{path}", headers=headers)


def write_news(tree: SiteTree, number: int, **more: Any) -> NewsPage:
    made = NewsPage(title=f"Nyt {number}", slug=f"nyt-{number}", published_on=date(2026, 10, number), **more)
    made.locale, made.topic = tree.section.locale, "education"
    tree.news_index.add_child(instance=made)
    return made


@pytest.fixture
def directory(site_tree: SiteTree) -> DirectoryPage:
    made = DirectoryPage(title="Find en gruppe", slug="find", locale=site_tree.section.locale)
    site_tree.section.add_child(instance=made)
    return made


@pytest.fixture
def catalogue(site_tree: SiteTree) -> CoursePage:
    above = CataloguePage(title="Uddannelse", slug="uddannelse", locale=site_tree.section.locale)
    site_tree.home.add_child(instance=above)
    facts = dict.fromkeys(["for_whom", "length", "teachers", "aims_text"], "Står på siden.")
    page = CoursePage(title="Peer", slug="peer", course=make_course(), locale=site_tree.section.locale, **facts)
    above.add_child(instance=page)
    return page


def make_cohorts(catalogue: CoursePage, by: User, trainer: User, count: int) -> None:
    for number in range(Cohort.objects.count(), count):
        made = make_cohort(by, trainer, catalogue.course, slug=f"hold-{number}")
        made.state = CohortState.OPEN
        made.start_date, made.closes_at = date(2027, 2, 1 + number), NOW + timedelta(days=60)
        made.save()


# --- what it holds ---------------------------------------------------------------------------------------------------
def test_the_index_tells_each_list_and_what_may_be_asked(site_tree: SiteTree) -> None:
    told = asked("").json()
    assert (sorted(told["lists"]), told["version"]) == (LISTS, 1)
    assert told["lists"]["groups"]["filters"]["region"] == sorted(told["lists"]["groups"]["filters"]["region"])
    assert told["lists"]["news"]["url"] == "http://testserver/api/v1/news/"
    assert asked("?language=en").json()["lists"]["news"]["title"] != told["lists"]["news"]["title"]


@pytest.mark.parametrize("most", [1, 3])
def test_news_are_read_with_as_many_queries_for_three_as_for_one(site_tree: SiteTree, most: int) -> None:
    for number in range(1, most):
        write_news(site_tree, number)
    asked("news/")
    with CaptureQueriesContext(connection) as queries:
        found = asked("news/").json()
    assert (found["count"], len(found["results"]), len(queries)) == (most, most, 5)
    assert found["results"][0] == {
        "id": str(site_tree.article.translation_key),
        "title": "Nye grupper til foråret",
        "summary": "Der kommer grupper i Aarhus.",
        "topic": "groups",
        "place": "Aarhus",
        "published_on": "2026-10-20",
        "url": "http://testserver/nyheder/nye-grupper/",
    }


@pytest.mark.parametrize("most", [1, 3])
def test_groups_are_read_with_as_many_queries_for_three_as_for_one(directory: DirectoryPage, most: int) -> None:
    for number in range(most):
        make_listed(number + 1)
    asked("groups/")
    with CaptureQueriesContext(connection) as queries:
        found = asked("groups/").json()
    assert (found["count"], len(queries)) == (most, 7)
    assert sorted(found["results"][0]) == sorted(
        ["id", "title", "programme", "area", "region", "form", "weekday", "languages", "access", "about", "url"]
    )


@pytest.mark.parametrize("most", [1, 3])
def test_course_dates_are_read_with_as_many_queries_for_three_as_for_one(
    catalogue: CoursePage, coordinator: User, trainer: User, most: int
) -> None:
    make_cohorts(catalogue, coordinator, trainer, most)
    asked("course-dates/")
    with CaptureQueriesContext(connection) as queries:
        found = asked("course-dates/").json()
    assert (found["count"], len(queries)) == (most, 7)
    assert found["results"][0]["url"] == "http://testserver/uddannelse/peer/#hold"
    assert found["results"][0]["starts_on"] == "2027-02-01"


def test_nothing_is_told_that_no_public_page_tells(
    site_tree: SiteTree, directory: DirectoryPage, catalogue: CoursePage, coordinator: User, trainer: User
) -> None:
    write_news(site_tree, 1, live=False)
    hidden = write_news(site_tree, 2)
    NewsPage.objects.filter(slug__in=["nyt-1", "nyt-2"]).update(summary="Ikke for alle")
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    make_listed(1)
    make_listed(2, shown=False)
    planned = make_cohort(coordinator, trainer, catalogue.course)
    Cohort.objects.filter(pk=planned.pk).update(state=CohortState.PLANNED)
    answers = [asked(f"{name}/") for name in LISTS]
    assert [one.json()["count"] for one in answers] == [0, 1, 1]
    assert [secret for secret in SECRETS for one in answers if secret in one.content.decode()] == []


def test_without_a_page_of_their_own_groups_are_not_told(site_tree: SiteTree, directory: DirectoryPage) -> None:
    make_listed(1)
    assert asked("groups/").json()["count"] == 1
    assert asked("groups/?language=en").json()["count"] == 0
    directory.unpublish()
    assert asked("groups/").json()["count"] == 0


def test_filters_and_pages_lead_on(site_tree: SiteTree, monkeypatch: pytest.MonkeyPatch) -> None:
    from home.views import read_api

    monkeypatch.setattr(read_api, "PER_PAGE", 1)
    for number in (1, 2):
        write_news(site_tree, number)
    first = asked("news/?topic=education").json()
    assert (first["count"], first["pages"], first["previous"]) == (2, 2, None)
    assert first["next"] == "http://testserver/api/v1/news/?topic=education&language=da&page=2"
    second = Client().get(first["next"].removeprefix("http://testserver")).json()
    assert ([one["title"] for one in second["results"]], second["next"]) == (["Nyt 1"], None)
    assert asked("news/?year=2025").json()["count"] == 0


# --- what it does not understand -------------------------------------------------------------------------------------
@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize(
    "query",
    [
        "color=red",
        "page=0",
        "page=x",
        "page=-1",
        "page=99999999",
        "page=٣",
        "page=2",
        "topic=x",
        "year=99",
        "page=1&page=1",
    ],
)
def test_what_it_does_not_know_is_told_kindly(site_tree: SiteTree, query: str, language: str) -> None:
    answer = asked(f"news/?{query}&language={language}")
    assert (answer.status_code, answer["Cache-Control"]) == (400, "no-store")
    fault = answer.json()["error"]
    assert (fault["parameter"], len(fault["message"]) > 10) == (query.partition("=")[0], True)
    assert (answer["Content-Language"], answer["Access-Control-Allow-Origin"]) == (language, "*")


def test_an_unknown_list_or_language_is_no_list(site_tree: SiteTree) -> None:
    assert (asked("people/").status_code, asked("people/").json()["error"]["parameter"]) == (404, "")
    assert asked("news/?language=de").status_code == 400


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_is_for_reading_only(site_tree: SiteTree, method: str) -> None:
    for path in ("", "news/"):
        assert getattr(Client(), method)(f"/api/v1/{path}").status_code == 405


# --- from other sites, again and often -------------------------------------------------------------------------------
def test_any_site_may_read_and_none_as_somebody(site_tree: SiteTree, participant: User, client_as: Any) -> None:
    may = Client().options("/api/v1/news/", headers={"Origin": "https://example.org"})
    assert (may.status_code, may["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")
    known, stranger = client_as(participant).get("/api/v1/news/"), asked("news/", Origin="https://example.org")
    assert (stranger["Access-Control-Allow-Origin"], list(stranger.cookies), list(known.cookies)) == ("*", [], [])
    assert "Access-Control-Allow-Credentials" not in {**may.headers, **stranger.headers}
    assert known.content == stranger.content


def test_it_is_kept_and_validated_as_pages_are(site_tree: SiteTree, settings: Any) -> None:
    settings.KEPT_PAGES_MB = 4
    first = asked("news/?topic=groups")
    assert (kept_pages.FILTERED.used > 0, first["Content-Type"]) == (True, "application/json")
    with CaptureQueriesContext(connection) as queries:
        again = asked("news/?topic=groups")
    assert (again.content, again.headers, len(queries)) == (first.content, first.headers, 1)
    assert asked("news/?topic=groups", If_None_Match=first["ETag"]).status_code == 304
    write_news(site_tree, 3)
    assert asked("news/?topic=groups", If_None_Match=first["ETag"]).status_code == 200


def test_who_asks_too_often_is_asked_to_wait(site_tree: SiteTree, settings: Any) -> None:
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"api": (2, 60)}
    answers = [asked("news/") for _time in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert (0 < int(answers[2]["Retry-After"]) <= 60, "message" in answers[2].json()["error"]) == (True, True)
    assert GroupListing.objects.count() == 0
