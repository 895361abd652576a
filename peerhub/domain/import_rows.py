"""Reading a file from a membership system (contract.md): rows that are good, and faults in words with their numbers."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from accounts.mail_boxes import one_spelling

from .answers import Answers, Where, Wishes
from .import_cells import Allowed, Cells

COLUMNS = (
    *("reference", "name", "email", "phone", "postcode", "max_km", "over_water", "form", "slots", "age"),
    *("challenges", "themes", "sector", "languages", "prefer_age", "prefer_challenge", "priorities", "role"),
    *("together_with", "apart_from"),
)
MOST_ROWS = 10_000
MOST_BYTES = 8 * 1024 * 1024
HEADER = 1


@dataclass(frozen=True)
class Row:
    """A good row."""

    number: int
    reference: str
    name: str
    email: str
    phone: str
    answers: Answers


@dataclass(frozen=True)
class Fault:
    """What is wrong in a row, for the person who made the file. `row` counts the header as 1."""

    row: int
    words: str


@dataclass
class Reading:
    """What a file holds."""

    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read(content: bytes, allowed: Allowed, *, known_references: frozenset[str] = frozenset()) -> Reading:
    """Reads the whole file; every fault of every row is told at once. `known_references` are in the round already."""
    reading = Reading()
    lines = _lines(content, reading)
    seen = _Seen(reading)
    for number, cells in lines:
        if number > MOST_ROWS + HEADER:
            reading.rows, reading.faults = [], [Fault(number, _too_many())]
            return reading
        row = _row(number, cells, allowed, reading.faults)
        seen.look_at(number, cells)
        if row is not None:
            reading.rows.append(row)
    seen.check_wishes(reading.rows, known_references)
    reading.faults.sort(key=lambda fault: fault.row)
    return reading


def _too_many() -> str:
    return _("The file has more than %(most)d rows. Split it into several files.") % {"most": MOST_ROWS}


def _lines(content: bytes, reading: Reading) -> Iterator[tuple[int, dict[str, str]]]:
    """Number and cells of each row that is not blank; nothing where the file or its header cannot be read."""
    text = _text(content, reading)
    if text is None:
        return
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [name.strip() for name in next(lines, [])]
        if not _is_header(header, reading):
            return
        for number, cells in enumerate(lines, start=HEADER + 1):
            if any(cell.strip() for cell in cells):
                yield number, _named(number, header, cells, reading)
    except csv.Error:
        words = _("The row cannot be read: a quotation mark is opened and not closed, or a cell is far too long.")
        reading.faults.append(Fault(lines.line_num, words))


def _text(content: bytes, reading: Reading) -> str | None:
    words = ""
    if len(content) > MOST_BYTES:
        words = _("The file is larger than 8 MB.")
    elif content[:2] in (b"PK", b"\xd0\xcf"):
        words = _("This is a workbook. Save it as “CSV UTF-8” first.")
    elif b"\0" in content:
        words = _("The file is not text in UTF-8. Save it as “CSV UTF-8” and try again.")
    if not words:
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + HEADER
            words = _("The file is not text in UTF-8. Save it as “CSV UTF-8” and try again.")
            reading.faults.append(Fault(line, words))
            return None
    reading.faults.append(Fault(HEADER, words))
    return None


def _is_header(header: list[str], reading: Reading) -> bool:
    words = []
    if not any(header):
        words.append(_("The file is empty. Its first row names the columns."))
    elif len(header) == 1 and ";" in header[0]:
        words.append(_("The columns must be separated by commas; this file has semicolons."))
    else:
        unknown = [name for name in header if name not in COLUMNS]
        words += [_("The column “%(name)s” is not known.") % {"name": name[:60]} for name in unknown]
        double = sorted({name for name in header if header.count(name) > 1 and name in COLUMNS})
        words += [_("The column “%(name)s” is there twice.") % {"name": name} for name in double]
        if "reference" not in header:
            words.append(_("The column “reference” is missing."))
    reading.faults += [Fault(HEADER, one) for one in words]
    return not words


def _named(number: int, header: list[str], cells: list[str], reading: Reading) -> dict[str, str]:
    if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
        reading.faults.append(Fault(number, _("The row has more cells than there are columns.")))
    named = dict(zip(header, (cell.strip() for cell in cells), strict=False))
    return {name: named.get(name, "") for name in COLUMNS}


def _row(number: int, cells: dict[str, str], allowed: Allowed, faults: list[Fault]) -> Row | None:
    """The row, or None after its faults were noted."""
    read = Cells(cells, allowed)
    answers = Answers(Where(**read.where()), Wishes(questions=read.questions(), **read.wishes()))
    row = Row(number, read.reference(), read.name(), read.email(), read.phone(), answers)
    if not (cells["email"] or cells["phone"]):
        read.faults.append(_("There is neither e-mail nor phone: no way to reach the person."))
    faults += [Fault(number, words) for words in read.faults]
    return None if read.faults else row


class _Seen:
    """What a row can be compared with: the rows before it."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.references: dict[str, int] = {}
        self.addresses: dict[str, int] = {}

    def look_at(self, number: int, cells: dict[str, str]) -> None:
        """Notes a reference or an address that stands in an earlier row."""
        first = self.references.setdefault(cells["reference"], number)
        if first != number and cells["reference"]:
            self._fault(number, _("The reference stands in row %(first)d already.") % {"first": first})
        spelling = one_spelling(cells["email"]) if cells["email"] else f"row {number}"
        first = self.addresses.setdefault(spelling, number)
        if first != number:
            self._fault(number, _("The e-mail stands in row %(first)d already.") % {"first": first})

    def check_wishes(self, rows: list[Row], known: frozenset[str]) -> None:
        """Every reference that somebody wishes for or against must be in the file or in the round."""
        there = known | self.references.keys()
        for row in rows:
            wished = (*row.answers.wishes.together, *row.answers.wishes.apart)
            for reference in wished:
                if reference not in there:
                    self._fault(row.number, _("Nobody has the reference “%(one)s”.") % {"one": reference[:60]})
                elif reference == row.reference:
                    self._fault(row.number, _("The row wishes for or against itself."))
            if set(row.answers.wishes.together) & set(row.answers.wishes.apart):
                self._fault(row.number, _("Somebody is wished for and against in the same row."))

    def _fault(self, number: int, words: str) -> None:
        self.reading.faults.append(Fault(number, words))
