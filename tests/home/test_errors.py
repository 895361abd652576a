"""Error pages: the right status, our own look, a way on, and nothing given away."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import DatabaseError
from django.test import Client, RequestFactory

from accounts.models import User
from home.views import errors
from tests.fixtures.sites import SiteTree

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"
LEAKS = ["Traceback", "DJANGO", "Django", "/site-packages/", "settings", "SECRET", "Exception", "sqlite", "psycopg"]


@pytest.fixture
def visitor(site_tree: SiteTree) -> Client:
    return Client(raise_request_exception=False)


def leaks(answer: Any) -> list[str]:
    return [word for word in LEAKS if word in answer.content.decode()]


def looks_like_ours(answer: Any) -> bool:
    text = answer.content.decode()
    return "Peerportalen" in text and "<h1>" in text and '<meta name="viewport"' in text


# --- 404 -------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("address", "language", "heading"),
    [
        ("/findes-ikke/", "da", "Siden findes ikke"),
        ("/en/does-not-exist/", "en", "The page does not exist"),
        ("/peer-grupper/findes-ikke/heller-ikke/", "da", "Siden findes ikke"),
        ("/findes%00ikke/", "da", "Siden findes ikke"),
        ("/<script>alert(1)</script>/", "da", "Siden findes ikke"),
    ],
)
def test_a_page_that_does_not_exist_leads_on(visitor: Client, address: str, language: str, heading: str) -> None:
    answer = visitor.get(address)
    text = answer.content.decode()
    assert (answer.status_code, f'<html lang="{language}">' in text, heading in text) == (404, True, True)
    assert (looks_like_ours(answer), leaks(answer), "<script>alert(1)" in text) == (True, [], False)
    assert ["noindex" in text, 'role="search"' in text] == [True, True]


def test_an_odd_address_never_fails(visitor: Client) -> None:
    for address in ("/findes-ikke", "/" + "a" * 8000 + "/", "/%ff%fe/", "/..%2f..%2fetc/passwd"):
        assert visitor.get(address).status_code in (301, 400, 404)


def test_a_missing_page_costs_a_fixed_number_of_queries(visitor: Client, django_assert_max_num_queries: Any) -> None:
    visitor.get("/findes-ikke/")
    with django_assert_max_num_queries(14):
        visitor.get("/findes-ikke/")


# --- 403 -------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("address", "heading"), [("/koordinator/", "Du har ikke adgang"), ("/en/koordinator/", "You do not have access")]
)
def test_a_refusal_is_friendly_and_tells_nothing(
    address: str, heading: str, site_tree: SiteTree, participant: User, client_as: Any
) -> None:
    answer = client_as(participant).get(address)
    assert (answer.status_code, heading in answer.content.decode()) == (403, True)
    assert (looks_like_ours(answer), leaks(answer), answer["Cache-Control"]) == (True, [], "private, no-store")


# --- 400 -------------------------------------------------------------------------------------------------------------
CHARSETS = ["utf-7", "utf-16", "rot13", "nonsense", "base64", "idna", ""]


@pytest.mark.parametrize("address", ["/kontakt/", "/konto/login/code/", "/var-siden-nyttig/"])
def test_a_form_in_an_odd_character_set_is_a_bad_request_at_the_most(site_tree: SiteTree, address: str) -> None:
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    strict.get("/kontakt/")
    for charset in CHARSETS:
        for headers in ({}, {"Origin": "http://testserver"}):
            answer = strict.generic("POST", address, b"name=x", f"{FORM}; charset={charset}", headers=headers)
            assert (charset, answer.status_code in (400, 403, 422), leaks(answer)) == (charset, True, [])


def test_utf_7_is_a_bad_request(site_tree: SiteTree) -> None:
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    strict.get("/kontakt/")
    answer = strict.post(
        "/kontakt/",
        data="name=x",
        content_type=f"{FORM}; charset=utf-7",
        headers={"Origin": "http://testserver"},
    )
    assert (answer.status_code, looks_like_ours(answer), leaks(answer)) == (400, True, [])


def test_a_broken_body_never_fails(visitor: Client) -> None:
    form = "multipart/form-data"
    for content_type in (form, f"{form}; boundary=", f"{form}; boundary=" + "x" * 5000, "x", ""):
        answer = visitor.post("/kontakt/", data=b"\xff\x00--x\r\n", content_type=content_type)
        assert (content_type, answer.status_code in (302, 400, 422)) == (content_type, True)


def test_too_many_fields_are_a_bad_request(visitor: Client) -> None:
    answer = visitor.post("/kontakt/", data="&".join(f"f{n}=1" for n in range(10_001)), content_type=FORM)
    assert (answer.status_code, looks_like_ours(answer)) == (400, True)


def test_too_large_a_body_is_refused(visitor: Client) -> None:
    answer = visitor.post("/kontakt/", data="message=" + "a" * (4 * 1024 * 1024), content_type=FORM)
    assert answer.status_code in (400, 413)


HOSTS = ["evil.example", "testserver.evil.example", "testserver@evil.example", "testserver:80@evil", "[::1", "te_st"]


@pytest.mark.parametrize("address", ["/", "/kontakt/", "/konto/login/", "/findes-ikke/", "/sitemap.xml"])
def test_a_host_that_is_not_ours_is_a_bad_request(visitor: Client, address: str) -> None:
    for host in HOSTS:
        for headers in ({}, {"If-None-Match": 'W/"x"'}, {"Origin": "http://evil.example"}):
            answer = visitor.get(address, headers={"Host": host, **headers})
            assert (host, answer.status_code, leaks(answer), list(answer.cookies)) == (host, 400, [], [])
            assert "evil" not in answer.content.decode()


# --- 500 -------------------------------------------------------------------------------------------------------------
def test_a_fault_of_ours_shows_a_reference_that_stands_in_the_log_and_nothing_else(
    visitor: Client, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    def broken(request: Any) -> None:
        raise RuntimeError("anna@example.org har tinnitus")

    monkeypatch.setattr("home.views.search.frame_of", broken)
    caplog.set_level("ERROR")
    answer = visitor.get("/soeg/")
    text = answer.content.decode()
    assert (answer.status_code, looks_like_ours(answer), leaks(answer)) == (500, True, [])
    assert "tinnitus" not in text
    references = [record.msg["reference"] for record in caplog.records if "reference" in str(record.msg)]
    assert [text.count(reference) for reference in references] == [2]


def test_the_page_for_the_worst_moment_needs_no_database(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert errors.server_error(RequestFactory().get("/")).status_code == 500
        assert errors.bad_request(RequestFactory().get("/")).status_code == 400


@pytest.mark.parametrize(("view", "status"), [(errors.not_found, 404), (errors.forbidden, 403)])
def test_without_a_database_the_status_stays_and_the_static_page_comes(
    view: Any, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: Any, **kwargs: Any) -> None:
        raise DatabaseError("no such table")

    monkeypatch.setattr(errors, "render", broken)
    answer = view(RequestFactory().get("/"))
    assert (answer.status_code, looks_like_ours(answer), leaks(answer)) == (status, True, [])


@pytest.mark.parametrize("name", ["400", "500", "503"])
def test_the_static_pages_stand_alone_in_both_languages(name: str) -> None:
    text = (Path(django_settings.ROOT) / "templates" / "errors" / f"{name}.html").read_text()
    assert [part for part in ("{%", "<script", "<link", 'src="', "url(") if part in text] == []
    assert ['<html lang="da">' in text, 'lang="en"' in text, "noindex" in text] == [True, True, True]


def test_the_style_of_a_static_page_is_allowed_by_its_own_hash(visitor: Client) -> None:
    answer = visitor.get("/", headers={"Host": "evil.example"})
    policy = answer["Content-Security-Policy"]
    assert "style-src 'self' 'sha256-" in policy
    assert "unsafe-inline" not in policy
