"""The quality of a proposal as a file: sizes, distances, criteria met, the worst tenth, by group. Nobody is named."""

from dataclasses import dataclass
from datetime import date

from django.utils import translation
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from pdf.render import Pdf, render

from ..enums import Criterion, MeetingForm
from .matching import GroupReasons
from .proposal_boards import Board


@dataclass(frozen=True)
class ReportLine:
    """One group of the report, reckoned by the engine; `met` is each criterion in points, in the round's order."""

    number: int
    told: GroupReasons

    @property
    def farthest(self) -> float:
        """The longest way to the town, in kilometres; 0 online."""
        return max(self.told.km.values(), default=0.0)

    @property
    def years(self) -> int:
        """Years from the youngest to the oldest."""
        return self.told.ages[1] - self.told.ages[0] if self.told.ages else 0


def lines_of(board: Board) -> list[ReportLine]:
    """The groups that hold somebody, in their order."""
    rows = [one for one in board.open_groups if board.grouping[one.key]]
    return [ReportLine(one.order, board.desk.explain_group(one.key)) for one in rows]


def rows_of(board: Board) -> tuple[list[str], list[list[str]]]:
    """Header and rows of a list: a group a line."""
    criteria = board.settings.criteria
    header = [_("Group"), _("People"), _("Meets in"), _("Common times"), _("Points"), _("Worst-off, points")]
    header += [_("Longest way, km"), _("Years from youngest to oldest"), _("Rules broken")]
    header += [str(Criterion(one).label) for one in criteria]
    return header, [_row(line, criteria) for line in lines_of(board)]


def _row(line: ReportLine, criteria: tuple[str, ...]) -> list[str]:
    told = line.told
    figures = [told.quality, told.worst, line.farthest, line.years, len(told.violations)]
    met = [_whole(told.by_criterion[one]) if one in told.by_criterion else "–" for one in criteria]
    return [
        str(line.number),
        str(len(told.members)),
        told.town or str(MeetingForm.VIRTUAL.label),
        str(len(told.slots)),
        *(_whole(one) for one in figures),
        *met,
    ]


def _whole(value: float) -> str:
    return str(number_format(round(value)))


def pdf_of(board: Board, figures: list[tuple[str, str]], *, language: str, today: date) -> Pdf:
    """The report as a tagged PDF. Raises PdfFailed."""
    with translation.override(language):
        header, rows = rows_of(board)
        words = {"number": board.proposal.number, "round": board.proposal.round.name}
        title = _("Quality of proposal %(number)d, %(round)s") % words
        context = {"figures": figures, "header": header[:9], "rows": [row[:9] for row in rows], "day": today}
        context |= {"criteria": header[9:], "met": [(row[0], row[9:]) for row in rows]}
    return render("pdf/proposal.html", context, language=language, title=title)
