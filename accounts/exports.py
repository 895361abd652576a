"""Lists that staff take out as CSV or XLSX. Every export goes through here: no cell is ever read as a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse

# What a spreadsheet reads as the beginning of a formula, and what it skips before one.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")
WIDE_TWINS = ("＝", "＋", "－", "＠")  # read as the narrow ones in some countries' programs
CSV_MARK = "\ufeff"  # tells Excel that the file is UTF-8
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CONTROL = dict.fromkeys([*range(9), 11, 12, *range(14, 32)])  # a sheet may not hold them
LONGEST_CELL = 32_000


def safe_cell(value: Any) -> str:
    """A value as text that no spreadsheet computes: what reads like a formula gets an apostrophe in front."""
    text = "" if value is None else str(value)[:LONGEST_CELL]
    begins = text.startswith(FORMULA) or text.lstrip().startswith((*FORMULA, *WIDE_TWINS))
    text = text.translate(CONTROL)
    return f"'{text}" if begins else text


def exported(name: str, header: Sequence[Any], rows: Iterable[Sequence[Any]], *, form: str) -> HttpResponse:
    """The list as a file to save, `form` being `csv` or `xlsx`. `name` is ours: letters, digits, hyphens."""
    safe = [[safe_cell(cell) for cell in row] for row in (header, *rows)]
    content, kind = (_xlsx(safe), XLSX) if form == "xlsx" else (_csv(safe), "text/csv; charset=utf-8")
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _csv(rows: list[list[str]]) -> bytes:
    """With semicolons, as Danish spreadsheets expect."""
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(rows)
    return (CSV_MARK + out.getvalue()).encode()


def _xlsx(rows: list[list[str]]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        cells = [WriteOnlyCell(sheet, value=text) for text in row]
        for cell in cells:
            cell.data_type = "s"
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
