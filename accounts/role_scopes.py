"""Where a role may be limited to. The sections of the site are home's: it registers how they are read."""

from collections.abc import Callable

from .enums import Role

Choices = list[tuple[str, str]]
SECTIONS: list[Callable[[], Choices]] = []
# Which roles may be held in one region or in one section; the others count everywhere.
WITH_REGION = frozenset({Role.COORDINATOR})
WITH_SECTION = frozenset({Role.EDITOR})


def register_sections(read: Callable[[], Choices]) -> None:
    """Adds sections that an editor can be limited to: slug and title."""
    SECTIONS.append(read)


def sections() -> Choices:
    """Every section there is now."""
    return [choice for read in SECTIONS for choice in read()]
