"""Searching: Danish letters in every spelling, odd texts, and nothing that is not public."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from wagtail.models import PageViewRestriction

from home.folding import fold, words_of
from home.models import ContentPage
from home.search import mark, snippet
from tests.fixtures.sites import SiteTree

pytestmark = pytest.mark.django_db
Add = Callable[..., ContentPage]


@pytest.fixture(autouse=True)
def _no_limit(settings: Any) -> None:
    settings.RATE_LIMIT_FACTOR = 1000


@pytest.fixture
def add(site_tree: SiteTree) -> Add:
    """A page below the section, with these words in title and body."""

    def make(title: str, words: str = "", **more: Any) -> ContentPage:
        fields = {"title": title, "locale": site_tree.section.locale, "live": True} | more
        return site_tree.section.add_child(instance=ContentPage(**fields, body=[("text", f"<p>{words}</p>")]))

    return make


def found(query: str, place: str = "/soeg/", **more: str) -> list[str]:
    """The titles found."""
    import re

    answer = Client().get(place, {"q": query} | more)
    assert answer.status_code == 200
    titles = re.findall(r"<h2>\s*<a href=\"[^\"]+\">(.*?)</a>", answer.content.decode(), flags=re.DOTALL)
    return [re.sub(r"<[^>]+>", "", title).strip() for title in titles]


# --- finding ---------------------------------------------------------------------------------------------------------
@pytest.mark.engines
def test_danish_letters_are_found_in_every_spelling(add: Add) -> None:
    add("Om høreæbler på Århusegnen")
    spellings = [
        "høreæble",
        "HØREÆBLE",
        "hoereaeble",
        "Hoereæble",
        "høreaeble",
        "århusegnen",
        "aarhusegnen",
        "ÅRHUSEGNEN",
    ]
    assert {one: found(one) for one in spellings} == {one: ["Om høreæbler på Århusegnen"] for one in spellings}


@pytest.mark.engines
def test_words_of_the_body_are_found(add: Add) -> None:
    add("En side", words="Zebrafinker synger")
    assert found("zebrafinker") == ["En side"]


@pytest.mark.engines
def test_the_beginning_of_a_word_is_enough(add: Add) -> None:
    add("Zebrafinkerne")
    assert found("zebraf") == ["Zebrafinkerne"]


@pytest.mark.engines
def test_each_language_finds_its_own_pages(site_tree: SiteTree) -> None:
    assert found("how it works", place="/en/soeg/") == ["How it works"]
    assert found("how it works") == []


# --- what is not public ----------------------------------------------------------------------------------------------
@pytest.mark.engines
def test_what_is_not_public_is_never_found(add: Add, site_tree: SiteTree) -> None:
    add("Zebra åben")
    add("Zebra kladde", live=False)
    add("Zebra udløbet", live=False, expired=True)
    for kind in ("login", "password", "groups"):
        private = add(f"Zebra privat {kind}")
        PageViewRestriction.objects.create(page=private, restriction_type=kind, password="x")
        private.add_child(instance=ContentPage(title=f"Zebra under {kind}", locale=private.locale, live=True))
    assert found("zebra") == ["Zebra åben"]
    assert [title for title in found("zebra privat udløbet kladde under") if title != "Zebra åben"] == []


# --- odd input -------------------------------------------------------------------------------------------------------
ODD = [
    "",
    " ",
    "a",
    "%",
    "_",
    '"',
    "'",
    '%_"',
    "\x00",
    "zebra\x00",
    "OR",
    "AND NOT NEAR(",
    "zebra OR 1=1 --",
    "title:zebra",
    "zebra*",
    "^zebra",
    "(((",
    "\\",
    "{{ 7*7 }}",
    "<script>alert(1)</script>",
    "a" * 500,
    "zebra " * 500,
    "\u202e",
    "👩‍👩‍👧",
    "שלום",
    "e\u0301",
    "ǆ İ ı ſ ﷽",
]


@pytest.mark.engines
def test_an_odd_text_finds_nothing_or_something_and_never_fails(site_tree: SiteTree) -> None:
    reader = Client(raise_request_exception=False)
    for query in ODD:
        for place in ("/soeg/", "/en/soeg/"):
            answer = reader.get(place, {"q": query})
            assert (query, answer.status_code, b"<script>alert(1)" in answer.content) == (query, 200, False)


@pytest.mark.engines
@examples(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_whatever_is_searched_for_is_answered(site_tree: SiteTree, query: str) -> None:
    assert Client(raise_request_exception=False).get("/soeg/", {"q": query}).status_code == 200


def test_an_odd_page_number_shows_the_nearest_page(add: Add) -> None:
    for number in range(11):
        add(f"Zebra {number}")
    pages = ["0", "-1", "9999", "2", "abc", "", "\x00", "1.5", "9" * 5000]
    assert [len(found("zebra", page=page)) for page in pages] == [1, 1, 1, 1, 10, 10, 10, 10, 10]


def test_an_unknown_kind_counts_as_none(add: Add) -> None:
    add("Zebra")
    assert [found("zebra", type=kind) for kind in ("mars", "", "\x00", "<b>", "a" * 5000)] == [["Zebra"]] * 5


def test_a_kind_shows_that_kind_alone(add: Add, site_tree: SiteTree) -> None:
    add("Nye grupper til sommer")
    both = found("nye grupper")
    assert sorted(both) == ["Nye grupper til foråret", "Nye grupper til sommer"]
    assert found("nye grupper", type="news") == ["Nye grupper til foråret"]
    assert found("nye grupper", type="home") == ["Nye grupper til sommer"]


@pytest.mark.parametrize("method", ["get", "head"])
def test_sixty_searches_a_minute_are_enough(method: str, settings: Any, site_tree: SiteTree) -> None:
    settings.RATE_LIMIT_FACTOR, settings.RATE_LIMITS = 1, settings.RATE_LIMITS | {"search": (3, 60)}
    answers = [getattr(Client(), method)("/soeg/", {"q": "zebra"}) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200] * 3 + [429] * 2
    assert answers[-1]["Retry-After"] in {str(seconds) for seconds in range(50, 61)}


def test_a_search_sets_no_cookie_and_is_not_indexed(site_tree: SiteTree) -> None:
    answer = Client().get("/soeg/", {"q": "grupper"})
    assert (list(answer.cookies), '<meta name="robots" content="noindex">' in answer.content.decode()) == ([], True)


# --- the marks -------------------------------------------------------------------------------------------------------
def test_found_words_are_marked_and_everything_else_is_text() -> None:
    marked = mark("<b>Blåbær</b> & blåbærrene", words_of("blaabaer"))
    assert marked == "&lt;b&gt;<mark>Blåbær</mark>&lt;/b&gt; &amp; <mark>blåbærrene</mark>"


def test_a_title_with_html_is_shown_as_text(add: Add) -> None:
    add("Zebra <script>alert(1)</script>", words="zebra & <i>finke</i>")
    answer = Client().get("/soeg/", {"q": "zebra script"})
    assert b"<script>alert(1)" not in answer.content


def test_the_words_around_a_hit_are_shown() -> None:
    text = "ord " * 100 + "zebra" + " ord" * 100
    part = str(snippet(text, ["zebra"]))
    assert (part.startswith("… "), "<mark>zebra</mark>" in part, part.endswith(" …"), len(part) < 300) == (True,) * 4


@examples(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200), st.lists(st.text(max_size=20), max_size=5))
def test_marking_never_lets_a_tag_through(text: str, words: list[str]) -> None:
    marked = str(mark(text, [fold(word) for word in words if word])).replace("<mark>", "").replace("</mark>", "")
    assert ("<" in marked, ">" in marked) == (False, False)


def test_a_search_text_is_bounded() -> None:
    assert [len(word) for word in words_of("a" * 500 + " " + "b " * 50)] == [40] + [1] * 11


# --- cost ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("number", [1, 3])
def test_a_search_costs_the_same_for_one_and_for_three(number: int, add: Add, django_assert_num_queries: Any) -> None:
    for one in range(number):
        add(f"Zebra {one}")
    found("zebra")
    with django_assert_num_queries(9):
        assert len(found("zebra")) == number
