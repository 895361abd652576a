"""What holds a guide back from publishing, beside what holds for every page.

That the PDF is ready is not among it: the file is made of what was published (ADR 0010).
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from home.domain.checks import Fault

from ..models import EntryPage, GuidePage
from .guides import blocks_of_kind, chapters_of

MOST_ROWS = 200


def guide_faults(page: Any) -> Iterator[Fault]:
    """Stages, readers, chapters with text, and tables that fit on paper."""
    if isinstance(page, EntryPage) and not page.stage and not page.reader:
        yield "stage", _("Choose a stage or a reader.")
    if not isinstance(page, GuidePage):
        return
    if page.readers and not page.stages:
        yield "stages", _("Choose at least one stage, or no readers.")
    if page.stages and not page.readers:
        yield "readers", _("Choose at least one reader, or no stages.")
    chapters = chapters_of(page)
    if not chapters:
        yield "chapters", _("Write at least one chapter.")
    if any(not chapter.value["body"] for chapter in chapters):
        yield "chapters", _("A chapter is empty.")
    if any(len(table.lines) > MOST_ROWS for table in blocks_of_kind(chapters, "table")):
        yield "chapters", _("A table has more than %(most)d rows. Split it.") % {"most": MOST_ROWS}
