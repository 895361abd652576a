"""The questionnaire: the topics with most left to talk about first, each with the section that helps."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from employment.domain.issues import Ranked, Statement, Topic, rank, topics_of
from employment.domain.tool_checks import tool_faults
from employment.models import IssuesPage
from home.links import linking
from tests.fixtures.sites import SiteTree
from tests.pdf import reading

from .making import make_guide, make_issues

ADDRESS = "/peer-grupper/spoergeskema/"


def topic(number: int, count: int) -> Topic:
    statements = tuple(Statement(f"{number}{place}", f"Sætning {number}{place}") for place in range(count))
    return Topic(number, f"Emne {number}", statements)


def numbers(rows: tuple[Ranked, ...]) -> list[int]:
    return [row.topic.number for row in rows]


# --- ranking ----------------------------------------------------------------------------------------------------------
def test_the_topic_with_the_largest_share_left_comes_first_however_long_it_is() -> None:
    topics = [topic(1, 4), topic(2, 1), topic(3, 2)]
    answers = {
        "10": "not_yet",
        "11": "partly",
        "12": "done",
        "13": "done",
        "20": "not_yet",
        "30": "not_yet",
        "31": "partly",
    }
    result = rank(topics, answers)
    assert numbers(result.talk) == [2, 3, 1]
    assert [row.share for row in result.talk] == [1.0, 0.75, 0.375]


def test_of_two_alike_the_one_with_more_left_comes_first_and_then_the_editors_order() -> None:
    topics = [topic(1, 1), topic(2, 2), topic(3, 1)]
    answers = {"10": "not_yet", "20": "not_yet", "21": "not_yet", "30": "not_yet"}
    assert numbers(rank(topics, answers).talk) == [2, 1, 3]


def test_what_is_not_relevant_or_not_answered_counts_neither_way() -> None:
    topics = [topic(1, 3), topic(2, 2), topic(3, 1)]
    result = rank(topics, {"10": "done", "11": "irrelevant", "20": "irrelevant"})
    assert (numbers(result.talk), numbers(result.settled), numbers(result.unanswered)) == ([], [1], [2, 3])


def test_what_has_not_begun_stands_before_what_has() -> None:
    (row,) = rank([topic(1, 3)], {"10": "partly", "11": "done", "12": "not_yet"}).talk
    assert [statement.key for statement, _answer in row.left] == ["12", "10"]


# --- the page ---------------------------------------------------------------------------------------------------------
@pytest.fixture(autouse=True)
def _no_pages_known() -> Iterator[None]:
    """Pages that an earlier test's request left known would answer to the same numbers here."""
    with linking({}):
        yield


@pytest.fixture
def page(site_tree: SiteTree) -> IssuesPage:
    return make_issues(site_tree, make_guide(site_tree))


def answers(page: IssuesPage, *given: str) -> dict[str, str]:
    keys = [statement.key for one in topics_of(page.topics) for statement in one.statements]
    return {f"s-{key}": answer for key, answer in zip(keys, given, strict=False) if answer}


@pytest.mark.django_db
def test_a_topic_leads_to_its_chapter_or_to_the_guide_when_there_is_none(page: IssuesPage) -> None:
    links = [(one.link, one.link_text) for one in topics_of(page.topics)]
    guide = "/peer-grupper/klar-til-en-peer-kollega/"
    assert links[0] == (f"{guide}#goer-kollegerne-klar", "Klar til en peer-kollega: 2 Gør kollegerne klar")
    assert links[1:] == [(guide, "Klar til en peer-kollega")] * 2


@pytest.mark.django_db
def test_the_statements_stand_on_a_public_page_without_cookie_or_token(page: IssuesPage, stranger: Client) -> None:
    answer = stranger.get(ADDRESS)
    assert answer.status_code == 200
    assert not answer.cookies
    assert "csrfmiddlewaretoken" not in answer.text
    assert answer.text.count("<fieldset") == 6
    assert "(valgfrit)" not in answer.text
    assert "error-summary" not in answer.text


