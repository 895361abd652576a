"""One proposal on the coordinator's workbench: its groups as cards, one group, one person. Each look is logged."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ..domain import proposals as acts
from ..domain.matching import Violation
from ..domain.predefined import overfull
from ..domain.proposal_boards import Board, board_of, look_at_people
from ..domain.proposal_edits import events_of
from ..domain.proposal_undo import can_undo
from ..group_enums import UNDER_WAY, WITH_GROUPS, RuleKind
from ..match_words import Words
from ..models import MatchProposal
from ..price_words import prices_of
from ..proposal_cards import Screen
from ..proposal_forms import ShownForm
from ..proposal_words import event_words, figures_of
from .staff import own_proposal, staff_of

GROUPS_A_PAGE = 60
WAITING_A_PAGE = 30


@require_safe
@login_required
def proposal_page(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A proposal: how far it is, why it came to nothing, or its groups."""
    proposal = own_proposal(request, slug, number)
    if proposal.state not in WITH_GROUPS:
        return _without_groups(request, proposal)
    board = board_of(proposal)
    screen = Screen(board)
    order = {key: at for at, key in enumerate(board.desk.worst_first())} if "svage" in request.GET else {}
    groups = sorted(board.groups, key=lambda one: order.get(one.key, 0))
    page = Paginator(groups, GROUPS_A_PAGE).get_page(request.GET.get("page"))
    waiting = Paginator(board.without, WAITING_A_PAGE).get_page(request.GET.get("uden"))
    seen = [name for one in page for name in board.grouping.get(one.key, [])]
    look_at_people(board, [*seen, *waiting], by=staff_of(request), now=timezone.now())
    context = _context(board, screen) | {
        "page_obj": page,
        "cards": [screen.card(one) for one in page],
        "waiting_page": waiting,
        "waiting": [screen.waiting(name) for name in waiting],
        "figures": figures_of(board.metrics, proposal.metrics.get("upper_bound")),
        "overfull": overfull(board),
        "prices": prices_of(proposal.metrics.get(acts.PRICES), screen.words),
        "shown_form": ShownForm(choices=list(screen.choices.items()), initial={"shown": screen.shown}),
        "events": [(one, event_words(one, screen.words)) for one in events_of(proposal)],
        "can_undo": can_undo(proposal),
        "is_worst_first": bool(order),
    }
    return render(request, "peerhub/proposals/proposal.html", context)


def _context(board: Board, screen: Screen) -> dict[str, Any]:
    """What every page of a proposal with groups needs."""
    targets = [one for one in board.open_groups if not one.is_locked]
    return {
        "proposal": board.proposal,
        "round": board.proposal.round,
        "changes": board.changes,
        "broken": len({one.group for one in screen.violations}),
        "targets": [(one.key, screen.words.group(one.key)) for one in targets],
    }


def _without_groups(request: HttpRequest, proposal: MatchProposal) -> HttpResponse:
    clash: list[str] = []
    if proposal.clash:
        board = board_of(proposal.based_on or proposal)
        words = Screen(board).words
        look_at_people(board, _named(proposal, board), by=staff_of(request), now=timezone.now())
        clash = clash_words(proposal, words)
    context = {
        "proposal": proposal,
        "round": proposal.round,
        "is_under_way": proposal.state in UNDER_WAY,
        "clash": clash,
    }
    return render(request, "peerhub/proposals/under_way.html", context)


def _named(proposal: MatchProposal, board: Board) -> list[str]:
    return [name for _rule, names, _group in proposal.clash for name in names if name in board.pool]


def clash_words(proposal: MatchProposal, words: Words) -> list[str]:
    """The rules that clash, each with the names of those it is about."""
    return words.violations(Violation(rule, tuple(names), group) for rule, names, group in proposal.clash)


@require_POST
@login_required
def proposal_shown(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Keeps what stands on the cards. An unknown choice changes nothing."""
    proposal = own_proposal(request, slug, number)
    screen = Screen(board_of(proposal))
    form = ShownForm(request.POST, choices=list(screen.choices.items()))
    if form.is_valid():
        acts.show(proposal, form.cleaned_data["shown"], by=staff_of(request), now=timezone.now())
        messages.success(request, _("The cards show what you chose."))
    else:
        messages.error(request, _("Choose among those there are."))
    return redirect("proposal", slug, number)


def board_with(request: HttpRequest, slug: str, number: int, *, is_whole: bool = False) -> Board:
    """The board of a proposal with groups, published ones too if it is to be whole; one without is as unknown as
    none."""
    proposal = own_proposal(request, slug, number)
    if proposal.state not in WITH_GROUPS:
        raise Http404
    return board_of(proposal, is_whole=is_whole)


def name_by(board: Board, reference: str) -> str:
    """The engine's name of somebody of the pool, by our reference. Raises Http404."""
    found = next((name for name, (signup, _a) in board.pool.items() if signup.reference == reference), None)
    if found is None:
        raise Http404
    return found


@require_safe
@login_required
def proposal_person(request: HttpRequest, slug: str, number: int, reference: str) -> HttpResponse:
    """One person: why they are where they are, what it costs, the best other group, and what can be done."""
    board = board_with(request, slug, number)
    name = name_by(board, reference)
    screen = Screen(board)
    place = board.place_of.get(name)
    key = next((key for key, members in board.grouping.items() if name in members), "")
    told = board.desk.explain_person(name) if key else None
    look_at_people(board, [name], by=staff_of(request), now=timezone.now())
    context = _context(board, screen) | {
        "member": screen.member(name, is_brief=False),
        "key": key,
        "group": screen.words.group(key) if key else "",
        "value": round(told.value) if told else None,
        "best_other": screen.words.best_other(told.best_other) if told else "",
        "waiting": None if key else screen.waiting(name),
        "is_held": bool(place and (place.is_pinned or (place.is_by_hand and key))),
        "is_out": bool(place and place.is_by_hand and not key),
        "kinds": RuleKind.choices,
    }
    return render(request, "peerhub/proposals/person.html", context)


@require_safe
@login_required
def proposal_group(request: HttpRequest, slug: str, number: int, key: str) -> HttpResponse:
    """One group with all reasons, and what can be done with it: lock, merge, split."""
    board = board_with(request, slug, number)
    group = board.by_key.get(key)
    if group is None:
        raise Http404
    screen = Screen(board)
    look_at_people(board, board.grouping.get(key, []), by=staff_of(request), now=timezone.now())
    context = _context(board, screen)
    context |= {"card": screen.card(group), "others": [one for one in context["targets"] if one[0] != key]}
    return render(request, "peerhub/proposals/group.html", context)
