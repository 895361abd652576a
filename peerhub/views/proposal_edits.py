"""Changing a proposal by hand: the effect is shown first, then it is done. Without script each is a page of its own."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from ..domain import predefined, proposal_undo
from ..domain import proposal_edits as acts
from ..domain.errors import Refused
from ..domain.matching import Move
from ..domain.proposal_boards import Board, board_of, look_at_people
from ..domain.proposal_edits import NEW, NONE, Conflict
from ..models import MatchProposal
from ..proposal_cards import Screen
from ..proposal_effects import effect_words, merged_words, split_words
from ..proposal_forms import RevisionForm
from ..proposal_words import event_words
from .proposal_boards import board_with, name_by
from .rounds import CONFLICT, INVALID
from .staff import staff_of

READ_OR_POST = ["GET", "HEAD", "POST"]
# What a form says for no group at all; an empty value is nothing chosen.
OUT = "ingen"
SEE = "see"  # the button that only shows what would happen


@require_http_methods(READ_OR_POST)
@login_required
def proposal_move(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What would happen if somebody were moved, or changed places with somebody; posted, it happens."""
    asked = request.POST if request.method == "POST" else request.GET
    board = board_with(request, slug, number)
    if not asked.get("person") or not asked.get("til"):
        messages.error(request, _("Choose a person and a group."))
        return redirect("proposal", slug, number)
    name = name_by(board, asked["person"])
    other = name_by(board, asked["byt"]) if asked.get("byt") else ""
    to = asked["til"]
    if to not in {OUT, NEW, *board.grouping}:
        raise Http404
    if request.method != "POST":
        return _ask_move(request, board, name, to, other)
    values: dict[str, Any] = {"signup": board.signup(name)}
    values |= {"other": board.signup(other)} if other else {"to": NONE if to == OUT else to}
    try:
        _do(request, board.proposal, acts.swap if other else acts.move, **values)
    except Conflict as conflict:
        return _ask_move(request, board_of(_fresh(board)), name, to, other, conflict=conflict)
    except Refused as refusal:
        return _ask_move(request, board_of(_fresh(board)), name, to, other, refusal=str(refusal.message))
    messages.success(request, _("Done. It is kept when the proposal is made again."))
    return redirect("proposal", slug, number)


def _do(request: HttpRequest, proposal: MatchProposal, act: Callable[..., MatchProposal], **values: Any) -> None:
    act(
        proposal,
        revision=RevisionForm.of(request.POST),
        by=staff_of(request),
        now=timezone.now(),
        **values,
    )


def _told(conflict: Conflict, board: Board) -> list[str]:
    """What was done meanwhile, and by whom: somebody else, or oneself in another window."""
    words = Screen(board).words
    return [
        f"{event_words(one, words)} ({one.by.get_full_name() if one.by else _('somebody who has left')})"
        for one in conflict.events
    ]


def _fresh(board: Board) -> MatchProposal:
    board.proposal.refresh_from_db()
    return board.proposal


def _ask_move(
    request: HttpRequest,
    board: Board,
    name: str,
    to: str,
    other: str,
    *,
    conflict: Conflict | None = None,
    refusal: str = "",
) -> HttpResponse:
    screen = Screen(board)
    group = {OUT: None, NEW: board.free_key}.get(to, to)
    effect = board.desk.what_if(Move(name, group, swap=other or None))
    inside = board.grouping.get(to, [])
    look_at_people(board, [name, *inside], by=staff_of(request), now=timezone.now())
    context = {
        "proposal": board.proposal,
        "round": board.proposal.round,
        "member": screen.member(name),
        "to": to,
        "other": screen.member(other) if other else None,
        "effect": effect_words(effect, screen.words),
        "members": [board.signup(each) for each in inside if each != name],
        "done": _told(conflict, board) if conflict else [],
        "refusal": refusal,
    }
    status = CONFLICT if conflict or refusal else 200
    return render(request, "peerhub/proposals/move.html", context, status=status)


