"""The sitemap, robots and the short way to the accessibility statement."""

from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from home.models import ContentPage, PortalSettings
from home.views import sitemap
from tests.fixtures.sites import SiteTree

pytestmark = pytest.mark.django_db
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def test_every_public_page_stands_once_with_its_twin(site_tree: SiteTree, stranger: Client) -> None:
    tree = ElementTree.fromstring(stranger.get("/sitemap.xml").content)  # noqa: S314  our own answer
    places = [place.text for place in tree.findall("s:url/s:loc", NAMES)]
    assert len(places) == len(set(places)) == 14
    assert "http://testserver/en/peer-groups/" in places
    entry = next(
        url for url in tree.findall("s:url", NAMES) if url.findtext("s:loc", "", NAMES).endswith("/peer-grupper/")
    )
    twins = {link.get("hreflang"): link.get("href") for link in entry.findall("x:link", NAMES)}
    assert twins == {"da": "http://testserver/peer-grupper/", "en": "http://testserver/en/peer-groups/"}


def test_it_is_split_past_its_limit(site_tree: SiteTree, stranger: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "PER_FILE", 10)
    tree = ElementTree.fromstring(stranger.get("/sitemap.xml").content)  # noqa: S314
    assert len(tree.findall("s:sitemap", NAMES)) == 2
    counts = [stranger.get(f"/sitemap-{number}.xml").content.count(b"<url>") for number in (1, 2)]
    assert counts == [10, 4]
    assert stranger.get("/sitemap-3.xml").status_code == 404
    assert stranger.get("/sitemap-0.xml").status_code == 404


def test_its_queries_do_not_grow(site_tree: SiteTree, stranger: Client) -> None:
    stranger.get("/sitemap.xml")
    for number in (1, 2, 3):
        page = ContentPage(title="x", slug=f"x-{number}", locale=site_tree.section.locale, live=True)
        site_tree.section.add_child(instance=page)
        with CaptureQueriesContext(connection) as queries:
            stranger.get("/sitemap.xml")
        assert len(queries) == 3


def test_robots_keeps_personal_pages_out(stranger: Client) -> None:
    text = stranger.get("/robots.txt").text
    assert "Disallow: /min-side/" in text
    assert "Disallow: /en/koordinator/" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text


def test_was_leads_to_the_statement(stranger: Client) -> None:
    assert stranger.get("/was")["Location"] == "/tilgaengelighed/"
    settings = PortalSettings.load()
    settings.accessibility_url = "https://was.digst.dk/peerportalen-example"
    settings.save()
    assert stranger.get("/was")["Location"] == "https://was.digst.dk/peerportalen-example"
