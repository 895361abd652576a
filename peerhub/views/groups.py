"""A person's own group, and the meetings that its members plan."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.once import once
from accounts.private_answers import private

from ..calendar_events import hours_of
from ..domain import closing, date_finding, guests, intros, kit, meetings, space_queries
from ..domain.errors import Refused
from ..domain.group_access import Inside
from ..domain.group_format import agenda_is_locked, kinds_of, outside_link_of, takes_guests
from ..domain.meeting_times import clash_with
from ..group_mails import where_of
from ..meeting_enums import COMING
from ..meeting_forms import DaysForm, GuestForm, MeetingForm, NewMeetingForm, time_initial
from ..models import GroupMeeting
from .member_meetings import inside_or_404, meeting_or_404
from .public import INVALID, READ_OR_POST, language_of


@require_safe
@login_required
def own_group(request: HttpRequest, group: UUID) -> HttpResponse:
    """A person's own group: the next meeting first, then the plan, who is in it, and what one can do. Raises Http404
    for a group they are not in, which looks the same as none."""
    found, now = inside_or_404(request, group), timezone.now()
    space = space_queries.space_of(found, now)
    first, intro = space.next_one, intros.coming_for(found.group, now)
    context: dict[str, Any] = {
        "found": found,
        "group": found.group,
        "space": space,
        "next": first,
        "next_hours": hours_of(first.meeting.starts_at, first.meeting.ends_at) if first else "",
        "next_where": where_of(first.meeting) if first else "",
        "outside_link": outside_link_of(found.group.programme),
        "is_over": found.group.is_over,
        "asks_how_it_was": found.membership is not None and closing.is_open(found.group, now),
        "intro": intro,
        "intro_hours": hours_of(intro.starts_at, intro.ends_at) if intro else "",
        "comes": intros.said(intro, found.membership) if intro and found.membership else None,
    }
    return private(render(request, "peerhub/group/space.html", context))


@require_http_methods(READ_OR_POST)
@login_required
@once
def meeting_new(request: HttpRequest, group: UUID) -> HttpResponse:
    """Plans a meeting, or several at the same hour; `?som=` begins with an earlier one's place and agenda."""
    found = inside_or_404(request, group)
    sent = request.POST if request.method == "POST" else None
    form = NewMeetingForm(sent, initial=_like(request, found), **_rules(request, found))
    if form.is_bound and form.is_valid():
        held, by = form.cleaned_data, found.person
        again = {"repeat": held["repeat"], "count": held["count"] or 1}
        try:
            made = meetings.plan(found.group, form.values(), **again, by=by, now=timezone.now())
        except Refused as refusal:
            _refuse(form, refusal)
        else:
            _tell_of(request, made[0])
            return redirect("own_group", group)
    return form_page(request, found, form, _("Plan a meeting"), submit=_("Save the meeting"))


def _rules(request: HttpRequest, found: Inside) -> dict[str, Any]:
    programme = found.group.programme
    locked = agenda_is_locked(programme)
    themes = kit.themes_to_choose(language_of(request))
    return {"kinds": kinds_of(programme), "themes": themes, "locked": locked, "has_phases": locked}


def _like(request: HttpRequest, found: Inside) -> dict[str, Any]:
    """The first values of a new meeting: an earlier one's, where the address names one of this group."""
    try:
        earlier = space_queries.meeting_of(found.group, UUID(request.GET.get("som", "")))
    except ValueError:
        earlier = None
    form = "virtual" if found.group.form == "virtual" else "physical"
    return _initial(earlier, meetings.copy_of(earlier)) if earlier else {"kind": "theme", "form": form}


def _initial(meeting: GroupMeeting, values: dict[str, Any]) -> dict[str, Any]:
    return values | {"access": [name for name in meetings.ACCESS if getattr(meeting, name)]}


def _refuse(form: Any, refusal: Refused) -> None:
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))


def _tell_of(request: HttpRequest, meeting: GroupMeeting) -> None:
    """What somebody reads after saving: whether the meeting is agreed, and whether it clashes."""
    messages.success(request, _("Saved."))
    if clash_with(meeting) is not None:
        messages.warning(request, _("The group has another meeting at the same time. Look at the plan."))


def form_page(
    request: HttpRequest, found: Inside, form: Any, title: str, *, submit: str, lead: str = ""
) -> HttpResponse:
    """A form on a page of its own, with the way back to the group."""
    context = {
        "form": form or "",  # a button alone has none, and the word for that is no text to show
        "title": title,
        "lead": lead,
        "submit": submit,
        "back": reverse("own_group", args=[found.group.pk]),
        "back_words": found.group.title,
    }
    status = INVALID if form is not None and form.errors else 200
    return private(render(request, "accounts/form_page.html", context, status=status))


