"""Headers: what a browser may load, what may be stored, and when a page has not changed."""

import gzip
import re
from typing import Any

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from accounts.models import User
from home.models import ContentVersion
from tests.accounts.signing_in import Visitor
from tests.conftest import NOW
from tests.fixtures.sites import SiteTree

pytestmark = pytest.mark.django_db
PUBLIC = ["/", "/peer-grupper/", "/peer-grupper/saadan-foregaar-et-forloeb/", "/peer-grupper/spoergsmaal/", "/nyheder/"]
PUBLIC += ["/nyheder/nye-grupper/", "/en/", "/en/peer-groups/"]
FORMS = ["/kontakt/", "/en/contact/", "/konto/login/", "/konto/signup/"]
OTHERS = ["/soeg/", "/sitemap.xml", "/robots.txt", "/healthz", "/findes-ikke/", "/was"]
PERSONAL = ["/min-side/", "/min-side/data/", "/konto/2fa/", "/min-side/profil/", "/konto/sessions/", "/en/min-side/"]


@pytest.fixture(autouse=True)
def _tree(site_tree: SiteTree) -> None:
    """Every address has its page."""


# --- what a browser may do -------------------------------------------------------------------------------------------
def test_every_answer_is_guarded() -> None:
    for address in [*PUBLIC, *FORMS, *OTHERS]:
        answer = Client().get(address)
        policy = answer["Content-Security-Policy"]
        wanted = ["default-src 'self'", "script-src 'self'", "object-src 'none'", "base-uri 'none'"]
        wanted += ["form-action 'self'", "frame-ancestors 'none'"]
        assert (address, [part for part in wanted if part not in policy]) == (address, [])
        assert [part for part in ("unsafe-inline", "unsafe-eval", "*", "http:") if part in policy] == []
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Referrer-Policy"] == "same-origin"
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "camera=()" in answer["Permissions-Policy"]


def test_no_page_needs_what_the_policy_forbids() -> None:
    for address in [*PUBLIC, *FORMS, "/soeg/?q=grupper", "/findes-ikke/"]:
        text = Client().get(address).content.decode()
        inline = re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)[^>]*>", text)
        acts = re.findall(r"\son\w+=\"|javascript:|<style|\sstyle=\"", text)
        foreign = re.findall(r"<(?:script|img|iframe|source)\b[^>]*?\bsrc=\"(?:https?:)?//", text)
        assert (address, inline, acts, foreign) == (address, [], [], [])


def test_the_editors_room_has_a_policy_of_its_own(editor: User, client_as: Any) -> None:
    policy = client_as(editor).get("/cms/")["Content-Security-Policy"]
    assert ["script-src 'self' 'unsafe-inline'" in policy, "frame-ancestors 'self'" in policy] == [True, True]
    assert ["object-src 'none'" in policy, "default-src 'self'" in policy] == [True, True]


# --- what may be stored ----------------------------------------------------------------------------------------------
def test_a_public_page_sets_no_cookie_and_is_the_same_for_everybody(participant: User, client_as: Any) -> None:
    somebody = client_as(participant)
    for address in PUBLIC:
        stranger, known = Client().get(address), somebody.get(address)
        assert (address, list(stranger.cookies), list(known.cookies)) == (address, [], [])
        assert stranger.content == known.content
        assert stranger["Cache-Control"] == "public, max-age=0, must-revalidate"
        assert stranger["Vary"].lower() == "accept-encoding"


def test_a_personal_page_is_stored_nowhere(participant: User, client_as: Any) -> None:
    for address in PERSONAL:
        for browser in (client_as(participant), Client()):
            answer = browser.get(address)
            assert (address, answer["Cache-Control"], answer.get("ETag")) == (address, "private, no-store", None)


@pytest.mark.parametrize("address", ["/kontakt/", "/en/contact/"])
def test_a_form_sets_the_tokens_cookie_alone_and_is_not_stored(address: str) -> None:
    answer = Client().get(address)
    assert (list(answer.cookies), answer["Cache-Control"], answer.get("ETag")) == (
        ["csrftoken"],
        "private, no-store",
        None,
    )


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(participant: User) -> None:
    visitor = Visitor()
    visitor.sign_in(participant.email)
    session = visitor.browser.cookies["sessionid"]
    assert (session["httponly"], session["samesite"], session["domain"]) == (True, "Lax", "")


@pytest.mark.parametrize("kind", ["login", "groups"])
def test_a_private_page_is_not_stored_whoever_reads_it(
    kind: str, site_tree: SiteTree, participant: User, client_as: Any
) -> None:
    rule = PageViewRestriction.objects.create(page=site_tree.content, restriction_type=kind)
    if kind == "groups":
        from django.contrib.auth.models import Group

        rule.groups.add(Group.objects.create(name="lukket"))
    for browser in (Client(), client_as(participant)):
        answer = browser.get("/peer-grupper/saadan-foregaar-et-forloeb/")
        assert (answer.get("ETag"), "public" in answer["Cache-Control"]) == (None, False)
        if answer.status_code == 200:
            assert "private" in answer["Cache-Control"] or "no-store" in answer["Cache-Control"]


