"""Which tools help at which stage and whom: read by the entry pages."""

from dataclasses import dataclass

from wagtail.models import Page

from home.domain.queries import Card, cards_of, restricted

from ..enums import Reader, Stage

EVERY_STAGE = frozenset(Stage.values)
STAFF = frozenset({Reader.LEADER, Reader.HR})
TEAM = frozenset({Reader.LEADER, Reader.COLLEAGUE, Reader.HR})


@dataclass(frozen=True)
class Use:
    """When a tool helps, and whom."""

    stages: frozenset[str]
    readers: frozenset[str]


# By the model's name, in small letters as content types have it.
TOOLS = {
    "checklistpage": Use(EVERY_STAGE, STAFF),
    "hourspage": Use(frozenset({Stage.CONSIDER, Stage.PREPARE, Stage.RECRUIT}), STAFF | {Reader.PEER}),
    "issuespage": Use(frozenset({Stage.CONSIDER, Stage.PREPARE}), TEAM),
    "mappingpage": Use(frozenset({Stage.CONSIDER, Stage.FOLLOW_UP}), STAFF),
    "packpage": Use(EVERY_STAGE, STAFF),
    "rolestarpage": Use(frozenset({Stage.PREPARE, Stage.FIRST_DAY, Stage.FOLLOW_UP}), TEAM | {Reader.PEER}),
    "templatespage": Use(frozenset({Stage.PREPARE, Stage.RECRUIT}), STAFF),
}


def tools_for(locale_id: int, *, stage: str = "", reader: str = "") -> list[Card]:
    """The live, public tools of a language for a stage and a reader, in the order of the tree; two queries."""
    names = [name for name, use in TOOLS.items() if _fits(use, stage, reader)]
    pages = Page.objects.live().filter(locale_id=locale_id, alias_of__isnull=True, content_type__model__in=names)
    return cards_of(pages.filter(content_type__app_label="employment").filter(~restricted()).order_by("path"))


def _fits(use: Use, stage: str, reader: str) -> bool:
    return (not stage or stage in use.stages) and (not reader or reader in use.readers)
