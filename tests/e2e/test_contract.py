"""Every address that others rely on answers, in both languages."""

import uuid

import pytest

from tests.fixtures.sites import DemoSite

PUBLIC = [
    "/",
    "/peer-grupper/",
    "/peer-grupper/hoerepeers-arbejdsliv/",
    "/peer-grupper/find/",
    "/peer-grupper/tilmelding/",
    "/peer-grupper/kufferten/",
    "/uddannelse/",
    "/uddannelse/peer-uddannelse/",
    "/uddannelse/peer-uddannelse/ansoeg/",
    "/arbejdspladser/",
    "/arbejdspladser/vejledninger/",
    "/arbejdspladser/kollega/",
    "/arbejdspladser/bibliotek/",
    *(
        f"/arbejdspladser/vaerktoejer/{tool}/"
        for tool in ["tjekliste", "rollestjerne", "spoergeskema", "kortlaegning", "timetal", "skabeloner", "startpakke"]
    ),
    "/arbejdspladser/hvor-peers-arbejder/",
    "/start-en-ordning/",
    "/start-en-ordning/skala/",
    "/nyheder/",
    "/nyheder/feed/",
    "/en/news/feed/",
    "/nyhedsbrev/",
    "/kontakt/",
    "/soeg/",
    "/tilgaengelighed/",
    "/privatliv/",
    "/konto/login/",
    "/healthz",
    "/readyz",
    "/robots.txt",
    "/sitemap.xml",
]
PERSONAL = [
    "/min-side/",
    f"/min-side/gruppe/{uuid.UUID(int=1)}/",
    f"/min-side/forloeb/{uuid.UUID(int=1)}/",
    "/min-side/data/",
    "/koordinator/",
    "/koordinator/henvendelser/",
    "/underviser/",
    "/supervisor/",
    "/administration/",
]
ONCE = ("/healthz", "/readyz", "/robots.txt", "/sitemap.xml", "/nyheder/feed/", "/en/news/feed/")


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_address_answers(demo_site: DemoSite, path: str) -> None:
    assert demo_site.get(path).status == 200
    if path not in ONCE:
        twin = demo_site.get(f"/en{path}")
        assert twin.status in (200, 302)
        if twin.status == 302:
            assert demo_site.get(twin.headers["Location"]).status == 200


@pytest.mark.parametrize("path", PERSONAL)
def test_a_personal_address_sends_a_stranger_to_sign_in(demo_site: DemoSite, path: str) -> None:
    for prefix, login in (("", "/konto/login/"), ("/en", "/en/konto/login/")):
        answer = demo_site.get(prefix + path)
        assert answer.status == 302
        assert answer.headers["Location"].startswith(login)
        assert answer.headers["Cache-Control"] == "private, no-store"


def test_the_editors_room_asks_for_sign_in_and_djangos_own_admin_is_not_there(demo_site: DemoSite) -> None:
    assert demo_site.get("/cms/").headers["Location"].startswith("/konto/login/")
    for path in ("/admin/", "/django-admin/", "/api/v2/pages/", "/_allauth/"):
        assert demo_site.get(path).status == 404, path


def test_links_to_nothing_look_like_any_unknown_address(demo_site: DemoSite) -> None:
    for path in ("/kalender/ukendt.ics", "/kalender/ukendt/"):
        answer = demo_site.get(path)
        assert answer.status == 404, path
        assert "Siden findes ikke" in answer.text


def test_a_certificate_says_nothing_without_its_code(demo_site: DemoSite) -> None:
    assert demo_site.get("/bevis/123/").status == 200
    answer = demo_site.get("/bevis/123/?kode=gaet")
    assert answer.status == 404
    assert "Vi har ikke fundet" in answer.text or "Ikke fundet" in answer.text


def test_a_wrong_link_to_a_signup_says_what_to_do(demo_site: DemoSite) -> None:
    answer = demo_site.get("/tilmelding/ukendt/")
    assert answer.status == 404
    assert "Linket" in answer.text


def test_was_leads_to_the_statement(demo_site: DemoSite) -> None:
    answer = demo_site.get("/was")
    assert (answer.status, answer.headers["Location"]) == (302, "/tilgaengelighed/")
