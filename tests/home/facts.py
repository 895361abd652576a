"""The fact about hours, as editors write it."""

from datetime import date
from typing import Any

from wagtail.models import Locale

from home.models import Fact


def make_fact(language: str = "da", **changed: Any) -> Fact:
    """The fact about hours, in a language."""
    values: dict[str, Any] = {
        "key": "peer-timer",
        "statement": "Rådet er {from}–{to} timer om ugen og mindst {least}.",
        "numbers_text": "least: 12\nfrom: 20\nto: 30",
        "source": "Et peer-projekt",
        "checked_on": date(2026, 11, 3),
        "review_on": date(2027, 11, 3),
        "locale": Locale.objects.get(language_code=language),
    }
    return Fact.objects.create(**values | changed)
