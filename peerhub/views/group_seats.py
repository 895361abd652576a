"""One seat in a published group, for a coordinator: the answer noted for somebody, moved, swapped, given up."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.domain.errors import Refused as ConsentRefused
from accounts.once import once

from ..check_forms import AcceptForm
from ..domain import group_queries, late_changes, offers, signup_consents
from ..domain.errors import Refused
from ..domain.group_steps import WITH_GROUPS
from ..domain.signup_consents import SHARING
from ..group_enums import SEATED
from ..group_forms import LeaveForm, MoveForm, SwapForm, sized
from ..models import GroupMembership, PeerGroup
from ..signup_enums import SignupState
from .peer_groups import COORDINATION, group_of
from .public import READ_OR_POST, language_of
from .rounds import CONFLICT, INVALID
from .staff import staff_of

Forms = dict[str, forms.Form]
# Two buttons of one form: the answer that somebody gave the coordinator.
YES, NO = "yes", "no"


@require_http_methods(READ_OR_POST)
@login_required
@once
def group_seat(request: HttpRequest, slug: str, number: int, seat: UUID) -> HttpResponse:
    """Who it is and where they stand; one form for each thing that can be done. The look is logged."""
    group, staff, now = group_of(request, slug, number), staff_of(request), timezone.now()
    found = group_queries.seat_for_staff(group, seat)
    if found is None or found.signup is None or group.round is None:
        raise Http404
    if found.state not in SEATED:
        messages.error(
            request, _("%(name)s no longer has a place in this group.") % {"name": group_queries.name_of(found)}
        )
        return redirect("peer_group", slug, number)
    group_queries.look_at([found.signup], by=staff, purpose=COORDINATION, now=now)
    shown = _forms(request, found)
    asked = request.POST.get("act", "")
    form, act = shown.get(_form_of(asked)), ACTS.get(asked)
    status = 200
    if request.method == "POST" and form is not None and act is not None:
        if form.is_valid() or asked == NO:
            try:
                return act(request, found, form)
            except (Refused, ConsentRefused) as refusal:
                form.add_error(None, str(refusal.message))
                status = CONFLICT
        else:
            status = INVALID
    context = {"group": group, "seat": found, "signup": found.signup, "round": group.round, "forms": shown}
    context |= {"name": group_queries.name_of(found), "form": form if form and form.is_bound else None}
    return render(request, "peerhub/groups/seat.html", context, status=status)


def _form_of(act: str) -> str:
    return "answer" if act in (YES, NO) else act


def _forms(request: HttpRequest, seat: GroupMembership) -> Forms:
    """The forms that fit where somebody stands, the one that was sent with what was typed."""
    staff, group = staff_of(request), seat.group
    if group.round is None or seat.signup is None or group.round.state not in WITH_GROUPS or group.is_over:
        return {}
    sent = _form_of(request.POST.get("act", "")) if request.method == "POST" else ""

    def data(name: str) -> Any:
        return request.POST if name == sent else None

    found: Forms = {}
    if seat.signup.state == SignupState.PROPOSED:
        shared = any(one.purpose == SHARING for one in signup_consents.standing(seat.signup))
        found["answer"] = AcceptForm(data("answer"), is_shared=shared, prefix=None)
    others = group_queries.open_groups_beside(staff, group)
    if others:
        choices = [(str(one.number), sized(one)) for one in others]
        found["move"] = MoveForm(data("move"), choices=choices, auto_id="move_%s")
    if beside := group_queries.seats_of_others(staff, group):
        words = [(str(one.pk), f"{group_queries.name_of(one)} ({one.group.title})") for one in beside]
        found["swap"] = SwapForm(data("swap"), choices=words, auto_id="swap_%s")
    found["leave"] = LeaveForm(data("leave"), auto_id="leave_%s")
    return found


# --- acts ------------------------------------------------------------------------------------------------------------
def _yes(request: HttpRequest, seat: GroupMembership, form: Any) -> HttpResponse:
    said, staff = form.said(), staff_of(request)
    assert seat.signup  # noqa: S101  for the type checker: asked when the seat was found
    offers.accept(seat.signup, said=said, language=language_of(request), by=staff, now=timezone.now())
    return _to_group(request, seat.group, _("The yes is noted."))


def _no(request: HttpRequest, seat: GroupMembership, form: Any) -> HttpResponse:
    assert seat.signup  # noqa: S101  as above
    offers.decline(seat.signup, by=staff_of(request), now=timezone.now())
    return _to_group(request, seat.group, _("The no is noted."))


def _move(request: HttpRequest, seat: GroupMembership, form: Any) -> HttpResponse:
    staff = staff_of(request)
    target = next(
        one
        for one in group_queries.open_groups_beside(staff, seat.group)
        if str(one.number) == form.cleaned_data["choice"]
    )
    late_changes.transfer(seat, target, reason=form.cleaned_data["reason"], by=staff, now=timezone.now())
    return _to_group(request, target, _("Moved. They are being told."))


def _swap(request: HttpRequest, seat: GroupMembership, form: Any) -> HttpResponse:
    staff = staff_of(request)
    beside = group_queries.seats_of_others(staff, seat.group)
    other = next(one for one in beside if str(one.pk) == form.cleaned_data["choice"])
    other.group.round = seat.group.round
    late_changes.swap(seat, other, by=staff, now=timezone.now())
    return _to_group(request, seat.group, _("They have changed places, and are being told."))


def _leave(request: HttpRequest, seat: GroupMembership, form: Any) -> HttpResponse:
    waits = form.cleaned_data["way"] == LeaveForm.WAIT
    late_changes.leave(seat, waits=waits, by=staff_of(request), now=timezone.now())
    return _to_group(request, seat.group, _("They have left the group, and are being told."))


def _to_group(request: HttpRequest, group: PeerGroup, done: str) -> HttpResponse:
    messages.success(request, done)
    slug = group.round.slug if group.round else ""
    return redirect("peer_group", slug, group.number)


ACTS: dict[str, Callable[[HttpRequest, GroupMembership, Any], HttpResponse]] = {
    YES: _yes,
    NO: _no,
    "move": _move,
    "swap": _swap,
    "leave": _leave,
}
