"""Two proposals side by side, and the quality of one as a file."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.exports import exported
from accounts.guards import over_limit, too_many
from home.views.pdfs import pdf_answer

from ..domain import proposal_reports
from ..domain.match_setup import Setup
from ..domain.matching import Joined, Left, Moved, diff
from ..domain.proposal_boards import Board, look_at_people
from ..domain.publish_checks import words_for
from ..domain.reading import took_out
from ..proposal_words import figures_of, setup_words
from .proposal_boards import board_with
from .staff import staff_of

FORMS = ("pdf", "csv")
MOST_SHOWN = 200


@dataclass(frozen=True)
class Compared:
    """A figure of two proposals."""

    label: str
    one: str
    other: str


@require_safe
@login_required
def proposal_compared(request: HttpRequest, slug: str, number: int, other: int) -> HttpResponse:
    """Two proposals of a round: what was asked of each, how good they are, and who stands elsewhere."""
    if number == other:
        raise Http404
    one, two = (board_with(request, slug, each, is_whole=True) for each in (number, other))
    found = diff(two.grouping, one.grouping)
    named = [each.person for each in found if each.person in one.pool][:MOST_SHOWN]
    look_at_people(one, named, by=staff_of(request), now=timezone.now())
    asked = [setup_words(Setup.of_json(each.proposal.setup)) for each in (one, two)]
    rows = zip(_figures(one), _figures(two), strict=True)
    context: dict[str, Any] = {
        "round": one.proposal.round,
        "one": one.proposal,
        "two": two.proposal,
        "rows": [Compared(_("Asked for"), *asked), *(Compared(label, mine, its) for (label, mine), (_l, its) in rows)],
        "moved": [_words(each, one, two) for each in found[:MOST_SHOWN]],
        "total": len(found),
        "stay": len(one.pool) - len(found),
    }
    return render(request, "peerhub/proposals/compared.html", context)


def _figures(board: Board) -> list[tuple[str, str]]:
    return figures_of(board.metrics, board.proposal.metrics.get("upper_bound", 0))


def _words(found: Moved | Joined | Left, one: Board, two: Board) -> tuple[str, str, str]:
    """Who, where in the second proposal, where in the first."""
    name = one.signup(found.person).name if found.person in one.pool else found.person
    before = _("no group") if isinstance(found, Joined) else words_for(two.by_key[found.before])
    after = _("no group") if isinstance(found, Left) else words_for(one.by_key[found.after])
    return name, before, after


@require_safe
@login_required
def proposal_report(request: HttpRequest, slug: str, number: int, form: str) -> HttpResponse:
    """The quality of a proposal as PDF or CSV. It names nobody; taking it out is logged."""
    board = board_with(request, slug, number, is_whole=True)
    staff = staff_of(request)
    if form not in FORMS:
        raise Http404
    if wait := over_limit("export", str(staff.uuid)):
        return too_many(request, wait)
    took_out(board.proposal.round, by=staff, now=timezone.now())
    name = f"forslag-{board.proposal.round.slug}-{number}"
    if form == "csv":
        header, rows = proposal_reports.rows_of(board)
        return exported(name, header, rows, form=form)
    language, today = get_language() or "da", timezone.localdate()
    figures = figures_of(board.metrics, board.proposal.metrics.get("upper_bound"))
    return pdf_answer(
        request, lambda: proposal_reports.pdf_of(board, figures, language=language, today=today), f"{name}.pdf"
    )
