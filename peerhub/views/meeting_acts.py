"""What a member does on the page of a meeting: each act is a button or a form. True once done, False where the form is
shown again."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.http import HttpRequest
from django.utils import timezone

from ..domain import absences, date_finding, duties, feedback, space_queries, wrapping_up
from ..domain.group_access import Inside
from ..meeting_enums import AbsenceKind, DutyState
from ..meeting_forms import VoteForm
from ..models import GroupMeeting, GroupMembership
from ..space_forms import FeedbackForm
from ..wrap_up_form import WrapUpForm

Forms = dict[str, forms.Form]


@dataclass(frozen=True)
class Door:
    """A meeting with who looks at it and from where. Behind a link, members stand with their first names alone."""

    meeting: GroupMeeting
    found: Inside
    url: str
    by_link: bool = False

    @property
    def seat(self) -> GroupMembership:
        """The reader's own place."""
        return self.found.seat


def _take(request: HttpRequest, door: Door, shown: Forms) -> bool:
    asked = door.meeting.duties.filter(state=DutyState.OFFERED, membership=door.seat).exists()
    do = duties.answer_handover if asked else duties.take
    do(door.meeting, door.seat, by=door.found.person, now=timezone.now())
    return True


def _decline(request: HttpRequest, door: Door, shown: Forms) -> bool:
    duties.decline(door.meeting, door.seat, by=door.found.person, now=timezone.now())
    return True


def _say(kind: str) -> Callable[[HttpRequest, Door, Forms], bool]:
    def act(request: HttpRequest, door: Door, shown: Forms) -> bool:
        absences.say(door.meeting, door.seat, kind, now=timezone.now())
        return True

    return act


def _vote(request: HttpRequest, door: Door, shown: Forms) -> bool:
    form = shown.get("vote")
    if not isinstance(form, VoteForm):
        date_finding.vote(door.meeting, door.seat, {}, now=timezone.now())
        return True
    if form.is_valid():
        date_finding.vote(door.meeting, door.seat, form.answers(), now=timezone.now())
    return form.is_valid()


def _hand_over(request: HttpRequest, door: Door, shown: Forms) -> bool:
    form = shown.get("hand-over")
    if form is None or not form.is_valid():
        return form is None
    to = _member(door, form.cleaned_data["to"])
    if to is not None:
        duties.hand_over(door.meeting, door.seat, to, by=door.found.person, now=timezone.now())
    return True


def _member(door: Door, key: str) -> GroupMembership | None:
    shown = {str(one.membership.pk): one.membership for one in space_queries.members_shown(door.found)}
    return shown.get(key)


def _wrap(request: HttpRequest, door: Door, shown: Forms) -> bool:
    form = shown.get("wrap")
    if not isinstance(form, WrapUpForm) or not form.is_valid():
        return form is None
    values, held = form.next_values(), form.cleaned_data
    following = wrapping_up.NextTime(values, _member(door, held["leads"]), held["agreed"]) if values else None
    wrapping_up.wrap_up(
        door.meeting, attended=held["attended"], following=following, by=door.found.person, now=timezone.now()
    )
    return True


def _feedback(request: HttpRequest, door: Door, shown: Forms) -> bool:
    form = shown.get("feedback")
    if not isinstance(form, FeedbackForm) or not form.is_valid():
        return form is None
    feedback.give(door.meeting, door.seat, form.marks(), now=timezone.now())
    return True


ACTS: dict[str, Callable[[HttpRequest, Door, Forms], bool]] = {
    "take": _take,
    "decline": _decline,
    "absent": _say(AbsenceKind.ABSENT),
    "late": _say(AbsenceKind.LATE),
    "comes": _say(""),
    "vote": _vote,
    "hand-over": _hand_over,
    "wrap": _wrap,
    "feedback": _feedback,
}
