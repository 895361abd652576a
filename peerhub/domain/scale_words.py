"""What a sheet says in words: points, leaning, comparison with the example, advice, and what several agree on."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..enums import AxisChoice
from ..models.programmes import PeerProgramme
from ..pairs import EXAMPLE, PAIR_OF, PAIRS
from .formats import clashes
from .scoring import BETWEEN, CLOSED, HALVES, OPEN, Score, Spread, differing, points, score, spread
from .sheets import OWN, Sheet

Text = str | Promise
MOST_DIFFERING = 5
LEANINGS: dict[str, Text] = {
    CLOSED: _("Your scheme leans to the closed side."),
    OPEN: _("Your scheme leans to the open side."),
    BETWEEN: _("Your scheme is in between."),
}
NO_RESULT = _("No result yet")
SPREADS: dict[str, Text] = {
    "same": _("You agree"),
    "near": _("Close to each other"),
    "apart": _("Far from each other"),
    "few": _("Too few answers"),
}


@dataclass(frozen=True)
class Line:
    """One row of a sheet as it is read and printed."""

    number: str
    closed: Text
    open: Text
    choice: str

    @property
    def marks(self) -> tuple[str, str]:
        """What stands in the closed and in the open column: 1, ½ or nothing."""
        halves = HALVES.get(self.choice)
        return (points(halves[0]) if halves[0] else "", points(halves[1]) if halves[1] else "") if halves else ("", "")

    @property
    def word(self) -> Text:
        """The choice in words."""
        return word_of(self.choice)


def word_of(choice: str) -> Text:
    """A choice in words; what is no choice was skipped."""
    return AxisChoice(choice).label if choice in HALVES else _("Skipped")


@dataclass(frozen=True)
class Result:
    """A sheet with all that is said of it."""

    lines: tuple[Line, ...]
    score: Score
    compared: tuple[tuple[Line, Text], ...]
    advice: tuple[Text, ...]

    @property
    def closed(self) -> str:
        return points(self.score.closed)

    @property
    def open(self) -> str:
        return points(self.score.open)

    @property
    def leaning(self) -> Text:
        """In a sentence; says so while there is no result."""
        return LEANINGS.get(self.score.leaning, NO_RESULT)


def lines_of_sheet(sheet: Sheet) -> tuple[Line, ...]:
    """The 15 rows of the guide, then the own ones, each answered or not."""
    guide = [Line(str(pair.number), pair.closed, pair.open, sheet.answers.get(pair.axis, "none")) for pair in PAIRS]
    own = [
        Line(str(len(PAIRS) + place), row.closed, row.open, row.choice) for place, row in enumerate(sheet.own, start=1)
    ]
    return (*guide, *own)


def result_of(sheet: Sheet) -> Result:
    """The sheet added up, compared with the example, and the advice it calls for."""
    lines = lines_of_sheet(sheet)
    by_axis = {pair.axis: lines[pair.number - 1] for pair in PAIRS}
    apart = differing(sheet.chosen, EXAMPLE)[:MOST_DIFFERING]
    compared = tuple((by_axis[PAIR_OF[axis].axis], word_of(EXAMPLE[axis])) for axis in apart)
    return Result(lines, sheet.score, compared, tuple(advice_for(sheet)))


def advice_for(sheet: Sheet) -> list[Text]:
    """Where choices clash, by the same rules that warn coordinators of a scheme (domain.md §3)."""
    found = clashes(PeerProgramme(**sheet.chosen))
    if sheet.answers.get("grouping") == OPEN and sheet.answers.get("group_size") == OPEN:
        found.append(
            _("Matching larger groups takes many signups: about four times as many people as a group shall hold.")
        )
    return found


def example() -> Result:
    """Høreforeningen's sheet as we read it."""
    return result_of(Sheet(dict(EXAMPLE)))


@dataclass(frozen=True)
class Shared:
    """One row with everybody's choice in words, and how the choices lie."""

    line: Line
    named: tuple[tuple[str, Text], ...]
    spread: Spread

    @property
    def words(self) -> Text:
        return SPREADS[self.spread.kind]


@dataclass(frozen=True)
class Together:
    """What several have answered."""

    names: tuple[str, ...]
    scores: tuple[tuple[str, str, str], ...]
    rows: tuple[Shared, ...]

    @property
    def apart(self) -> list[Shared]:
        """The rows to talk about first."""
        return [row for row in self.rows if row.spread.kind == "apart"]

    @property
    def agreed(self) -> int:
        """In how many rows all who answered agree."""
        return sum(row.spread.kind == "same" for row in self.rows)

    @property
    def compared(self) -> int:
        """In how many rows at least two have answered."""
        return sum(row.spread.kind != "few" for row in self.rows)


def together(sheets: Sequence[tuple[str, Sheet]], rows: Sheet) -> Together:
    """Row by row what each has chosen. `rows` is the sheet they answered, with its own pairs."""
    lines = lines_of_sheet(rows)
    keys = [*(pair.axis.value for pair in PAIRS), *(f"{OWN}{number}" for number in range(1, len(rows.own) + 1))]
    shared = []
    for key, line in zip(keys, lines, strict=True):
        choices = [sheet.rows.get(key, "none") for _name, sheet in sheets]
        named = tuple((name, word_of(one)) for (name, _sheet), one in zip(sheets, choices, strict=True))
        shared.append(Shared(line, named, spread(choices)))
    scores = [(name, score(sheet.rows.values())) for name, sheet in sheets]
    told = tuple((name, points(one.closed), points(one.open)) for name, one in scores)
    return Together(tuple(name for name, _sheet in sheets), told, tuple(shared))
