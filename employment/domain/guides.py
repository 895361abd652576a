"""Reads of guides. All are live, public and in one language."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Case, QuerySet, When

from home.choice_fields import holding
from home.domain.queries import restricted
from home.links import url_of
from home.templatetags.components import anchor

from ..enums import PdfState
from ..models import GuidePage, GuidePdf

MOST_LISTED = 100


@dataclass(frozen=True)
class Chapter:
    """A numbered chapter of a guide with the address of its place on the page."""

    number: int
    title: str
    anchor: str
    value: Any
    next_anchor: str = ""
    next_heading: str = ""

    @property
    def heading(self) -> str:
        return f"{self.number} {self.title}"


@dataclass(frozen=True)
class Applying:
    """A guide and those of its chapters that apply."""

    guide: GuidePage
    url: str
    chapters: list[Chapter]


def chapters_of(page: GuidePage) -> list[Chapter]:
    """The chapters in their order. Two of the same title get addresses of their own."""
    found: list[Chapter] = []
    taken: set[str] = set()
    for number, block in enumerate(page.chapters, start=1):
        place = anchor(block.value["title"])
        place = f"{place}-{number}" if place in taken else place
        taken.add(place)
        found.append(Chapter(number, block.value["title"], place, block.value))
    following = [*found[1:], None] if found else []
    return [
        replace(one, next_anchor=after.anchor, next_heading=after.heading) if after else one
        for one, after in zip(found, following, strict=True)
    ]


def live_guides(locale_id: int) -> "QuerySet[GuidePage]":
    """The guides of a language that have not been replaced, in the order of the tree."""
    return (
        GuidePage.objects.live()
        .filter(locale_id=locale_id, alias_of__isnull=True, successor__isnull=True)
        .filter(~restricted())
        .order_by("path")
    )


def every_live_guide() -> "QuerySet[GuidePage]":
    """The guides of all languages that have files of their own."""
    return GuidePage.objects.live().filter(alias_of__isnull=True).order_by("path")


def applying(locale_id: int, *, stage: str = "", reader: str = "") -> list[Applying]:
    """The guides for a stage or a reader, each with the chapters that apply; one query."""
    guides = live_guides(locale_id)
    if stage:
        guides = guides.filter(holding("stages", [stage]))
    if reader:
        guides = guides.filter(holding("readers", [reader]))
    rows = []
    for guide in guides:
        fitting = [one for one in chapters_of(guide) if _fits(one, stage, reader)]
        if fitting:
            rows.append(Applying(guide, url_of(guide), fitting))
    return rows


def _fits(chapter: Chapter, stage: str, reader: str) -> bool:
    asked = (("stages", stage), ("readers", reader))
    return all(not code or not chapter.value[name] or code in chapter.value[name] for name, code in asked)


def newest_file(page: GuidePage) -> GuidePdf | None:
    """The newest finished file of a guide: the current one, or while a new one is made the one before."""
    return GuidePdf.objects.filter(page_id=page.pk).finished().first()


def file_of_version(page: GuidePage, version: int) -> GuidePdf | None:
    """The last file made of a version."""
    return GuidePdf.objects.filter(page_id=page.pk, version=version).finished().first()


def files_for_editors() -> "QuerySet[GuidePdf]":
    """The latest files of all guides, those that failed first; for editors only."""
    failed_first = Case(When(state=PdfState.FAILED, then=0), default=1)
    return GuidePdf.objects.select_related("page").order_by(failed_first, "-asked_at", "-pk")[:MOST_LISTED]


def blocks_of_kind(chapters: list[Chapter], kind: str) -> Iterator[Any]:
    """The values of every block of a kind in the chapters."""
    for chapter in chapters:
        for block in chapter.value["body"]:
            if block.block_type == kind:
                yield block.value
