"""One meeting as a member sees it: behind the link of a mail without signing in, or from the group's own page. Reading
changes nothing, since mail scanners open links too; each act is a button."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from accounts.once import once
from accounts.private_answers import private
from accounts.requests import person_of
from outbox import calendars

from ..calendar_events import event_of, hours_of
from ..domain import date_finding, duties, feedback, group_access, kit, space_queries, wrapping_up
from ..domain.errors import Refused
from ..domain.group_access import Inside
from ..domain.group_format import asks_feedback, takes_guests
from ..group_mails import where_of
from ..meeting_enums import COMING, DutyState, MeetingState
from ..meeting_forms import HandOverForm, VoteForm, time_initial
from ..models import GroupMeeting
from ..space_forms import FeedbackForm
from ..wrap_up_form import WrapUpForm
from .meeting_acts import ACTS, Door, Forms
from .public import INVALID, READ_OR_POST, language_of
from .rounds import CONFLICT


@require_http_methods(READ_OR_POST)
@sensitive_variables("token")
@once
def member_meeting(request: HttpRequest, token: str) -> HttpResponse:
    """A meeting from the link of a mail. An old one tells which meeting is next, and changes nothing."""
    held = group_access.by_link(token)
    if held is None or held[1].person is None:
        return private(render(request, "peerhub/group/link_gone.html", status=404))
    meeting, seat = held
    if _has_run_out(meeting):
        return private(render(request, "peerhub/group/link_old.html", {"group": seat.group}, status=410))
    found = Inside(seat.group, seat.person, seat)  # type: ignore[arg-type]
    return _answer(request, Door(meeting, found, reverse("member_meeting", args=[token]), by_link=True))


def _has_run_out(meeting: GroupMeeting) -> bool:
    ended = meeting.ends_at or meeting.ended_at
    return ended is not None and ended + timedelta(days=settings.MEETING_LINK_DAYS) < timezone.now()


def inside_or_404(request: HttpRequest, group: UUID) -> Inside:
    """The group, for somebody in it. To everybody else it is not there."""
    found = group_access.inside(person_of(request), group)
    if found is None:
        raise Http404
    return found


def meeting_or_404(found: Inside, meeting: UUID) -> GroupMeeting:
    """A meeting of the group; one of another group is as unknown as none."""
    known = space_queries.meeting_of(found.group, meeting)
    if known is None:
        raise Http404
    return known


@require_http_methods(READ_OR_POST)
@login_required
@once
def own_meeting(request: HttpRequest, group: UUID, meeting: UUID) -> HttpResponse:
    """The same page for a member who is signed in."""
    found = inside_or_404(request, group)
    known = meeting_or_404(found, meeting)
    return _answer(request, Door(known, found, reverse("own_meeting", args=[group, meeting])))


@require_safe
@login_required
def own_meeting_file(request: HttpRequest, group: UUID, meeting: UUID) -> HttpResponse:
    """The meeting as a file for a calendar."""
    known = meeting_or_404(inside_or_404(request, group), meeting)
    event = event_of(known, language=language_of(request))
    if event is None:
        raise Http404
    return calendar_file(calendars.written(event))


def calendar_file(text: str) -> HttpResponse:
    """A calendar's file, kept by nobody on the way."""
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="moede.ics"'
    return private(response)


def _answer(request: HttpRequest, door: Door) -> HttpResponse:
    shown = _forms(request, door)
    act = ACTS.get(request.POST.get("act", "")) if request.method == "POST" else None
    if act is None:
        return _show(request, door, shown)
    try:
        is_done = act(request, door, shown)
    except Refused as refusal:
        form = shown.get(request.POST.get("act", ""))
        if form is not None and form.is_bound:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
            return _show(request, door, shown, status=INVALID)
        return _show(request, door, _forms(request, door, is_new=True), refused=str(refusal.message), status=CONFLICT)
    return private(HttpResponseRedirect(door.url)) if is_done else _show(request, door, shown, status=INVALID)


def _forms(request: HttpRequest, door: Door, *, is_new: bool = False) -> Forms:
    """The forms that fit where the meeting stands, the one that was sent with what was typed."""
    meeting, now = door.meeting, timezone.now()
    sent = request.POST.get("act", "") if request.method == "POST" and not is_new else ""

    def data(name: str) -> Any:
        return request.POST if name == sent else None

    found: Forms = {}
    if date_finding.is_open(meeting, now) and door.found.membership:
        found["vote"] = VoteForm(data("vote"), days=date_finding.asked_days(meeting, door.seat))
    if _has_begun(meeting):
        following = wrapping_up.next_after(meeting)
        # Not for this meeting: whoever led it has had their turn.
        leaders = _leaders(door, following or space_queries.unplanned(door.found.group))
        themes = kit.themes_to_choose(language_of(request))
        first = _initial(meeting, following)
        found["wrap"] = WrapUpForm(data("wrap"), leaders=leaders, themes=themes, initial=first)
        if _is_asked(door):
            found["feedback"] = FeedbackForm(data("feedback"))
    elif _leads(door):
        others = [one for one in _leaders(door, meeting) if one[0] != str(door.seat.pk)]
        found["hand-over"] = HandOverForm(data("hand-over"), leaders=others)
    return found


