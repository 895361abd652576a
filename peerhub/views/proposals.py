"""A round's proposals on the coordinator's workbench: listed, asked for, made again, stopped, discarded."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.once import once

from ..domain import proposals as acts
from ..domain.errors import Refused
from ..domain.match_pool import pool_size
from ..domain.match_setup import Setup, usual_setup
from ..enums import RoundState
from ..group_enums import UNDER_WAY, WITH_GROUPS, ProposalState
from ..models import MatchProposal
from ..proposal_forms import SetupForm
from ..proposal_words import setup_words
from .rounds import INVALID, refused
from .staff import own_proposal, own_round, staff_of

READ_OR_POST = ["GET", "HEAD", "POST"]
# Groups can be made in these, and only looked at later.
MAKING = frozenset({RoundState.CLOSED, RoundState.MATCHING})


@require_http_methods(READ_OR_POST)
@login_required
@once
def proposal_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The proposals there are and a form for one more, which starts it."""
    round, staff, now = own_round(request, slug), staff_of(request), timezone.now()
    form = SetupForm(request.POST if request.method == "POST" else None, round=round, setup=usual_setup(round))
    status = INVALID if form.is_bound and not form.is_valid() else 200
    if form.is_bound and form.is_valid():
        try:
            made = acts.start(round, setup=form.setup(), by=staff, now=now)
        except Refused as refusal:
            status = refused(form, refusal)
        else:
            return redirect("proposal", slug, made.number)
    rows = acts.proposals_of(round, staff)
    context: dict[str, Any] = {
        "round": round,
        "form": form,
        "rows": [(one, setup_words(Setup.of_json(one.setup))) for one in rows if one.state != ProposalState.DISCARDED],
        "discarded": [one for one in rows if one.state == ProposalState.DISCARDED],
        "under_way": any(one.state in UNDER_WAY for one in rows),
        "can_start": round.state_at(now) in MAKING,
        "people": pool_size(round),
        "pairs": _pairs(rows),
    }
    return render(request, "peerhub/proposals/list.html", context, status=status)


def _pairs(rows: list[MatchProposal]) -> list[tuple[MatchProposal, MatchProposal]]:
    """The newest with each earlier one that has groups, to be looked at side by side."""
    ready = [one for one in rows if one.state in WITH_GROUPS]
    return [(ready[0], other) for other in ready[1:6]]


@require_http_methods(READ_OR_POST)
@login_required
@once
def proposal_again(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Asks what the next proposal is to be like, filled in as for this one; what was done by hand is kept."""
    proposal = own_proposal(request, slug, number)
    setup = Setup.of_json(proposal.setup)
    form = SetupForm(request.POST if request.method == "POST" else None, round=proposal.round, setup=setup)
    status = INVALID if form.is_bound and not form.is_valid() else 200
    if form.is_bound and form.is_valid():
        try:
            made = acts.make_again(proposal, setup=form.setup(), by=staff_of(request), now=timezone.now())
        except Refused as refusal:
            status = refused(form, refusal)
        else:
            return redirect("proposal", slug, made.number)
    return render(request, "peerhub/proposals/again.html", {"proposal": proposal, "form": form}, status=status)


@require_POST
@login_required
def proposal_stop(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Stops the work; what was found is kept."""
    proposal = own_proposal(request, slug, number)
    acts.stop(proposal, by=staff_of(request), now=timezone.now())
    messages.success(request, _("The work stops. The best that was found is kept."))
    return redirect("proposal", slug, number)


@require_http_methods(READ_OR_POST)
@login_required
def proposal_discard(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Asks once more, then puts the proposal away."""
    proposal = own_proposal(request, slug, number)
    if request.method == "POST":
        try:
            acts.discard(proposal, by=staff_of(request), now=timezone.now())
        except Refused as refusal:
            messages.error(request, str(refusal.message))
        else:
            messages.success(request, _("The proposal is discarded."))
        return redirect("proposals", slug)
    context = {
        "title": _("Discard proposal %(number)d") % {"number": number},
        "lead": _("Who stood where in it is deleted. What you asked for, and the figures, stay. It cannot be undone."),
        "submit": _("Discard the proposal"),
        "back": reverse("proposal", args=[slug, number]),
        "back_words": _("Proposal %(number)d") % {"number": number},
    }
    return render(request, "accounts/form_page.html", context)


@require_POST
@login_required
def proposal_prices(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Asks the worker what binds the round, and what another order would give."""
    acts.ask_prices(own_proposal(request, slug, number), by=staff_of(request), now=timezone.now())
    return redirect(reverse("proposal", args=[slug, number]) + "#priser")