@require_http_methods(READ_OR_POST)
@login_required
def proposal_merge(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What two groups would be as one; posted, they are."""
    asked = request.POST if request.method == "POST" else request.GET
    board = board_with(request, slug, number)
    key, into = asked.get("gruppe", ""), asked.get("til", "")
    if key not in board.grouping or into not in board.grouping:
        raise Http404
    done, refusal = [], ""
    if request.method == "POST":
        try:
            _do(request, board.proposal, acts.merge, key=key, into=into)
        except Conflict as conflict:
            done = _told(conflict, board)
            refusal = str(conflict.message)
        except Refused as refused:
            refusal = str(refused.message)
        else:
            messages.success(request, _("The two groups are one."))
            return redirect("proposal", slug, number)
        board = board_of(_fresh(board))
    return _ask_merge(request, board, key, into, done, refusal)


def _ask_merge(request: HttpRequest, board: Board, key: str, into: str, done: list[str], refusal: str) -> HttpResponse:
    screen = Screen(board)
    context = {
        "proposal": board.proposal,
        "round": board.proposal.round,
        "key": key,
        "into": into,
        "effect": merged_words(board, key, into, screen.words),
        "group": screen.words.group(key),
        "other": screen.words.group(into),
        "done": done,
        "refusal": refusal,
    }
    return render(request, "peerhub/proposals/merge.html", context, status=CONFLICT if refusal else 200)


@require_http_methods(READ_OR_POST)
@login_required
def proposal_split(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Whom of a group a new one is made of, with the engine's own choice ticked; posted, it is made."""
    asked = request.POST if request.method == "POST" else request.GET
    board = board_with(request, slug, number)
    key = asked.get("gruppe", "")
    if key not in board.grouping:
        raise Http404
    done, refusal, status = [], "", 200
    chosen = [name_by(board, one) for one in asked.getlist("person")]
    if request.method == "POST" and request.POST.get("act") != SEE:
        try:
            _do(request, board.proposal, acts.split, key=key, signups=[board.signup(one) for one in chosen])
        except Conflict as conflict:
            done = _told(conflict, board)
            refusal, status = str(conflict.message), CONFLICT
        except Refused as refused:
            refusal, status = str(refused.message), INVALID
        else:
            messages.success(request, _("The group is split."))
            return redirect("proposal", slug, number)
        board = board_of(_fresh(board))
    screen = Screen(board)
    members = [screen.member(name) for name in board.grouping.get(key, [])]
    look_at_people(board, board.grouping.get(key, []), by=staff_of(request), now=timezone.now())
    suggested = chosen or board.half_of(key)
    context = {
        "proposal": board.proposal,
        "round": board.proposal.round,
        "key": key,
        "group": screen.words.group(key),
        "members": members,
        "chosen": {board.signup(name).reference for name in suggested if name in board.pool},
        "effect": split_words(board, key, suggested, screen.words),
        "done": done,
        "refusal": refusal,
    }
    return render(request, "peerhub/proposals/split.html", context, status=status)


# By the last part of the address: the act, what it takes of the form, and what is said afterwards.
ACTS: dict[str, tuple[Callable[..., MatchProposal], dict[str, Any], Promise]] = {
    "laas": (acts.lock, {"is_locked": True}, gettext_lazy("The group is locked. It stays as it is in the next run.")),
    "laas-op": (acts.lock, {"is_locked": False}, gettext_lazy("The group can be changed again.")),
    "fasthold": (acts.pin, {"is_pinned": True}, gettext_lazy("The person stays in this group in the next run.")),
    "slip": (acts.pin, {"is_pinned": False}, gettext_lazy("The person may come into another group in the next run.")),
    "foelg": (acts.follow, {}, gettext_lazy("The proposal holds those who can be placed now.")),
    "del-fuld": (predefined.split_overfull, {}, gettext_lazy("Two groups are made of the one that was too full.")),
    "fortryd": (proposal_undo.undo, {}, gettext_lazy("The last change is taken back.")),
}
NEEDS = {"laas": "key", "del-fuld": "key", "laas-op": "key", "fasthold": "person", "slip": "person"}


@require_POST
@login_required
def proposal_act(request: HttpRequest, slug: str, number: int, act: str) -> HttpResponse:
    """Locks, holds, takes back or brings up to date, from the forms on the cards. Where somebody else was first, what
    they did is shown with the same button once more."""
    if act not in ACTS:
        raise Http404
    do, values, done = ACTS[act]
    board = board_with(request, slug, number)
    asked = request.POST.get(NEEDS.get(act, ""), "")
    if NEEDS.get(act) == "person":
        values = values | {"signup": board.signup(name_by(board, asked))}
    elif NEEDS.get(act) == "key":
        values = values | {"key": asked}
    try:
        _do(request, board.proposal, do, **values)
    except Conflict as conflict:
        return _told_conflict(request, board, conflict, act, asked)
    except Refused as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, str(done))
    return redirect(f"{reverse('proposal', args=[slug, number])}{_place_of(act, asked)}")


def _place_of(act: str, asked: str) -> str:
    """Where on the page the act was asked for, so that the reader comes back to it."""
    return f"#gruppe-{asked}" if NEEDS.get(act) == "key" and asked.isalnum() else ""


def _told_conflict(request: HttpRequest, board: Board, conflict: Conflict, act: str, asked: str) -> HttpResponse:
    context = {
        "proposal": _fresh(board),
        "round": board.proposal.round,
        "done": _told(conflict, board),
        "refusal": str(conflict.message),
        "act": act,
        "words": WORDS[act],
        "field": NEEDS.get(act, ""),
        "asked": asked,
    }
    return render(request, "peerhub/proposals/conflict.html", context, status=CONFLICT)


WORDS: dict[str, Promise] = {
    "laas": gettext_lazy("Lock the group"),
    "laas-op": gettext_lazy("Unlock the group"),
    "fasthold": gettext_lazy("Hold in the group"),
    "slip": gettext_lazy("Let go"),
    "foelg": gettext_lazy("Bring up to date"),
    "fortryd": gettext_lazy("Take the last change back"),
}
