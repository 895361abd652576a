"""No cell of an export is ever computed (security.md §4, formulas; S4)."""

import csv
import io
from typing import Any

import pytest
from openpyxl import load_workbook

from accounts.exports import exported, safe_cell

FORMULAS = [
    f"{space}{sign}{rest}"
    for space in ("", " ", "\n", "\u00a0")
    for sign in ("=", "+", "-", "@")
    for rest in ("1+1", 'HYPERLINK("http://evil.example","klik")', "cmd|' /C calc'!A0")
] + ["\t=1", "\r=1", "\0=1", "＝1+1", "＋1", "－1", "＠SUM(A1)"]
PLAIN = ["Anna Holm", "H-7K2MPQ9X", "2026-11-03", "a=b", "anna@example.org", "1-2", "", "Æble", "'citat'"]


@pytest.mark.parametrize("text", FORMULAS)
def test_what_reads_like_a_formula_is_text(text: str) -> None:
    assert safe_cell(text)[0] == "'"


@pytest.mark.parametrize("text", PLAIN)
def test_other_text_is_left_as_it_is(text: str) -> None:
    assert safe_cell(text) == text


@pytest.mark.parametrize(("value", "text"), [(None, ""), (7, "7"), (-7, "'-7"), (True, "True")])
def test_values_become_text(value: Any, text: str) -> None:
    assert safe_cell(value) == text


def cells(form: str, rows: list[list[str]]) -> list[list[str]]:
    answer = exported("liste", ["=Navn", "By"], rows, form=form)
    assert answer["Content-Disposition"] == f'attachment; filename="liste.{form}"'
    if form == "csv":
        return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s"}
    return [[str(cell.value) for cell in row] for row in sheet.iter_rows()]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_no_formula_reaches_a_file_not_even_in_its_header(form: str) -> None:
    found = cells(form, [[text, "Ærø;\n\x07"] for text in FORMULAS])
    assert found[0] == ["'=Navn", "By"]
    assert [row for row in found[1:] if not row[0].startswith("'")] == []
    assert found[1][1].startswith("Ærø;")