@pytest.mark.django_db
def test_the_answers_rank_the_topics_with_links(page: IssuesPage, stranger: Client) -> None:
    answer = stranger.get(ADDRESS, answers(page, "done", "partly", "not_yet", "done", "done", "irrelevant"))
    result = answer.text.split('id="result"')[1].split('id="questions"')[0]
    assert result.index("Timer") < result.index("Kolleger")
    assert "Talt igennem: Ledelsen" in " ".join(result.split())
    assert 'href="/peer-grupper/klar-til-en-peer-kollega/#goer-kollegerne-klar"' in result
    assert 'value="partly"' in answer.text
    assert not answer.cookies


@pytest.mark.django_db
def test_all_talked_through_is_said_plainly(page: IssuesPage, stranger: Client) -> None:
    assert "Der er ikke mere at tale om" in stranger.get(ADDRESS, answers(page, *["done"] * 6)).text


@pytest.mark.django_db
def test_sent_without_an_answer_is_explained(page: IssuesPage, stranger: Client) -> None:
    answer = stranger.get(ADDRESS, {"vis": "1"})
    assert answer.status_code == 200
    assert "Svar på mindst én sætning" in answer.text
    assert stranger.get(f"{ADDRESS}pdf/", {"vis": "1"}).status_code == 302
    assert stranger.get(f"{ADDRESS}pdf/").status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize("odd", ["<script>", "x" * 10_000, "\x00", "3"])
def test_odd_answers_are_errors_and_never_more(page: IssuesPage, stranger: Client, odd: str) -> None:
    answer = stranger.get(ADDRESS, answers(page, odd))
    assert answer.status_code == 200
    assert "error-summary" in answer.text
    assert "<script>" not in answer.text.replace("<script src", "")


@pytest.mark.django_db
def test_wrong_methods_are_refused_and_other_addresses_not_found(page: IssuesPage, stranger: Client) -> None:
    assert stranger.post(ADDRESS).status_code == 405
    assert stranger.post(f"{ADDRESS}pdf/").status_code == 405
    assert stranger.get(f"{ADDRESS}gem/").status_code == 404


@pytest.mark.django_db
def test_the_file_is_an_agenda_with_the_topics_in_order(page: IssuesPage, stranger: Client) -> None:
    answer = stranger.get(f"{ADDRESS}pdf/", answers(page, "done", "partly", "not_yet"))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "private, no-store"
    words = " ".join(reading.text_of(answer.content).split())
    assert words.index("1. Timer") < words.index("2. Kolleger")
    assert "Vi har talt om tonen. Delvist" in words
    assert "Alle har hørt planen" not in words


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_one_topic_costs_as_much_as_three(page: IssuesPage, stranger: Client, count: int) -> None:
    page.topics = [(block.block_type, block.value) for block in page.topics][:count]
    page.save()
    stranger.get(ADDRESS)
    with CaptureQueriesContext(connection) as queries:
        assert stranger.get(ADDRESS).status_code == 200
    assert len(queries) == 5


@pytest.mark.django_db
def test_a_page_without_topics_is_held_back_and_still_opens(page: IssuesPage, stranger: Client) -> None:
    page.topics = []
    page.save()
    assert [field for field, _message in tool_faults(page)] == ["topics"]
    assert stranger.get(ADDRESS).status_code == 200
    assert stranger.get(ADDRESS, {"vis": "1"}).status_code == 200


@pytest.mark.django_db
def test_the_english_twin_leads_to_the_english_guide(site_tree: SiteTree, stranger: Client) -> None:
    guide = make_guide(site_tree)
    page = make_issues(site_tree, guide)
    english: Any = site_tree.en["section"].locale
    for one, slug, title in ((guide, "ready", "Ready for a peer"), (page, "questionnaire", "Questionnaire")):
        twin = one.copy_for_translation(english)
        twin.live, twin.slug, twin.title = True, slug, title
        twin.save()
    text = stranger.get("/en/peer-groups/questionnaire/", answers(page, "not_yet")).text
    assert "/en/peer-groups/ready/#goer-kollegerne-klar" in text
    assert "Not yet" in text
