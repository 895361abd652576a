"""Search over what the apps register: pages here, and later questions, courses and groups."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from .domain.queries import LIGHT, own_fields, type_of
from .folding import pattern_of
from .links import url_of
from .privacy import is_private
from .shell import HOME_DEPTH

MOST_FOUND = 200
SNIPPET = 220


@dataclass(frozen=True)
class Hit:
    """One thing found, before its words are read: its key at its source and what kind of thing it is."""

    key: int
    kind: str


@dataclass(frozen=True)
class Found:
    """One thing found, as it is shown."""

    title: str
    url: str
    type_word: str | Promise
    text: str


@dataclass(frozen=True)
class Source:
    """A source of hits: `find` gives them best first, `load` reads by their keys those that are shown."""

    kinds: dict[str, str | Promise]
    find: Callable[[HttpRequest, list[str], int], list[Hit]]
    load: Callable[[HttpRequest, list[int]], dict[int, Found]]


SOURCES: list[Source] = []
# The kinds of pages and their names as chips; an app adds its own by its label.
PAGE_KINDS: dict[str, str | Promise] = {"home": _("Pages")}


def register(source: Source) -> None:
    """Adds a source; once."""
    if source not in SOURCES:
        SOURCES.append(source)


def find_pages(request: HttpRequest, words: list[str], locale_id: int) -> list[Hit]:
    """Pages that hold all the words; where there are none, words that begin like them; then any of the words.

    At most MOST_FOUND, the newest of them; those with the words in the title first. Three queries at most. The engines'
    own ranking is left aside: SQLite's computes it anew for each row and takes half a minute over 10,000 pages.
    """
    pages = Page.objects.live().filter(locale_id=locale_id)
    pages = pages.only("id", "title", "path", "depth", "alias_of_id", "content_type_id").order_by("-last_published_at")
    text = " ".join(words)
    for search in (
        lambda: pages.search(text, operator="and", order_by_relevance=False),
        lambda: pages.autocomplete(text, operator="and", order_by_relevance=False),
        lambda: pages.search(text, operator="or", order_by_relevance=False),
    ):
        found = [page for page in search()[:MOST_FOUND] if _may_be_found(page, request)]
        if found:
            return _best_first(found, words)
    return []


def _may_be_found(page: Page, request: HttpRequest) -> bool:
    return page.depth >= HOME_DEPTH and page.alias_of_id is None and not is_private(page, request)


def _best_first(pages: list[Page], words: list[str]) -> list[Hit]:
    """Those with more of the words in their title first, else as they come."""
    pages.sort(key=lambda page: -len({word for word in words if _positions(page.title, [word])}))
    return [Hit(page.pk, type_of(page)._meta.app_label) for page in pages]


def load_pages(request: HttpRequest, keys: list[int]) -> dict[int, Found]:
    """The pages as they are shown; two queries."""
    rows = Page.objects.filter(pk__in=keys).order_by().values_list(*LIGHT, "content_type_id", named=True)
    own = own_fields(rows, "summary", "plain_text")
    return {
        row.id: Found(
            title=row.title, url=url_of(row), type_word=type_of(row).type_word, text=" ".join(own[row.id]).strip()
        )
        for row in rows
        if row.id in own
    }


def snippet(text: str, words: list[str]) -> SafeString:
    """The part of a text around the first word found, with the words in <mark>."""
    folded_at = _positions(text, words)
    start = max(0, folded_at[0][0] - 60) if folded_at else 0
    start = text.rfind(" ", 0, start) + 1 if start else 0
    part = text[start : start + SNIPPET]
    marked = mark(part, words)
    return format_html("{}{}{}", "… " if start else "", marked, " …" if len(text) > start + SNIPPET else "")


def mark(text: str, words: list[str]) -> SafeString:
    """The text, escaped, with each word that begins like one of `words` in <mark>."""
    pieces: list[str] = []
    last = 0
    for begin, end in _positions(text, words):
        pieces += [conditional_escape(text[last:begin]), format_html("<mark>{}</mark>", text[begin:end])]
        last = end
    pieces.append(conditional_escape(text[last:]))
    return SafeString("".join(pieces))


def _positions(text: str, words: list[str]) -> list[tuple[int, int]]:
    """Where words that begin like one of `words` stand, begin and end."""
    return [match.span() for match in pattern_of(words).finditer(text)] if words else []