@require_http_methods(READ_OR_POST)
@login_required
@once
def meeting_edit(request: HttpRequest, group: UUID, meeting: UUID) -> HttpResponse:
    """Changes a meeting that is to come. Members are told of a new time or place."""
    found = inside_or_404(request, group)
    known = meeting_or_404(found, meeting)
    values = {name: getattr(known, name) for name in ("kind", "theme", "form", "place", "link", "agenda", "phase")}
    values["from_kit"] = known.theme_slug
    initial = _initial(known, values | time_initial(known.starts_at, known.ends_at))
    form = MeetingForm(request.POST if request.method == "POST" else None, initial=initial, **_rules(request, found))
    if form.is_bound and form.is_valid():
        try:
            done = meetings.change(known, form.values(), by=found.person, now=timezone.now())
        except Refused as refusal:
            _refuse(form, refusal)
        else:
            _tell_of(request, done)
            return redirect("own_meeting", group, meeting)
    return form_page(request, found, form, _("Change the meeting"), submit=_("Save the meeting"))


@require_http_methods(READ_OR_POST)
@login_required
def meeting_cancel(request: HttpRequest, group: UUID, meeting: UUID) -> HttpResponse:
    """Asks once more, then calls a meeting off. Pressed twice it is called off once."""
    found = inside_or_404(request, group)
    known = meeting_or_404(found, meeting)
    if request.method == "POST":
        try:
            meetings.cancel(known, by=found.person, now=timezone.now())
        except Refused as refusal:
            messages.error(request, str(refusal.message))
        else:
            messages.success(request, _("The meeting is cancelled. Everybody in the group is told."))
        return redirect("own_group", group)
    lead = _("Everybody in the group is told, and the meeting leaves their calendars.")
    return form_page(request, found, None, _("Cancel the meeting"), submit=_("Cancel the meeting"), lead=lead)


@require_http_methods(READ_OR_POST)
@login_required
@once
def meeting_days(request: HttpRequest, group: UUID, meeting: UUID) -> HttpResponse:
    """Asks the group about days. Once asked, the answers stand here, and one of the days is chosen."""
    found = inside_or_404(request, group)
    known = meeting_or_404(found, meeting)
    is_post = request.method == "POST"
    if is_post and request.POST.get("date"):
        return _choose(request, found, known)
    form = DaysForm(request.POST if is_post else None)
    if form.is_bound and form.is_valid():
        try:
            date_finding.open_poll(
                known, form.cleaned_data.get("days", []), answer_by=form.answer_by, now=timezone.now()
            )
        except Refused as refusal:
            _refuse(form, refusal)
        else:
            messages.success(request, _("The group is asked."))
            return redirect("meeting_days", group, meeting)
    context = {
        "form": form,
        "group": found.group,
        "meeting": known,
        "asked": date_finding.asked_days(known, found.membership),
        "is_coming": known.state in COMING,
    }
    return private(render(request, "peerhub/group/days.html", context, status=INVALID if form.errors else 200))


def _choose(request: HttpRequest, found: Inside, meeting: GroupMeeting) -> HttpResponse:
    chosen = next((one for one in meeting.dates.all() if str(one.pk) == request.POST["date"]), None)
    try:
        if chosen is None:
            raise Refused(_("Choose one of the days."))
        done = date_finding.choose(meeting, chosen, by=found.person, now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal.message))
        return redirect("meeting_days", found.group.pk, meeting.pk)
    _tell_of(request, done)
    return redirect("own_meeting", found.group.pk, meeting.pk)


@require_http_methods(READ_OR_POST)
@login_required
@once
def meeting_guest(request: HttpRequest, group: UUID, meeting: UUID) -> HttpResponse:
    """Invites a professional to one meeting, where the scheme has guests."""
    found = inside_or_404(request, group)
    known = meeting_or_404(found, meeting)
    form = GuestForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            guests.invite(known, **_typed(form), by=found.person, now=timezone.now())
        except Refused as refusal:
            _refuse(form, refusal)
        else:
            messages.success(request, _("The guest is invited."))
            return redirect("own_meeting", group, meeting)
    lead = _("The guest gets time, place and what it is about, and nothing of who is in the group.")
    if not takes_guests(found.group.programme):
        lead = _("Groups of this scheme have no guests from outside.")
    return form_page(request, found, form, _("Invite a guest"), submit=_("Invite"), lead=lead)


def _typed(form: GuestForm) -> dict[str, str]:
    return {name: form.cleaned_data[name] for name in ("name", "email", "about")}
