"""The checklist as a PDF, empty to write on or filled in."""

from datetime import date
from itertools import groupby

from home.links import language_of
from pdf.render import Pdf, render

from ..enums import Stage
from ..models import ChecklistPage
from .checklists import Filled, Item, talks_of


def file_of(page: ChecklistPage, items: list[Item], filled: Filled, *, today: date) -> Pdf:
    """Makes the PDF. Raises PdfFailed."""
    stages = [
        (Stage(stage).label, [(item, filled.at(item)) for item in group])
        for stage, group in groupby(items, key=lambda item: item.stage)
    ]
    context = {
        "stages": stages,
        "talks": talks_of(page, filled.start),
        "start": filled.start,
        "done": filled.done(items),
        "number": len(items),
        "is_filled": filled.start is not None or any(filled.at(item).is_written for item in items),
        "day": today,
    }
    return render("pdf/checklist.html", context, language=language_of(page), title=page.title, subject=page.summary)
