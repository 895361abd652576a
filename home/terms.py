"""Words of the glossary, explained where they first stand on a page.

The words are found in finished HTML: between the tags, and never inside a link, a button or a heading. What editors
write stays as they wrote it, so a word that is added to the glossary is explained on every page at once.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from .models import GlossaryTerm
from .shell import remembered

TAG = re.compile(r"(<[^>]*>)")
NAME = re.compile(r"</?([a-z0-9]+)", re.IGNORECASE)
# What a word is left alone in: it leads elsewhere already, is pressed, names a part, or is somebody's own text.
LEFT_ALONE = {"a", "button", "summary", "h1", "h2", "h3", "h4", "h5", "h6", "code", "pre", "dfn", "blockquote", "cite"}


@dataclass(frozen=True)
class Known:
    """A word as pages need it."""

    key: int
    word: str
    forms: tuple[str, ...]
    explanation: str


@dataclass
class Explainer:
    """Explains each word once, for one page. `known` may be empty: then a text is given back as it is."""

    known: Sequence[Known]
    done: set[int] = field(default_factory=set)

    @cached_property
    def _by_form(self) -> dict[str, Known]:
        return {form.casefold(): one for one in self.known for form in one.forms}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self._by_form, key=len, reverse=True)
        return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])", re.IGNORECASE)

    def explain(self, html: str) -> SafeString:
        """The HTML, with each word that stands for the first time given its explanation."""
        if len(self.done) == len(self.known):
            return SafeString(html)
        inside = 0
        parts = TAG.split(html)
        for place, part in enumerate(parts):
            if place % 2:
                inside += _step(part)
            elif not inside and part.strip():
                parts[place] = self._pattern.sub(self._first, part)
        return SafeString("".join(parts))

    def _first(self, match: re.Match[str]) -> str:
        known = self._by_form[match[0].casefold()]
        if known.key in self.done:
            return match[0]
        self.done.add(known.key)
        # What is matched is HTML already.
        return render_to_string("components/term.html", {"term": known, "word": SafeString(match[0])}).strip()


def _step(tag: str) -> int:
    """1 where a tag opens an element that is left alone, -1 where it closes one, else 0."""
    name = NAME.match(tag)
    if name is None or name[1].lower() not in LEFT_ALONE:
        return 0
    return -1 if tag.startswith("</") else 1


def explainer_of(request: HttpRequest, locale_id: int) -> Explainer:
    """The words of a language: one query the first time of a version of the content, none after."""
    return Explainer(remembered(request, f"terms:{locale_id}", lambda: _read(locale_id)))


def _read(locale_id: int) -> tuple[Known, ...]:
    terms = GlossaryTerm.objects.filter(locale_id=locale_id, in_texts=True)
    return tuple(Known(term.pk, term.word, tuple(term.forms), term.explanation) for term in terms)
