"""What holds a page back from publishing, and what is only worth a look (visual.md §7).

Another app adds checks of its own page types with `add_check`.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import StreamValue
from wagtail.rich_text import RichText

from ..blocks.links import LinkBlock
from ..blocks.media import FilmBlock, ImageBlock
from ..links import language_of
from .plain_words import heavy_words
from .readability import lix, sentences

Fault = tuple[str | None, str | Promise]
MOST_TITLE = 70
MOST_SUMMARY = 200
MOST_LIX = 45
FEWEST_WORDS = 60
MOST_WORDS_IN_SENTENCE = 30
MOST_HINTS = 5
VAGUE = {"her", "klik her", "læs mere", "læs mere her", "here", "click here", "read more", "link"}
HEADING = re.compile(r"<h([2-6])\b", re.IGNORECASE)
ANCHOR = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.IGNORECASE | re.DOTALL)
MORE: list[Callable[[Any], Iterator[Fault]]] = []


def add_check(check: Callable[[Any], Iterator[Fault]]) -> None:
    """Adds a check that yields (field name or None, message) for a page that must not be published."""
    MORE.append(check)


def faults(page: Any) -> list[Fault]:
    """What must be mended before the page is published: the field it belongs to and a message."""
    found: list[Fault] = []
    if not (page.summary or "").strip():
        found.append(("summary", _("Write a summary.")))
    if page.content_owner_id is None:
        found.append(("content_owner", _("Choose who keeps the page right.")))
    if page.review_on is None:
        found.append(("review_on", _("Choose the day the page is read again.")))
    for name in page.stream_fields:
        stream = getattr(page, name)
        found += [(name, message) for message in _body_faults(stream)]
    for check in MORE:
        found += list(check(page))
    return found


def warnings(page: Any) -> list[str | Promise]:
    """What is worth a look but holds nothing back."""
    found: list[str | Promise] = []
    if len(page.title) > MOST_TITLE:
        found.append(_("The title is longer than %(most)d letters.") % {"most": MOST_TITLE})
    if not page.search_description:
        found.append(_("There is no text for search results."))
    text = page.words_of_body()
    words = len(text.split())
    figure = lix(text)
    if words >= FEWEST_WORDS and figure >= MOST_LIX:
        found.append(_("The text is hard to read: LIX %(lix).0f. Aim for less than 45.") % {"lix": figure})
    for heavy, plain in heavy_words(text, language_of(page))[:MOST_HINTS]:
        found.append(_("“%(heavy)s” is a heavy word. Write “%(plain)s”.") % {"heavy": heavy, "plain": plain})
    longest = max((len(sentence.split()) for sentence in sentences(text)), default=0)
    if longest > MOST_WORDS_IN_SENTENCE:
        found.append(_("A sentence has %(words)d words. Split it.") % {"words": longest})
    for name in page.stream_fields:
        for html in _html_in(getattr(page, name)):
            for _attributes, label in ANCHOR.findall(html):
                if strip_tags(label).strip().lower() in VAGUE:
                    found.append(_('The link "%(text)s" does not say where it leads.') % {"text": strip_tags(label)})
    return found


def _body_faults(stream: StreamValue) -> Iterator[str | Promise]:
    last = 2
    for block, value in _walk(stream):
        if isinstance(block, ImageBlock) and value.get("image"):
            if not value["decorative"] and not value["alt_text"] and not value["image"].default_alt_text:
                yield _("A picture has no alt text.")
        elif isinstance(block, FilmBlock):
            if not value.is_accessible:
                yield _("The film “%(title)s” needs captions or a transcript.") % {"title": value["title"]}
        elif isinstance(block, LinkBlock):
            if not value.href:
                yield _("A link leads nowhere.")
        elif isinstance(value, RichText):
            for level in (int(found) for found in HEADING.findall(value.source)):
                if level > last + 1:
                    yield _("A heading jumps from level %(from)d to %(to)d.") % {"from": last, "to": level}
                last = level
            for attributes, label in ANCHOR.findall(value.source):
                if not strip_tags(label).strip() or 'href=""' in attributes or 'href="#"' in attributes:
                    yield _("A link is empty.")


def _html_in(stream: StreamValue) -> Iterator[str]:
    for _block, value in _walk(stream):
        if isinstance(value, RichText):
            yield value.source


def _walk(stream: StreamValue) -> Iterator[tuple[blocks.Block, Any]]:
    """Every block of a stream with its value, the inner ones too."""
    for child in stream:
        yield from _walk_value(child.block, child.value)


def _walk_value(block: blocks.Block, value: Any) -> Iterator[tuple[blocks.Block, Any]]:
    yield block, value
    if isinstance(block, blocks.StructBlock):
        for name, inner in block.child_blocks.items():
            yield from _walk_value(inner, value.get(name))
    elif isinstance(block, blocks.ListBlock):
        for item in value or ():
            yield from _walk_value(block.child_block, item)
