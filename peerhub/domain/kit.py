"""Reads of the resource kit, for its own pages and for groups that choose a theme for a meeting.

A meeting knows its theme by the translation key of the page, so another title, address or language is the same theme.
One that is no longer published is simply not shown; the meeting keeps the words that stood there.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest

from home.domain.queries import Card, children_of, restricted
from home.links import language_of, url_of
from pdf.render import Pdf, render

from ..models import KitPage, ThemePage


@dataclass(frozen=True)
class Theme:
    """A theme as a group meets it: its page in the language of the reader, or else in the one there is."""

    key: str
    title: str
    url: str
    language: str
    minutes: int | None
    guide: Any


def below(page: KitPage, request: HttpRequest) -> tuple[list[Card], list[Card]]:
    """The themes of the kit, and its pages of advice, in the tree's order. Two queries."""
    cards = children_of(page, request)
    themes = [one for one in cards if one.type_word is ThemePage.type_word]
    return themes, [one for one in cards if one.type_word is not ThemePage.type_word]


def themes_to_choose(language: str) -> list[tuple[str, str]]:
    """Key and title of every theme that everybody can read, in the tree's order. One query."""
    rows = _in_language(_published().order_by("path"), language)
    return [(str(one.translation_key), one.title) for one in rows]


def theme_of(key: str, language: str) -> Theme | None:
    """The theme that a meeting has chosen; None where none is, or it is no longer published. At most one query."""
    try:
        wanted = UUID(key)
    except ValueError:
        return None
    found = _in_language(_published().filter(translation_key=wanted), language)
    return _theme(found[0]) if found else None


def _published() -> Any:
    return ThemePage.objects.live().filter(~restricted(), alias_of=None)


def _in_language(pages: Iterable[ThemePage], language: str) -> list[ThemePage]:
    """One page a theme: that of the language where there is one, in the order of the first of each."""
    chosen: dict[UUID, ThemePage] = {}
    for page in pages:
        if page.translation_key not in chosen or language_of(page) == language:
            chosen[page.translation_key] = page
    return list(chosen.values())


def _theme(page: ThemePage) -> Theme:
    return Theme(str(page.translation_key), page.title, url_of(page), language_of(page), page.minutes, page.guide)


def file_of(page: ThemePage) -> Pdf:
    """A theme as a PDF. Raises PdfFailed."""
    context = {"page": page, "address": urljoin(settings.SITE_URL, url_of(page))}
    return render(
        "pdf/theme.html", context, language=language_of(page), title=page.title, subject=page.summary or page.title
    )
