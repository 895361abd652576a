"""Whatever changes a public page purges the proxy in front of it."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.core.cache import cache
from wagtail.models import PageViewRestriction

from home.domain import purging
from home.models import ContentVersion, PortalSettings
from tests.fixtures.sites import SiteTree

pytestmark = pytest.mark.django_db
CONTENT = "/peer-grupper/saadan-foregaar-et-forloeb/"


class Proxy(ThreadingHTTPServer):
    """Stands in for a proxy: it has addresses, and loses those it is told to."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Purge)
        self.has: set[str] = set()
        self.asked: list[str] = []


class Purge(BaseHTTPRequestHandler):
    server: Proxy

    def do_PURGE(self) -> None:
        assert self.headers["Host"] == "testserver"
        self.server.asked.append(self.path)
        self.server.has.discard(self.path)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        """Says nothing."""


@pytest.fixture
def proxy(settings: Any, site_tree: SiteTree) -> Iterator[Proxy]:
    server = Proxy()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    backend = "wagtail.contrib.frontend_cache.backends.HTTPBackend"
    place = f"http://127.0.0.1:{server.server_port}"
    settings.WAGTAILFRONTENDCACHE = {"proxy": {"BACKEND": backend, "LOCATION": place}}
    yield server
    server.shutdown()
    server.server_close()


CHANGES: dict[str, Callable[[SiteTree], Any]] = {
    "published": lambda tree: tree.article.save_revision().publish(),
    "unpublished": lambda tree: tree.article.unpublish(),
    "hidden": lambda tree: PageViewRestriction.objects.create(page=tree.faq, restriction_type="login"),
    "deleted": lambda tree: tree.faq.delete(),
    "settings": lambda tree: PortalSettings.now().save(),
    "portal data": lambda tree: ContentVersion.touch(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_empties_the_proxy_of_every_page(
    change: str, proxy: Proxy, site_tree: SiteTree, django_capture_on_commit_callbacks: Any
) -> None:
    proxy.has = {"/", "/en/", CONTENT, "/nyheder/nye-grupper/", "/peer-grupper/spoergsmaal/", "/en/news/new-groups/"}
    with django_capture_on_commit_callbacks(execute=True):
        CHANGES[change](site_tree)
    assert proxy.has == set()


def test_what_was_moved_or_renamed_is_gone_from_where_it_was(
    proxy: Proxy, site_tree: SiteTree, django_capture_on_commit_callbacks: Any
) -> None:
    proxy.has = {CONTENT, "/peer-grupper/"}
    with django_capture_on_commit_callbacks(execute=True):
        site_tree.content.move(site_tree.home, pos="last-child")
    assert proxy.has == set()
    site_tree.section.refresh_from_db()
    proxy.has = {"/peer-grupper/", "/peer-grupper/spoergsmaal/"}
    with django_capture_on_commit_callbacks(execute=True):
        site_tree.section.slug = "grupper"
        site_tree.section.save_revision().publish()
    assert proxy.has == set()


def test_of_several_changes_the_first_purges_for_all(
    proxy: Proxy, site_tree: SiteTree, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        for _time in range(3):
            ContentVersion.touch()
    assert len(proxy.asked) == len(set(proxy.asked)) >= 14
    assert purging.purge_all() == 0
    cache.clear()
    assert purging.purge_all() >= 14


def test_nothing_is_purged_for_a_change_that_is_taken_back_or_for_a_draft(
    proxy: Proxy, site_tree: SiteTree, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        site_tree.content.title = "Kladde"
        site_tree.content.save_revision()
    assert proxy.asked == []


def test_without_a_proxy_no_task_is_asked_for(site_tree: SiteTree, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks() as asked:
        ContentVersion.touch()
    assert asked == []


def test_a_proxy_that_does_not_answer_stops_nothing(
    proxy: Proxy, site_tree: SiteTree, django_capture_on_commit_callbacks: Any, caplog: Any
) -> None:
    proxy.shutdown()
    proxy.server_close()
    with django_capture_on_commit_callbacks(execute=True):
        ContentVersion.touch()
    assert "Couldn't purge" in caplog.text
