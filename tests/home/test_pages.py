"""Pages as visitors meet them: found, refused, in two languages, in a fixed number of queries."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from home.models import ContentPage, ContentVersion
from tests.fixtures.sites import SiteTree

pytestmark = pytest.mark.django_db


def count(client: Client, path: str) -> int:
    """The queries of a page with nothing cached."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_every_page_answers_in_both_languages(site_tree: SiteTree, stranger: Client) -> None:
    for path in ["/", "/peer-grupper/", "/peer-grupper/spoergsmaal/", "/nyheder/", "/kontakt/"]:
        assert stranger.get(path).status_code == 200, path
    for path in ["/en/", "/en/peer-groups/", "/en/peer-groups/questions/", "/en/news/", "/en/contact/"]:
        answer = stranger.get(path)
        assert answer.status_code == 200, path
        assert '<html lang="en"' in answer.text, path


def test_a_public_page_sets_no_cookie_and_reads_no_session(site_tree: SiteTree, stranger: Client) -> None:
    answer = stranger.get("/peer-grupper/saadan-foregaar-et-forloeb/")
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    assert answer["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert "csrfmiddlewaretoken" not in answer.text


def test_an_unknown_address_answers_404(site_tree: SiteTree, stranger: Client) -> None:
    for path in ["/findes-ikke/", "/peer-grupper/findes-ikke/", "/en/findes-ikke/", "/kontakt/findes-ikke/"]:
        assert stranger.get(path).status_code == 404, path


def test_drafts_expired_and_private_pages_stay_hidden(site_tree: SiteTree, stranger: Client) -> None:
    hidden = {
        "draft": {"live": False},
        "expired": {"live": False, "expired": True, "expire_at": timezone.now() - timedelta(days=1)},
    }
    for slug, state in hidden.items():
        page = ContentPage(title=f"Planted {slug}", slug=slug, locale=site_tree.section.locale, **state)
        site_tree.section.add_child(instance=page)
    private = ContentPage(title="Planted private", slug="private", locale=site_tree.section.locale, live=True)
    site_tree.section.add_child(instance=private)
    below = ContentPage(title="Planted below", slug="below", locale=site_tree.section.locale, live=True)
    private.add_child(instance=below)
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)

    for slug in hidden:
        assert stranger.get(f"/peer-grupper/{slug}/").status_code == 404, slug
    for path in ["/peer-grupper/private/", "/peer-grupper/private/below/"]:
        answer = stranger.get(path)
        assert answer.status_code == 302, path
        assert answer["Location"].startswith("/konto/login/")
    assert "Planted" not in stranger.get("/peer-grupper/").text
    assert "Planted" not in stranger.get("/sitemap.xml").text


def test_an_english_address_without_an_english_page_shows_danish_with_a_notice(
    site_tree: SiteTree, stranger: Client
) -> None:
    page = ContentPage(title="Kun på dansk", slug="kun-dansk", locale=site_tree.section.locale, live=True)
    site_tree.section.add_child(instance=page)
    answer = stranger.get("/en/peer-grupper/kun-dansk/")
    assert answer.status_code == 200
    assert '<html lang="en"' in answer.text
    assert 'lang="da"' in answer.text
    assert "Kun på dansk" in answer.text
    assert answer.context["frame"].is_untranslated
    assert answer.context["frame"].canonical.endswith("/peer-grupper/kun-dansk/")


def test_a_danish_path_below_en_leads_to_the_translation(site_tree: SiteTree, stranger: Client) -> None:
    answer = stranger.get("/en/peer-grupper/")
    assert (answer.status_code, answer["Location"]) == (302, "/en/peer-groups/")


def test_an_alias_never_poses_as_a_translation(site_tree: SiteTree, stranger: Client) -> None:
    page = ContentPage(title="Dansk original", slug="original", locale=site_tree.section.locale, live=True)
    site_tree.section.add_child(instance=page)
    page.copy_for_translation(site_tree.en["section"].locale, alias=True)
    answer = stranger.get("/en/peer-groups/original/")
    assert answer.status_code == 200
    assert answer.context["frame"].is_untranslated
    assert "original" not in stranger.get("/sitemap.xml").text.replace("/peer-grupper/original/", "")


