"""The words of the glossary in two languages: a translation keeps to them.

A term is locked by being in the glossary in both languages. What a person translates is compared with them; what a
machine translates has them put in beforehand (`home.translators`).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import unescape

from django.utils.html import strip_tags
from wagtail_localize.models import StringTranslation

from ..models import GlossaryTerm

MOST_SHOWN = 100


@dataclass(frozen=True)
class Locked:
    """A term: the forms it has in the source, and those it may have in the translation, the word itself first."""

    source: tuple[str, ...]
    target: tuple[str, ...]


@dataclass(frozen=True)
class Departure:
    """A translated text that does not use a word of the glossary."""

    translation: StringTranslation
    term: Locked


def locked_between(source_id: int, target_id: int) -> list[Locked]:
    """The terms that the glossary has in both languages. One query."""
    by_key: dict[object, dict[int, GlossaryTerm]] = {}
    for term in GlossaryTerm.objects.filter(locale_id__in=[source_id, target_id]):
        by_key.setdefault(term.translation_key, {})[term.locale_id] = term
    pairs = [pair for pair in by_key.values() if len(pair) > 1]
    return [Locked(tuple(pair[source_id].forms), tuple(pair[target_id].forms)) for pair in pairs]


def not_kept(source: str, translation: str, terms: Iterable[Locked]) -> list[Locked]:
    """The terms that stand in the source while none of their forms stands in the translation; both may be HTML."""
    before, after = _plain(source), _plain(translation)
    return [term for term in terms if _stands(term.source, before) and not _stands(term.target, after)]


def departures(source_id: int, target_id: int) -> list[Departure]:
    """Translated texts that do not use the glossary's words, the newest first. Two queries."""
    terms = locked_between(source_id, target_id)
    if not terms:
        return []
    rows = StringTranslation.objects.filter(locale_id=target_id, translation_of__locale_id=source_id)
    rows = rows.exclude(context__path="slug").select_related("translation_of", "context").order_by("-updated_at", "-pk")
    found = [
        Departure(row, term)
        for row in rows.iterator(chunk_size=500)
        for term in not_kept(row.translation_of.data, row.data, terms)
    ]
    return found[:MOST_SHOWN]


def pattern_of(forms: Sequence[str]) -> re.Pattern[str]:
    """What finds any of the forms as a word of its own."""
    longest_first = sorted(forms, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])", re.IGNORECASE)


def _stands(forms: Sequence[str], text: str) -> bool:
    return pattern_of(forms).search(text) is not None


def _plain(text: str) -> str:
    return unescape(strip_tags(text))
