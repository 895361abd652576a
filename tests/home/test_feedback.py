"""Was the page useful? One press, from our own pages alone, and nobody is stored with it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from home.domain.schedule import erase_old_feedback
from home.models import PageFeedback
from tests.conftest import NOW
from tests.fixtures.sites import SiteTree

pytestmark = pytest.mark.django_db
PLACE = "/var-siden-nyttig/"
OURS = {"Origin": "http://testserver"}


@pytest.fixture
def reader(site_tree: SiteTree) -> Client:
    return Client(enforce_csrf_checks=True, raise_request_exception=False)


def press(reader: Client, headers: dict[str, str] = OURS, **changed: Any) -> Any:
    return reader.post(PLACE, {"path": "/peer-grupper/", "useful": "yes"} | changed, headers=headers)


def test_an_answer_is_stored_and_thanked_for(reader: Client) -> None:
    answer = press(reader, comment="Skriv mere om møder.")
    kept = PageFeedback.objects.get()
    assert (answer.status_code, kept.path, kept.useful, kept.comment, kept.language) == (
        200,
        "/peer-grupper/",
        True,
        "Skriv mere om møder.",
        "da",
    )
    assert 'href="/peer-grupper/"' in answer.content.decode()


def test_a_no_is_a_no_and_english_is_english(reader: Client) -> None:
    reader.post(f"/en{PLACE}", {"path": "/en/peer-groups/", "useful": "no"}, headers=OURS)
    assert PageFeedback.objects.values_list("useful", "language").get() == (False, "en")


def test_the_referring_page_is_proof_enough_for_older_browsers(reader: Client) -> None:
    assert press(reader, {"Referer": "http://testserver/peer-grupper/"}).status_code == 200


FOREIGN: list[dict[str, str]] = [
    {},
    {"Origin": "https://evil.example"},
    {"Origin": "http://testserver.evil.example"},
    {"Origin": "http://testserver:81"},
    {"Origin": "null", "Referer": "http://testserver/"},
    {"Origin": "http://[::1"},
    {"Referer": "https://evil.example/?http://testserver/"},
    {"Referer": "testserver"},
]
ODD: list[dict[str, str]] = [
    {"useful": ""},
    {"useful": "maybe"},
    {"path": ""},
    {"path": "https://evil.example/"},
    {"path": "//evil.example/"},
    {"path": "/\\evil.example/"},
    {"path": "javascript:alert(1)"},
    {"path": "/" + "a" * 500},
    {"path": "/a\x00b"},
    {"comment": "a" * 10_000},
    {"comment": "mit nummer er 010190-1234"},
    {"comment": "a\x00b"},
]


def test_a_press_from_elsewhere_is_refused(reader: Client) -> None:
    for headers in FOREIGN:
        assert (headers, press(reader, headers).status_code) == (headers, 403)
    assert PageFeedback.objects.count() == 0


def test_odd_values_are_refused_and_not_stored(reader: Client, settings: Any) -> None:
    settings.RATE_LIMIT_FACTOR = 1000
    for odd in ODD:
        answer = press(reader, **odd)
        assert (odd, answer.status_code, "evil.example" in answer.content.decode()) == (odd, 422, False)
    assert PageFeedback.objects.count() == 0


def test_html_in_a_comment_is_kept_as_text(reader: Client) -> None:
    assert b"<script>alert(1)" not in press(reader, comment="<script>alert(1)</script>", useful="?").content


def test_the_eleventh_answer_in_an_hour_waits(reader: Client) -> None:
    answers = [press(reader) for _ in range(12)]
    assert [answer.status_code for answer in answers] == [200] * 10 + [429] * 2
    assert (PageFeedback.objects.count(), "Retry-After" in answers[-1]) == (10, True)


def test_what_another_site_sends_uses_nobodys_limit_and_is_not_printed(reader: Client) -> None:
    for _ in range(12):
        refused = press(reader, {"Origin": "https://evil.example"}, comment="Skriv til evil.example")
    assert (refused.status_code, "evil.example" in refused.content.decode()) == (403, False)
    assert press(reader).status_code == 200


def test_other_methods_are_refused(reader: Client) -> None:
    methods = ("get", "head", "put", "patch", "delete")
    assert [getattr(reader, method)(PLACE).status_code for method in methods] == [405] * 5


def test_nobody_is_stored_and_no_cookie_is_set(reader: Client) -> None:
    answer = press(reader)
    assert list(answer.cookies) == []
    assert sorted(field.name for field in PageFeedback._meta.get_fields()) == [
        "comment",
        "created_at",
        "id",
        "language",
        "path",
        "useful",
    ]


def test_answers_are_forgotten_after_twelve_months() -> None:
    PageFeedback.objects.create(path="/", language="da", useful=True, created_at=NOW)
    assert erase_old_feedback(NOW + timedelta(days=365)) == 0
    assert erase_old_feedback(NOW + timedelta(days=366)) == 1
