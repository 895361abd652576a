"""Words of a message with named placeholders. Nothing in them is ever run: a name in braces becomes its value."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils import translation
from django.utils.functional import Promise

NAME = re.compile(r"\{(\w+)\}")
EMPTY_LINES = re.compile(r"\n\s*\n")


@dataclass(frozen=True)
class Placeholder:
    """What a name in braces stands for, with an example of it. What is `private` may not stand in a subject, which
    others can read over a shoulder."""

    means: str | Promise
    example: str | Promise
    private: bool = False


@dataclass(frozen=True)
class Wording:
    """The portal's own words of a kind: subject, a string for each paragraph, what may be filled in, and the words on
    the button where the mail has one."""

    subject: str | Promise
    body: tuple[str | Promise, ...]
    placeholders: Mapping[str, Placeholder] = field(default_factory=dict)
    button: str | Promise = ""


@dataclass(frozen=True)
class Words:
    """Subject and body in one language, with their placeholders still in them."""

    subject: str
    body: str


def default_of(wording: Wording, language: str) -> Words:
    """The portal's own words in a language."""
    with translation.override(language):
        return Words(str(wording.subject), "\n\n".join(str(one) for one in wording.body))


def examples_of(wording: Wording, language: str) -> dict[str, str]:
    """A value for each placeholder, to look at the words with."""
    with translation.override(language):
        return {name: str(one.example) for name, one in wording.placeholders.items()}


def names_in(text: str) -> set[str]:
    """The placeholders that stand in a text."""
    return set(NAME.findall(text))


def fill(text: str, values: Mapping[str, object]) -> str:
    """The text with its values; a paragraph that has placeholders, all of them empty, is left out.

    What stands in a value is never filled in again. Raises KeyError when a value is missing.
    """
    paragraphs = [one for one in EMPTY_LINES.split(text.strip()) if not _is_empty(one, values)]
    return "\n\n".join(_filled(one, values) for one in paragraphs)


def fill_line(text: str, values: Mapping[str, object]) -> str:
    """A subject with its values, on one line whatever they hold."""
    return " ".join(_filled(text, values).split())


def _filled(text: str, values: Mapping[str, object]) -> str:
    return NAME.sub(lambda found: str(values[found[1]]), text)


def _is_empty(paragraph: str, values: Mapping[str, object]) -> bool:
    names = names_in(paragraph)
    return bool(names) and not any(str(values[name]).strip() for name in names)
