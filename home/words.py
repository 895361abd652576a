"""Words that people write in Danish and, where they can, in English."""

from django.utils.translation import get_language


def in_language(danish: str, english: str) -> str:
    """The English in English where there is any, else the Danish: it is never empty for being untranslated."""
    return english if english and (get_language() or "").startswith("en") else danish


def lines_of(text: str) -> list[str]:
    """The lines of a text that hold something."""
    return [line.strip() for line in text.splitlines() if line.strip()]
