"""Reads of the facts that pages quote."""

from typing import Any

from ..locales import id_of
from ..models import Fact
from ..shell import remembered


def facts_in(language: str) -> dict[str, Fact]:
    """The facts of a language by key, those without a translation in Danish; one query."""
    mine = id_of(language)
    rows = Fact.objects.filter(locale_id__in={mine, id_of("da")})
    return {fact.key: fact for fact in sorted(rows, key=lambda fact: fact.locale_id == mine)}


def fact_of(key: str, language: str, request: Any = None) -> Fact | None:
    """A fact by its key; None where editors have written none. Of a request: read once a version of the site."""
    if request is None:
        return facts_in(language).get(key)
    return remembered(request, f"facts:{language}", lambda: facts_in(language)).get(key)


def choices() -> list[tuple[str, str]]:
    """Every key with its Danish statement, for editors to choose from."""
    return [(fact.key, fact.text) for fact in facts_in("da").values()]


def quotes(value: Any, key: str) -> bool:
    """Whether the raw data of a stream quotes a fact."""
    if isinstance(value, dict):
        return value.get("fact") == key or any(quotes(part, key) for part in value.values())
    if isinstance(value, str | bytes) or not hasattr(value, "__iter__"):
        return False
    return any(quotes(part, key) for part in value)
