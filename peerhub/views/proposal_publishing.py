"""Publishing a proposal, all of it or some groups: what will happen is shown first, and nothing is mailed before."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from ..domain import publishing
from ..domain.errors import Refused
from ..domain.proposal_boards import Board
from ..domain.publish_checks import words_for
from ..domain.publish_preview import preview
from ..proposal_forms import PublishForm, RevisionForm
from .proposal_boards import board_with
from .proposal_edits import SEE
from .proposals import READ_OR_POST
from .rounds import INVALID, refused
from .staff import staff_of


@require_http_methods(READ_OR_POST)
@login_required
def proposal_publish(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The groups to publish, all of them ticked, and what stands in the way; posted, those that are ticked go out."""
    board = board_with(request, slug, number)
    proposal, staff, now = board.proposal, staff_of(request), timezone.now()
    open_groups = [one for one in board.open_groups if board.grouping[one.key]]
    choices = [(one.key, _label(board, one)) for one in open_groups]
    every = [key for key, _words in choices]
    form = PublishForm(request.POST if request.method == "POST" else None, choices=choices, initial={"groups": every})
    status = INVALID if form.is_bound and not form.is_valid() else 200
    if form.is_bound and form.is_valid() and request.POST.get("act") != SEE:
        proposal.revision = RevisionForm.of(request.POST)
        values = {"keys": form.cleaned_data["groups"], "override_reason": form.cleaned_data["reason"]}
        try:
            made = publishing.publish(proposal, **values, by=staff, now=now)
        except Refused as refusal:
            status = refused(form, refusal)
            proposal.refresh_from_db()
        else:
            told = ngettext("%(number)d group is published.", "%(number)d groups are published.", len(made))
            messages.success(request, told % {"number": len(made)} + " " + _("Everybody in them is being told."))
            return redirect("round_groups", slug)
    context: dict[str, Any] = {
        "proposal": proposal,
        "round": proposal.round,
        "form": form,
        "changes": board.changes,
        "preview": preview(proposal, keys=_asked(form, every), now=now),
    }
    return render(request, "peerhub/proposals/publish.html", context, status=status)


def _asked(form: PublishForm, otherwise: list[str]) -> list[str]:
    """The groups that are ticked, as far as they are there."""
    known = {key for key, _words in form.fields["groups"].choices}  # type: ignore[attr-defined]
    ticked = form.data.getlist("groups") if form.is_bound else otherwise  # type: ignore[attr-defined]
    return [key for key in ticked if key in known]


def _label(board: Board, group: Any) -> str:
    """A group as it is ticked: what it is called, how many, where."""
    told = board.desk.group(group.key)
    size = ngettext("%(number)d person", "%(number)d people", len(told.members)) % {"number": len(told.members)}
    return f"{words_for(group)}: {size}, {told.town or _('Online')}"
