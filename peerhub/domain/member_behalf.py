"""What a coordinator notes for a member without e-mail, who has said it on the phone: leading a meeting or not, handing
it over, how a meeting was and how the group was as it ends, going on, leaving. Each is the member's own act with the
coordinator behind it, and stands in the group's history; what follows goes out as to everybody, by letter where that is
what somebody has chosen."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Prefetch

from accounts.models import User

from ..group_enums import GroupAct, MembershipState
from ..meeting_enums import COMING, DutyState, MeetingState
from ..models import ConvenerDuty, GroupMeeting, GroupMembership, MemberChoice, PeerGroup
from . import closing, duties, endings, feedback, seats
from .group_format import asks_feedback

LATEST = 3


@dataclass(frozen=True)
class Coming:
    """A meeting to come as one member stands to it."""

    meeting: GroupMeeting
    is_mine: bool
    is_asked: bool
    is_led: bool


def member_of(group: PeerGroup, key: UUID) -> GroupMembership | None:
    """A member of a group that the coordinator runs; one of another group is as unknown as none. One query."""
    rows = GroupMembership.objects.filter(group=group, state=MembershipState.ACCEPTED)
    found = rows.select_related("person", "signup").filter(pk=key).first()
    if found is not None:
        found.group = group
    return found


def coming(member: GroupMembership, now: datetime) -> list[Coming]:
    """The group's meetings that have a day to come, the nearest first. Two queries."""
    live = ConvenerDuty.objects.filter(state__in=[DutyState.ACCEPTED, DutyState.OFFERED])
    rows = member.group.meetings.filter(state__in=sorted(COMING), starts_at__gt=now).order_by("starts_at")
    return [_coming(one, member) for one in rows.prefetch_related(Prefetch("duties", queryset=live, to_attr="live"))]


def _coming(meeting: GroupMeeting, member: GroupMembership) -> Coming:
    meeting.group = member.group
    live: list[ConvenerDuty] = meeting.live  # type: ignore[attr-defined]
    own = next((one.state for one in live if one.membership_id == member.pk), "")
    is_led = any(one.state == DutyState.ACCEPTED for one in live)
    return Coming(meeting, own == DutyState.ACCEPTED, own == DutyState.OFFERED, is_led)


def not_said(member: GroupMembership) -> list[GroupMeeting]:
    """The latest meetings that were held and that the member has not answered about, where the scheme asks. One
    query."""
    if not asks_feedback(member.group.programme):
        return []
    held = member.group.meetings.filter(state=MeetingState.HELD).exclude(feedback__membership=member)
    found = list(held.order_by("-starts_at")[:LATEST])
    for one in found:
        one.group = member.group
    return found


def _noted(member: GroupMembership, *, by: User, now: datetime) -> None:
    seats.note(member, GroupAct.BEHALF, by=by, now=now)


def _state(meeting: GroupMeeting, member: GroupMembership) -> list[tuple[object, str]]:
    return sorted(meeting.duties.values_list("membership", "state"), key=str)


@transaction.atomic
def lead(meeting: GroupMeeting, member: GroupMembership, *, by: User, now: datetime) -> None:
    """The member leads a meeting, asked or not. A second call changes nothing. Raises Refused as `duties` does."""
    before = _state(meeting, member)
    asked = meeting.duties.filter(membership=member, state=DutyState.OFFERED).exists()
    (duties.answer_handover if asked else duties.take)(meeting, member, by=by, now=now)
    if _state(meeting, member) != before:
        _noted(member, by=by, now=now)


@transaction.atomic
def not_lead(meeting: GroupMeeting, member: GroupMembership, *, by: User, now: datetime) -> None:
    """The member says no, or gives a meeting back; whoever's turn it is next is asked. A second call changes
    nothing."""
    if duties.decline(meeting, member, by=by, now=now) is not None:
        _noted(member, by=by, now=now)


@transaction.atomic
def hand_over(meeting: GroupMeeting, member: GroupMembership, to: GroupMembership, *, by: User, now: datetime) -> None:
    """The member, who leads the meeting, asks another to. Raises Refused for who does not lead it."""
    before = _state(meeting, member)
    duties.hand_over(meeting, member, to, by=by, now=now)
    if _state(meeting, member) != before:
        _noted(member, by=by, now=now)


@transaction.atomic
def say(meeting: GroupMeeting, member: GroupMembership, marks: dict[str, int], *, by: User, now: datetime) -> None:
    """How the meeting was for the member. Told again it is corrected. The history says that something was noted, and
    never what."""
    was_given = feedback.given(meeting, member)
    feedback.give(meeting, member, marks, now=now)
    if not was_given:
        _noted(member, by=by, now=now)


@transaction.atomic
def say_at_end(member: GroupMembership, marks: dict[str, int], text: str, *, by: User, now: datetime) -> None:
    """How the group was for the member, as it ends. Told again it is corrected. The history says that something was
    noted, and never what. Raises Refused as `closing.answer` does."""
    was_said = closing.of(member) is not None
    closing.answer(member, marks, text, now=now)
    if not was_said:
        _noted(member, by=by, now=now)


def goes_on(member: GroupMembership) -> bool | None:
    """Whether the member wants to go on; None until they have said. One query."""
    return MemberChoice.objects.filter(membership=member).values_list("goes_on", flat=True).first()


@transaction.atomic
def go_on(member: GroupMembership, *, wants: bool, by: User, now: datetime) -> None:
    """Whether the member wants to go on once the group has ended. A second call changes nothing. Raises Refused where
    the group is not about to end."""
    before = goes_on(member)
    endings.go_on(member, wants=wants, now=now)
    if before is not wants:
        _noted(member, by=by, now=now)


@transaction.atomic
def leave(member: GroupMembership, *, by: User, now: datetime) -> None:
    """The member leaves the group. A second call changes nothing."""
    endings.leave(member, by=by, now=now)
