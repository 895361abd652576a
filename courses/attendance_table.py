"""The table of attendance as it is drawn and as it is sent: one field a person, meeting and unit."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import QueryDict

from .domain.attendance import Key, is_locked, shares_of
from .domain.shares import Share
from .enums import Presence
from .models import Attendance, Cohort, CourseSession, Enrolment

ALL = "alle"
# More cells are noted week by week: a form of a thousand fields is refused by the server.
MOST_CELLS = 900
FIELD = re.compile(r"m_([0-9a-f]{32})_([0-9a-f]{32})_([1-4])")


@dataclass(frozen=True)
class Column:
    """One unit of a meeting."""

    session: CourseSession
    unit: int
    is_locked: bool
    is_to_come: bool


@dataclass(frozen=True)
class Cell:
    """What is noted of a person in a unit; `name` is the field's."""

    name: str
    value: str
    words: str
    column: Column


@dataclass(frozen=True)
class Row:
    """A person with their cells and their share of the whole course."""

    enrolment: Enrolment
    share: Share
    cells: list[Cell]


@dataclass(frozen=True)
class Table:
    """The columns that were asked for, and everybody on the course."""

    columns: list[Column]
    rows: list[Row]
    week: int | None
    has_locked: bool
    fits: bool

    @property
    def can_rest(self) -> bool:
        """Whether a meeting that is open to anybody's note has somebody without one."""
        open_cells = (cell for row in self.rows for cell in row.cells if not cell.column.is_to_come)
        return any(not cell.value and not cell.column.is_locked for cell in open_cells)


def name_of(key: Key) -> str:
    """The name of a cell's field."""
    enrolment, session, unit = key
    return f"m_{enrolment.hex}_{session.hex}_{unit}"


def marks_of(posted: QueryDict) -> dict[Key, str]:
    """What was sent, cell by cell; anything that is no cell or no known word is passed over."""
    known = {"", *Presence.values}
    found: dict[Key, str] = {}
    for name, value in posted.items():
        match = FIELD.fullmatch(name)
        if match and str(value) in known:
            found[UUID(match[1]), UUID(match[2]), int(match[3])] = str(value)
    return found


def with_rest_there(
    marks: Mapping[Key, str], sessions: Sequence[CourseSession], people: Sequence[Enrolment]
) -> dict[Key, str]:
    """The same, with everybody who has no mark noted as there: most have come, so a trainer marks the others alone. Who
    began later was not there before."""
    week = {one.pk: one.week for one in sessions}
    began = {one.pk: one.from_week for one in people}
    return {
        key: value or (Presence.PRESENT if week.get(key[1], 0) >= began.get(key[0], 1) else "")
        for key, value in marks.items()
    }


def table_of(
    cohort: Cohort,
    sessions: Sequence[CourseSession],
    people: Sequence[Enrolment],
    noted: Mapping[Key, Attendance],
    *,
    asked: str,
    typed: Mapping[Key, str],
    today: date,
) -> Table:
    """The table of the week that was asked for, of the whole course, or of the meeting that was held last. Two
    queries."""
    fits = len(people) * sum(one.units for one in sessions) <= MOST_CELLS
    shown = _shown(sessions, asked if fits or asked != ALL else "", today)
    columns = [
        Column(one, unit, is_locked(one, today), one.date > today) for one in shown for unit in range(1, one.units + 1)
    ]
    shares = shares_of(cohort, people)
    rows = [Row(one, shares[one.pk], [_cell(one, column, noted, typed) for column in columns]) for one in people]
    week = shown[0].week if len(shown) == 1 else None
    return Table(columns, rows, week, any(column.is_locked for column in columns), fits)


def _shown(sessions: Sequence[CourseSession], asked: str, today: date) -> list[CourseSession]:
    if asked == ALL:
        return list(sessions)
    chosen = [one for one in sessions if str(one.week) == asked]
    held = [one for one in sessions if one.date <= today]
    return chosen or held[-1:] or list(sessions[:1])


def _cell(one: Enrolment, column: Column, noted: Mapping[Key, Attendance], typed: Mapping[Key, str]) -> Cell:
    key = (one.pk, column.session.pk, column.unit)
    stored: Any = noted.get(key)
    value = typed.get(key, stored.presence if stored else "")
    words = str(Presence(value).label) if value else ""
    return Cell(name_of(key), value, words, column)
