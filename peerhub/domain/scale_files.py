"""A sheet as a file: the paper form as PDF, empty or filled in, and its rows as CSV and JSON."""

from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from pdf.render import Pdf, render

from .scale_words import lines_of_sheet, result_of
from .scoring import HALVES
from .sheets import Sheet

EMPTY_OWN = 5  # rows to write on at the foot of an empty sheet


def pdf_of(sheet: Sheet | None, *, title: str, note: str, language: str, today: date) -> Pdf:
    """The sheet as on paper; empty without a sheet. Raises PdfFailed."""
    with translation.override(language):
        result = result_of(sheet) if sheet else None
        context = {
            "lines": result.lines if result else lines_of_sheet(Sheet()),
            "result": result,
            "note": note,
            "empty": range(16, 16 + EMPTY_OWN),
            "day": today,
        }
        heading = title or _("The scale")
    return render("pdf/scale.html", context, language=language, title=heading)


def rows_of(sheet: Sheet) -> tuple[list[str], list[list[str]]]:
    """Header and rows of a list, points with ½ as on paper; the last row holds the totals."""
    result = result_of(sheet)
    header = [_("No."), _("Closed side"), _("Open side"), _("Choice"), _("Points closed"), _("Points open")]
    rows = [[line.number, str(line.closed), str(line.open), str(line.word), *line.marks] for line in result.lines]
    total = ["", _("Total"), "", str(result.leaning), result.closed, result.open]
    return header, [*rows, total]


def data_of(sheet: Sheet, *, title: str, note: str, today: date) -> dict[str, Any]:
    """The sheet for programs: codes and whole halves, nothing rounded."""
    score = sheet.score
    return {
        "title": title,
        "date": today.isoformat(),
        "unit": "half points",
        "rows": [_row(key, choice) for key, choice in sheet.answers.items()],
        "own_rows": [{"closed": row.closed, "open": row.open, **_row("", row.choice)} for row in sheet.own],
        "closed": score.closed,
        "open": score.open,
        "answered": score.answered,
        "skipped": score.skipped,
        "leaning": score.leaning or None,
        "note": note,
    }


def _row(key: str, choice: str) -> dict[str, Any]:
    closed, open_side = HALVES.get(choice, (0, 0))
    named: dict[str, Any] = {"pair": key} if key else {}
    return named | {"choice": choice, "closed_halves": closed, "open_halves": open_side}
