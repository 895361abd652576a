"""Purging of a proxy in front: after every change of what public pages show, each page's own address (ADR 0021).

Only addresses that can be named are let into a proxy: a page's own, in its own language, without filters.
"""

from collections.abc import Iterable
from urllib.parse import urljoin

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from wagtail.contrib.frontend_cache.utils import PurgeBatch
from wagtail.models import Page

from ..links import url_of
from ..models import ContentVersion

PURGED = "home.purging.version"


def ask() -> None:
    """Has the worker purge once what is being changed is stored. Does nothing where no proxy is named."""
    from ..tasks import purge_pages

    if settings.WAGTAILFRONTENDCACHE:
        transaction.on_commit(lambda: purge_pages.enqueue())


def ask_for(paths: Iterable[str]) -> None:
    """The same for addresses that no page has any more."""
    from ..tasks import purge_addresses

    if settings.WAGTAILFRONTENDCACHE and (gone := sorted(set(paths))):
        transaction.on_commit(lambda: purge_addresses.enqueue(gone))


def purge_all() -> int:
    """Purges the address of every page, live or not, since a page that was hidden may be there still; returns how many.

    Returns 0 when this version's pages have been purged already: of several changes at once, the first purges for all.
    """
    version = ContentVersion.current()
    if cache.get(PURGED) == version:
        return 0
    count = purge([url_of(page) for page in Page.objects.filter(depth__gte=2, alias_of__isnull=True)])
    cache.set(PURGED, version, timeout=None)
    return count


def purge(paths: list[str]) -> int:
    """Purges addresses; returns how many. A proxy that does not answer is told of in the log; `s-maxage` ends it."""
    PurgeBatch(urljoin(settings.SITE_URL, path) for path in paths).purge()
    return len(paths)


def paths_below(page: Page, old: str) -> list[str]:
    """The addresses that a moved or renamed page and all below it had, when the page's own path was `old`."""
    found = []
    for one in Page.objects.descendant_of(page, inclusive=True):
        one.url_path = old + one.url_path.removeprefix(page.url_path)
        found.append(url_of(one))
    return found
