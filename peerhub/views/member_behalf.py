"""A coordinator's page of one member who has no e-mail: what they have said on the phone is noted here. The look is
logged."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.domain import access_log
from accounts.once import once

from ..domain import closing, member_behalf, space_queries
from ..domain.errors import Refused
from ..domain.meeting_mails import members_of
from ..group_enums import GroupState
from ..meeting_forms import HandOverForm
from ..models import GroupMeeting, GroupMembership
from ..space_forms import ClosingForm, FeedbackForm
from .desk import address_of, run_group
from .peer_groups import COORDINATION
from .public import INVALID, READ_OR_POST
from .rounds import CONFLICT, refused
from .staff import staff_of

# The buttons of the page.
YES, NO, TO, SAY, LEAVE = "lead", "not-lead", "hand-over", "feedback", "leave"
END, ON, STOP = "closing", "go-on", "not-go-on"


@require_http_methods(READ_OR_POST)
@login_required
@once
def group_member(request: HttpRequest, group: UUID, seat: UUID) -> HttpResponse:
    """What one member stands to do, and a form for each thing that they may have said."""
    found, staff, now = run_group(request, group), staff_of(request), timezone.now()
    member = member_behalf.member_of(found, seat)
    if member is None:
        raise Http404
    access_log.record(
        by=staff, action="group.member_seen", subject=member.person, object=found, purpose=COORDINATION, now=now
    )
    page = _Page(request, member)
    status = 200
    if request.method == "POST":
        answer = page.act()
        if isinstance(answer, HttpResponse):
            return answer
        status = answer
    others = [one for one in members_of(found) if one.pk != member.pk]
    context = page.context() | {"group": found, "back": address_of(found), "has_others": bool(others)}
    return render(request, "peerhub/desk/member.html", context, status=status)


class _Page:
    """The forms of the page; the one that was sent holds what was typed."""

    def __init__(self, request: HttpRequest, member: GroupMembership) -> None:
        now = timezone.now()
        self.request, self.member, self.now = request, member, now
        self.sent = request.POST if request.method == "POST" else {}
        self.coming = [(one, self._handing(one)) for one in member_behalf.coming(member, now)]
        self.held = [(one, self._asking(one)) for one in member_behalf.not_said(member)]
        # What they have said before stays theirs: the form is always empty.
        ending = self.request.POST if self.sent.get("act") == END else None
        self.end = ClosingForm(ending, known=None, auto_id="end_%s") if closing.is_open(member.group, now) else None
        self.error: forms.Form | None = None

    def _data(self, act: str, meeting: GroupMeeting) -> Any:
        is_sent = self.sent.get("act") == act and self.sent.get("meeting") == str(meeting.pk)
        return self.request.POST if is_sent else None

    def _handing(self, one: member_behalf.Coming) -> HandOverForm | None:
        if not one.is_mine:
            return None
        others = [each for each in members_of(self.member.group) if each.pk != self.member.pk]
        names = [(str(each.pk), space_queries.name_of(each)) for each in others]
        return HandOverForm(self._data(TO, one.meeting), leaders=names, auto_id=f"to_{one.meeting.pk}_%s")

    def _asking(self, meeting: GroupMeeting) -> FeedbackForm:
        return FeedbackForm(self._data(SAY, meeting), auto_id=f"say_{meeting.pk}_%s")

    def act(self) -> HttpResponse | int:
        """Does what was sent. A status where the page is shown again."""
        rows = [*((one.meeting, form) for one, form in self.coming), *self.held]
        sent_for = ((m, f) for m, f in rows if str(m.pk) == self.sent.get("meeting"))
        meeting, form = next(sent_for, (None, self.end if self.sent.get("act") == END else None))
        if form is not None and form.is_bound and not form.is_valid():
            self.error = form
            return INVALID
        try:
            done = self._do(self.sent.get("act", ""), meeting, form)
        except Refused as refusal:
            return self._refuse(refusal, form)
        if done:
            messages.success(self.request, done)
        return HttpResponseRedirect(self.request.path) if self.sent.get("act") != LEAVE else self._gone()

    def _gone(self) -> HttpResponse:
        return redirect(address_of(self.member.group))

    def _refuse(self, refusal: Refused, form: Any) -> int:
        if form is not None and form.is_bound:
            self.error = form
            return refused(form, refusal)
        messages.error(self.request, str(refusal.message))
        return CONFLICT

    def _do(self, act: str, meeting: GroupMeeting | None, form: Any) -> str:
        who: dict[str, Any] = {"by": staff_of(self.request), "now": self.now}
        if act == LEAVE:
            member_behalf.leave(self.member, **who)
            return _("They have left the group, and are being told.")
        if act in (ON, STOP):
            member_behalf.go_on(self.member, wants=act == ON, **who)
            return _("Noted.")
        if act == END and isinstance(form, ClosingForm):
            member_behalf.say_at_end(self.member, form.marks(), form.cleaned_data["text"], **who)
            return _("Noted. Nobody sees one person's answers.")
        if act == END:
            raise Refused(_("We take no answers about this group now."))
        if meeting is None:
            raise Refused(_("This meeting is over, or cancelled."))
        if act == YES:
            member_behalf.lead(meeting, self.member, **who)
            return _("The yes is noted.")
        if act == NO:
            member_behalf.not_lead(meeting, self.member, **who)
            return _("The no is noted.")
        if act == TO and isinstance(form, HandOverForm) and form.is_bound:
            to = member_behalf.member_of(self.member.group, UUID(form.cleaned_data["to"]))
            if to is not None:
                member_behalf.hand_over(meeting, self.member, to, **who)
            return _("The other is asked. Until they say yes, nothing changes.")
        if act == SAY and isinstance(form, FeedbackForm) and form.is_bound:
            member_behalf.say(meeting, self.member, form.marks(), **who)
            return _("Noted. Nobody sees one person's answers.")
        return ""

    def context(self) -> dict[str, Any]:
        """What the page shows."""
        person = self.member.person
        return {
            "seat": self.member,
            "name": space_queries.name_of(self.member),
            "channel": person.get_channel_display() if person else "",
            "coming": self.coming,
            "held": self.held,
            "form": self.error,
            "end": self.end,
            "is_closing": self.member.group.state == GroupState.CLOSING,
            "goes_on": member_behalf.goes_on(self.member),
            "can_leave": self.member.signup_id is None,
        }
