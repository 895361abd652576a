"""A coordinator's pages of standing groups: opened, kept, with their leader, ended."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.domain import access_log
from accounts.once import once

from ..domain import endings, facilitation, feedback, group_queries, space_queries, standing, standing_desk
from ..domain.errors import Refused
from ..domain.meeting_mails import members_of
from ..domain.programmes import without_rounds
from ..group_enums import GroupState
from ..group_forms import EndForm
from ..models import PeerGroup
from ..standing_forms import NewStandingForm, StandingForm
from .desk import act_page, run_group
from .peer_groups import COORDINATION
from .public import READ_OR_POST
from .rounds import refused
from .staff import staff_of


def _standing(request: HttpRequest, key: UUID) -> PeerGroup:
    """A standing group that the coordinator runs; one of a round has its own page."""
    found = run_group(request, key)
    if found.round_id is not None:
        raise Http404
    return found


@require_safe
@login_required
def standing_groups(request: HttpRequest) -> HttpResponse:
    """The standing groups that one runs."""
    rows = list(standing_desk.standing_groups(staff_of(request)))
    return render(request, "peerhub/desk/standing.html", {"rows": rows, "can_open": bool(without_rounds())})


@require_http_methods(READ_OR_POST)
@login_required
@once
def standing_new(request: HttpRequest) -> HttpResponse:
    """Opens a standing group of a scheme that has them."""
    staff, programmes = staff_of(request), without_rounds()
    form = NewStandingForm(request.POST if request.method == "POST" else None, programmes=programmes)
    if form.is_bound and form.is_valid():
        chosen = next(one for one in programmes if one.code == form.cleaned_data["programme"])
        try:
            made = standing_desk.open_group(chosen, form.values(), by=staff, now=timezone.now())
        except Refused as refusal:
            refused(form, refusal)
        else:
            messages.success(request, _("The group is open. People can join now."))
            return redirect("standing_group", made.pk)
    words = {"title": _("Open a standing group"), "submit": _("Open the group")}
    lead = _("Anybody can join while there is room. How large it is follows the scheme.")
    back = {"back": reverse("standing_groups"), "back_words": _("Standing groups")}
    return act_page(request, form, words | back | {"lead": lead})


@require_safe
@login_required
def standing_group(request: HttpRequest, group: UUID) -> HttpResponse:
    """One standing group: who is in it, what is to come, what can be done, what has happened. The look is logged."""
    found, staff, now = _standing(request, group), staff_of(request), timezone.now()
    access_log.record(by=staff, action="group.members_seen", object=found, purpose=COORDINATION, now=now)
    members = [(one, space_queries.name_of(one)) for one in members_of(found)]
    context: dict[str, Any] = {
        "group": found,
        "members": members,
        "free": max(0, found.max_size - len(members)),
        "next": standing.first_meeting(found, now),
        "leader": facilitation.of(found),
        "lacks_giver": not found.is_over and standing.lacks_giver(found),
        "lacks_greeter": not found.is_over and bool(members) and standing.lacks_greeter(found),
        "owner": getattr(found, "case", None),
        "summary": feedback.summary_of(found),
        "events": group_queries.history_of(found),
    }
    return render(request, "peerhub/desk/group.html", context)


@require_http_methods(READ_OR_POST)
@login_required
@once
def standing_change(request: HttpRequest, group: UUID) -> HttpResponse:
    """Name, place and the days before a first meeting."""
    found, staff = _standing(request, group), staff_of(request)
    first = {name: getattr(found, name) for name in ("name", "form", "region", "town", "notice_days")}
    form = StandingForm(request.POST if request.method == "POST" else None, initial=first)
    if form.is_bound and form.is_valid():
        try:
            standing_desk.change_group(found, form.values(), by=staff, now=timezone.now())
        except Refused as refusal:
            refused(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("standing_group", group)
    words = {"title": _("Change %(group)s") % {"group": found.title}, "submit": _("Save the group")}
    return act_page(request, form, words | _back(found))


def _back(group: PeerGroup) -> dict[str, str]:
    return {"back": reverse("standing_group", args=[group.pk]), "back_words": group.title}


@require_http_methods(READ_OR_POST)
@login_required
@once
def standing_end(request: HttpRequest, group: UUID) -> HttpResponse:
    """The two steps to a standing group's end, each asked for by itself."""
    found, staff = _standing(request, group), staff_of(request)
    last = found.state != GroupState.ACTIVE
    form = EndForm(
        request.POST if request.method == "POST" else None,
        initial={"to": GroupState.CLOSED if last else GroupState.CLOSING},
    )
    if form.is_bound and form.is_valid():
        do = endings.finish if form.cleaned_data["to"] == GroupState.CLOSED else endings.begin_closing
        try:
            do(found, by=staff, now=timezone.now())
        except Refused as refusal:
            refused(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("standing_group", group)
    words = {"group": found.title}
    title = _("%(group)s has ended") % words if last else _("%(group)s is about to end") % words
    lead = _("What is planned is cancelled, unless two or more want to go on by themselves. This cannot be undone.")
    if not last:
        lead = _("Every member is told, and says whether they want to go on.")
    submit = _("The group has ended") if last else _("The group is about to end")
    return act_page(request, form, {"title": title, "lead": lead, "submit": submit} | _back(found))