def test_an_error_is_not_stored() -> None:
    assert Client().get("/findes-ikke/")["Cache-Control"] == "no-store"


# --- unchanged -------------------------------------------------------------------------------------------------------
def etag(address: str = "/", **headers: str) -> str:
    return Client().get(address, headers=headers)["ETag"]


@pytest.mark.parametrize("method", ["get", "head"])
def test_an_unchanged_page_is_not_sent_again(method: str) -> None:
    for address in PUBLIC:
        answer = getattr(Client(), method)(address, headers={"If-None-Match": etag(address)})
        assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", etag(address))
        assert answer["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_an_unchanged_page_costs_one_query(django_assert_num_queries: Any) -> None:
    known = etag()
    with django_assert_num_queries(1):
        assert Client().get("/", headers={"If-None-Match": known}).status_code == 304


def test_a_change_anywhere_makes_every_page_new(site_tree: SiteTree) -> None:
    before = etag()
    ContentVersion.touch()
    assert Client().get("/", headers={"If-None-Match": before}).status_code == 200
    assert etag() != before


def test_publishing_hiding_and_deleting_a_page_make_it_new(site_tree: SiteTree) -> None:
    seen = {etag()}
    site_tree.article.save_revision().publish()
    seen.add(etag())
    PageViewRestriction.objects.create(page=site_tree.faq, restriction_type="login")
    seen.add(etag())
    site_tree.article.unpublish()
    seen.add(etag())
    site_tree.faq.delete()
    seen.add(etag())
    assert len(seen) == 5


def test_saving_a_draft_changes_no_public_page(site_tree: SiteTree) -> None:
    before = etag()
    site_tree.content.title = "Kladde"
    site_tree.content.save_revision()
    assert etag() == before


def test_a_new_day_and_a_new_release_make_it_new(time_machine: Any, settings: Any) -> None:
    from datetime import timedelta

    time_machine.move_to(NOW, tick=False)
    today = etag()
    time_machine.move_to(NOW + timedelta(hours=10, minutes=59), tick=False)
    assert etag() == today
    time_machine.move_to(NOW + timedelta(hours=11), tick=False)
    tomorrow = etag()
    settings.RELEASE = "2.0"
    assert len({today, tomorrow, etag()}) == 3


def test_pages_filters_and_hosts_do_not_share_a_mark() -> None:
    marks = [etag("/"), etag("/nyheder/"), etag("/en/"), etag("/?page=2"), etag("/", Host="localhost")]
    assert len(set(marks)) == 5


def test_a_forged_mark_gets_the_page() -> None:
    for forged in ('"x"', "*", 'W/"0"', "", "\x00", "a" * 5000, 'W/"' + "0" * 32 + '"'):
        assert Client().get("/", headers={"If-None-Match": forged}).status_code == 200


def test_a_mark_of_one_page_says_nothing_about_another() -> None:
    for address in ("/findes-ikke/", "/min-side/", "/kontakt/", "/koordinator/henvendelser/"):
        assert Client().get(address, headers={"If-None-Match": etag()}).status_code != 304


def test_head_tells_what_get_would_send() -> None:
    got, asked = Client().get("/"), Client().head("/")
    assert (asked.status_code, asked.content, asked["ETag"]) == (200, b"", got["ETag"])


def test_the_language_is_told_and_no_header_chooses_it() -> None:
    answer = Client().get("/", headers={"Accept-Language": "en"})
    assert (answer["Content-Language"], Client().get("/en/")["Content-Language"]) == ("da", "en")


# --- compression -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("path", ["/peer-grupper/", "/kontakt/", "/soeg/?q=gruppe"])
def test_a_strangers_page_is_compressed_where_the_browser_takes_it(
    path: str, site_tree: SiteTree, stranger: Client
) -> None:
    squeezed = stranger.get(path, headers={"Accept-Encoding": "gzip"})
    plain = stranger.get(path)
    assert (squeezed["Content-Encoding"], "Accept-Encoding" in squeezed["Vary"]) == ("gzip", True)
    assert b"</html>" in gzip.decompress(squeezed.content)
    assert "Content-Encoding" not in plain


def test_what_somebody_signed_in_reads_is_not_compressed(
    site_tree: SiteTree, participant: User, client_as: Any
) -> None:
    person = client_as(participant)
    for path in ("/kontakt/", "/min-side/"):
        assert "Content-Encoding" not in person.get(path, headers={"Accept-Encoding": "gzip"})
