"""A coordinator's pages about the life of groups: the shared intro meetings of a round, the fixed leader of a group."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.once import once

from ..domain import facilitation, group_queries, intros
from ..domain.errors import Refused
from ..intro_forms import IntroChangeForm, IntroForm, LeaderForm
from ..meeting_forms import time_initial
from ..models import PeerGroup
from .desk import act_page, address_of, run_group
from .peer_groups import group_of
from .public import READ_OR_POST
from .rounds import INVALID
from .staff import own_round, staff_of


@require_http_methods(READ_OR_POST)
@login_required
@once
def round_intros(request: HttpRequest, slug: str) -> HttpResponse:
    """Plans a virtual meeting for several groups, and shows how many come."""
    found, staff = own_round(request, slug), staff_of(request)
    groups = {str(one.pk): one for one in group_queries.groups_for_staff(staff, found) if not one.is_over}
    choices = [(key, one.title) for key, one in groups.items()]
    form = IntroForm(request.POST if request.method == "POST" else None, groups=choices)
    if form.is_bound and form.is_valid():
        chosen = [groups[key] for key in form.cleaned_data["groups"]]
        try:
            intros.plan(found, chosen, form.values(), by=staff, now=timezone.now())
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
        else:
            messages.success(request, _("The meeting is planned. The members are invited."))
            return redirect("round_intros", slug)
    context = {"round": found, "form": form, "rows": list(intros.of_round(found))}
    return render(request, "peerhub/groups/intros.html", context, status=INVALID if form.errors else 200)


@require_http_methods(READ_OR_POST)
@login_required
@once
def intro_change(request: HttpRequest, slug: str, intro: UUID) -> HttpResponse:
    """Changes a shared intro meeting, and invites more groups to it."""
    found, staff = own_round(request, slug), staff_of(request)
    known = intros.known_in(found, intro)
    if known is None:
        raise Http404
    there = set(known.groups.values_list("pk", flat=True))
    every = group_queries.groups_for_staff(staff, found)
    others = {str(one.pk): one for one in every if not one.is_over and one.pk not in there}
    first = {name: getattr(known, name) for name in ("link", "programme", "has_captions")}
    form = IntroChangeForm(
        request.POST if request.method == "POST" else None,
        groups=[(key, one.title) for key, one in others.items()],
        initial=first | time_initial(known.starts_at, known.ends_at),
    )
    if form.is_bound and form.is_valid():
        more = [others[key] for key in form.cleaned_data.get("groups", [])]
        try:
            intros.change(known, more, form.values(), by=staff, now=timezone.now())
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
        else:
            messages.success(request, _("Saved. Whoever needs to know is told."))
            return redirect("round_intros", slug)
    words = {"title": _("Change the shared intro meeting"), "submit": _("Save this")}
    return act_page(
        request, form, words | {"back": reverse("round_intros", args=[slug]), "back_words": _("Shared intro meeting")}
    )


@require_POST
@login_required
def intro_cancel(request: HttpRequest, slug: str, intro: UUID) -> HttpResponse:
    """Calls a shared intro meeting off. Pressed twice it is called off once."""
    found, staff = own_round(request, slug), staff_of(request)
    known = intros.known_in(found, intro)
    if known is None:
        raise Http404
    intros.cancel(known, by=staff, now=timezone.now())
    messages.success(request, _("The meeting is cancelled. Everybody who was invited is told."))
    return redirect("round_intros", slug)


@require_http_methods(READ_OR_POST)
@login_required
@once
def group_leader(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The fixed leader of a group of a round, with training and supervision."""
    return _leader(request, group_of(request, slug, number))


@require_http_methods(READ_OR_POST)
@login_required
@once
def standing_leader(request: HttpRequest, group: UUID) -> HttpResponse:
    """The same for a standing group."""
    return _leader(request, run_group(request, group))


def _leader(request: HttpRequest, group: PeerGroup) -> HttpResponse:
    staff = staff_of(request)
    form = LeaderForm(request.POST if request.method == "POST" else None, initial=_initial(facilitation.of(group)))
    if form.is_bound and form.is_valid():
        held, now = form.cleaned_data, timezone.now()
        dates = {name: held[name] for name in ("trained_on", "supervised_on", "supervision_on")}
        try:
            if held["email"]:
                facilitation.appoint(group, facilitation.person_of(held["email"]), **dates, by=staff, now=now)
            else:
                facilitation.release(group, by=staff, now=now)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
        else:
            messages.success(request, _("Saved."))
            return redirect(address_of(group))
    words = {"title": _("Fixed leader"), "submit": _("Save this")}
    lead = _("They see the group's page, and lead every meeting.")
    return act_page(request, form, words | {"lead": lead, "back": address_of(group), "back_words": group.title})


def _initial(leader: facilitation.GroupFacilitator | None) -> dict[str, object]:
    if leader is None:
        return {}
    names = ("trained_on", "supervised_on", "supervision_on")
    return {name: getattr(leader, name) for name in names} | {"email": leader.person.email}
