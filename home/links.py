"""Addresses of pages without a query each.

A page's address is its `url_path` below the front page of its language, and the language's prefix. The frame of a
request (home.frames) fetches every page it links to at once and leaves them here for blocks and rich text.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType
from typing import Any

from wagtail.models import Page

NONE: Mapping[int, Page] = MappingProxyType({})
_linked: ContextVar[Mapping[int, Page]] = ContextVar("linked_pages", default=NONE)
PAGE_LINK = re.compile(r'linktype="page"[^>]*?\bid="(\d+)"|\bid="(\d+)"[^>]*?linktype="page"')
PREFIXES = {"da": "/", "en": "/en/"}


def linked_pages() -> Mapping[int, Page]:
    """The pages fetched for this request, by the id that text and blocks know them by (translated already)."""
    return _linked.get()


@contextmanager
def linking(pages: Mapping[int, Page]) -> Iterator[None]:
    """Makes `pages` known while something is rendered."""
    token = _linked.set(pages)
    try:
        yield
    finally:
        _linked.reset(token)


def know(pages: Mapping[int, Page]) -> None:
    """Makes `pages` known for the rest of this request's context."""
    _linked.set(pages)


def url_of(page: Page | None, language: str | None = None) -> str:
    """The path of a page (`/peer-grupper/find/`), in its own language unless another prefix is asked for."""
    if page is None:
        return ""
    below = page.url_path.split("/", 2)[2]
    return PREFIXES[language or language_of(page)] + below


def language_of(page: Page) -> str:
    """The language code of a page, without a query."""
    from .locales import code_of

    return code_of(page.locale_id)


def page_ids_in(value: Any) -> set[int]:
    """Ids of pages that a stream's raw data or a rich text links to."""
    if isinstance(value, str):
        return {int(one or other) for one, other in PAGE_LINK.findall(value)}
    if isinstance(value, Mapping):
        found = {value["page"]} if isinstance(value.get("page"), int) else set()
        return found.union(*(page_ids_in(part) for part in value.values())) if value else found
    if isinstance(value, Sequence):  # a list, or the raw data of a stream
        return set().union(*(page_ids_in(part) for part in value)) if value else set()
    return set()