def _agreed_next(door: Door) -> dict[str, Any]:
    """What is agreed about the meeting after one that was held, for whoever has just filled in the form. Behind a link
    the leader stands with the first name."""
    following = wrapping_up.next_after(door.meeting) if door.meeting.state == MeetingState.HELD else None
    if following is None or following.starts_at is None:
        return {}
    if following.state == MeetingState.PROPOSED and not (following.place or following.link):
        return {}  # a day of the plan that nobody has talked about
    duty = following.duties.filter(state__in=[DutyState.ACCEPTED, DutyState.OFFERED]).order_by("state").first()
    names = dict(_leaders(door, following)) if duty else {}
    return {
        "meeting": following,
        "hours": hours_of(following.starts_at, following.ends_at),
        "where": where_of(following),
        "leader": names.get(str(duty.membership_id), _("a member of the group")) if duty else "",
        "has_said_yes": duty is not None and duty.state == DutyState.ACCEPTED,
    }


def _has_begun(meeting: GroupMeeting) -> bool:
    told = meeting.state in (MeetingState.SCHEDULED, MeetingState.HELD, MeetingState.NOT_HELD)
    return told and meeting.starts_at is not None and meeting.starts_at <= timezone.now()


def _is_asked(door: Door) -> bool:
    """Whether the reader is asked about the meeting: once, where the scheme asks."""
    own, meeting = door.found.membership, door.meeting
    asks = asks_feedback(door.found.group.programme) and meeting.state == MeetingState.HELD
    return asks and own is not None and not feedback.given(meeting, own)


def _leads(door: Door) -> bool:
    own = door.found.membership
    return own is not None and door.meeting.duties.filter(state=DutyState.ACCEPTED, membership=own).exists()


def _leaders(door: Door, meeting: GroupMeeting) -> list[tuple[str, str]]:
    chosen = space_queries.leaders_to_choose(door.found, duties.order_of(meeting))
    return [(key, name.split()[0]) for key, name in chosen] if door.by_link else chosen


def _initial(meeting: GroupMeeting, following: GroupMeeting | None) -> dict[str, Any]:
    """What stands in the form at first: the next meeting as far as it is planned, and this one's place."""
    like = following or meeting
    times = time_initial(following.starts_at, following.ends_at) if following else {}
    found = {"place": like.place or meeting.place, "link": like.link or meeting.link}
    told = {"theme": following.theme, "from_kit": following.theme_slug} if following else {}
    return found | times | told | {"attended": meeting.attended}


def _show(request: HttpRequest, door: Door, shown: Forms, *, refused: str = "", status: int = 200) -> HttpResponse:
    meeting, own = door.meeting, door.found.membership
    leads = meeting.duties.filter(state=DutyState.ACCEPTED).first()
    asked = meeting.duties.filter(state=DutyState.OFFERED).first()
    sent = next((one for one in shown.values() if one.is_bound and one.errors), None)
    is_coming = meeting.state in (MeetingState.PROPOSED, MeetingState.SCHEDULED) and not _has_begun(meeting)
    context: dict[str, Any] = {
        "door": door,
        "layout": "peerhub/signup/frame.html" if door.by_link else "peerhub/group/own_frame.html",
        "meeting": meeting,
        "group": door.found.group,
        "forms": shown,
        "form": sent,
        "refused": refused,
        "hours": hours_of(meeting.starts_at, meeting.ends_at),
        "where": where_of(meeting),
        "is_mine": bool(own and leads and leads.membership_id == own.pk),
        "is_led": leads is not None or hasattr(door.found.group, "facilitator"),
        "asks_me": bool(own and asked and asked.membership_id == own.pk),
        "can_answer": is_coming and own is not None,
        "can_invite": meeting.state in COMING and takes_guests(door.found.group.programme),
        "can_print": meeting.state in COMING,
        "is_agreed": meeting.state == MeetingState.SCHEDULED,
        "word": space_queries.word_of(meeting, own) if own else "",
        "following": _agreed_next(door),
        "has_told": "wrap" in shown and own is not None and feedback.given(meeting, own),
        "absences": space_queries.absences_of(meeting),
        "theme": kit.theme_of(meeting.theme_slug, language_of(request)),
        "agenda": [line for line in meeting.agenda.splitlines() if line.strip()],
    }
    return private(render(request, "peerhub/group/meeting.html", context, status=status))