def test_the_language_link_leads_to_the_same_page(site_tree: SiteTree, stranger: Client) -> None:
    frame = stranger.get("/peer-grupper/").context["frame"]
    assert (frame.other_language.url, frame.other_language.translated) == ("/en/peer-groups/", True)
    frame = stranger.get("/en/peer-groups/").context["frame"]
    assert (frame.other_language.url, frame.other_language.translated) == ("/peer-grupper/", True)
    assert [code for code, _url in frame.alternates] == ["da", "en"]


def test_the_menu_follows_the_tree_and_marks_where_the_reader_is(site_tree: SiteTree, stranger: Client) -> None:
    frame = stranger.get("/peer-grupper/saadan-foregaar-et-forloeb/").context["frame"]
    assert [(link.title, link.current) for link in frame.menu] == [("Peer-grupper", True), ("Nyheder", False)]
    assert [link.title for link in frame.breadcrumbs] == ["Peerportalen", "Peer-grupper", "Sådan foregår et forløb"]


def test_links_in_text_lead_to_the_page_in_the_readers_language(site_tree: SiteTree, stranger: Client) -> None:
    html = f'<p><a linktype="page" id="{site_tree.faq.pk}">Spørgsmål</a></p>'
    for page in (site_tree.content, site_tree.en["content"]):
        page.body = [("text", html)]
        page.save()
    assert 'href="/peer-grupper/spoergsmaal/"' in stranger.get("/peer-grupper/saadan-foregaar-et-forloeb/").text
    assert 'href="/en/peer-groups/questions/"' in stranger.get("/en/peer-groups/how-it-works/").text


def test_queries_of_a_section_do_not_grow_with_its_pages(site_tree: SiteTree, stranger: Client) -> None:
    stranger.get("/")
    for number in range(3):
        page = ContentPage(title=f"Side {number}", slug=f"side-{number}", locale=site_tree.section.locale, live=True)
        site_tree.section.add_child(instance=page)
        if number in (0, 2):
            assert count(stranger, "/peer-grupper/") == 9


def test_queries_of_an_article_page_do_not_grow_with_its_links(site_tree: SiteTree, stranger: Client) -> None:
    stranger.get("/")
    targets = [site_tree.faq, site_tree.contact, site_tree.news_index]
    for most in (1, 3):
        links = "".join(f'<a linktype="page" id="{page.pk}">x</a>' for page in targets[:most])
        cards = [{"link": {"page": page, "url": "", "text": "Se mere"}, "text": ""} for page in targets[:most]]
        site_tree.content.body = [("text", f"<p>{links}</p>"), ("cards", {"title": "Videre", "cards": cards})]
        site_tree.content.save()
        assert count(stranger, "/peer-grupper/saadan-foregaar-et-forloeb/") == 8


def test_the_validator_answers_before_rendering_until_something_is_published(
    site_tree: SiteTree, stranger: Client
) -> None:
    first = stranger.get("/peer-grupper/")
    with CaptureQueriesContext(connection) as queries:
        again = stranger.get("/peer-grupper/", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, len(queries), again.content) == (304, 1, b"")
    site_tree.faq.save_revision().publish()
    fresh = stranger.get("/peer-grupper/", headers={"If-None-Match": first["ETag"]})
    assert fresh.status_code == 200
    assert fresh["ETag"] != first["ETag"]


def test_saving_a_draft_makes_no_page_stale(site_tree: SiteTree) -> None:
    before = ContentVersion.current()
    site_tree.content.title = "Udkast"
    site_tree.content.save_revision()
    assert ContentVersion.current() == before
    site_tree.content.save_revision().publish()
    assert ContentVersion.current() > before


def test_moving_renaming_and_unpublishing_make_pages_stale(site_tree: SiteTree) -> None:
    acts: list[Any] = [
        lambda: site_tree.faq.move(site_tree.home, pos="last-child"),
        lambda: site_tree.content.unpublish(),
        lambda: site_tree.article.delete(),
    ]
    for act in acts:
        before = ContentVersion.current()
        act()
        assert ContentVersion.current() > before


def test_wrong_methods_are_refused(site_tree: SiteTree, stranger: Client) -> None:
    for path in ["/soeg/", "/sitemap.xml", "/robots.txt", "/healthz"]:
        assert stranger.post(path).status_code == 405, path
    assert stranger.get("/var-siden-nyttig/").status_code == 405
