"""How a group takes a pause, ends, or goes on by itself: decided by its members (S1 pair 15, domain.md §4.3)."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.domain.access_log import record
from accounts.models import User
from outbox.locks import lock_row

from ..group_enums import GroupAct, GroupState, MembershipState
from ..models import GroupMembership, MemberChoice, PeerGroup
from . import meeting_mails, meetings, seats, signups
from .errors import Refused
from .group_steps import note, step, tell_members

# So many must want it, for a group to go on by itself.
LEAST_GO_ON = 2


@transaction.atomic
def pause(group: PeerGroup, until: date | None, *, by: User, now: datetime) -> PeerGroup:
    """Lets nobody be reminded and nothing be flagged until a day, that day included; without one the pause is over.
    The same again changes nothing. Raises Refused for a day that has passed, and for a group that is not active."""
    held = lock_row(group)
    if held.state != GroupState.ACTIVE:
        raise Refused(_("Only a group that is under way can take a pause."))
    if until is not None and until <= timezone.localdate(now):
        raise Refused(_("Write a day that is still to come."), field="until")
    if held.paused_until != until:
        held.paused_until = until
        held.save(update_fields=["paused_until"])
        note(held, GroupAct.PAUSED if until else GroupAct.RESUMED, by=by, now=now)
    return held


@transaction.atomic
def begin_closing(group: PeerGroup, *, by: User, now: datetime) -> PeerGroup:
    """Says that the group is about to end; every member is told and says whether they go on. A second call changes
    nothing."""
    held = lock_row(group)
    if held.state == GroupState.CLOSING:
        return held
    step(held, GroupState.CLOSING, GroupAct.CLOSING, by=by, now=now)
    meeting_mails.tell_group(held, "group_closing", mark="closing", now=now)
    return held


@transaction.atomic
def go_on(member: GroupMembership, *, wants: bool, now: datetime) -> None:
    """Notes whether a member wants to go on once the group has ended. Raises Refused where it is not about to end."""
    held = lock_row(member.group)
    if held.state != GroupState.CLOSING:
        raise Refused(_("The group is not about to end."))
    MemberChoice.objects.update_or_create(membership=member, defaults={"goes_on": wants})


def going_on(group: PeerGroup) -> int:
    """How many want to go on. One query."""
    rows = GroupMembership.objects.filter(group=group, state=MembershipState.ACCEPTED, choice__goes_on=True)
    return rows.count()


@transaction.atomic
def finish(group: PeerGroup, *, by: User, now: datetime) -> PeerGroup:
    """Ends the group: it goes on by itself where two or more want that, else it is over and what was planned is
    cancelled. A second call changes nothing. Raises Refused where it is not about to end."""
    held = lock_row(group)
    if held.state in (GroupState.CLOSED, GroupState.CONTINUING):
        return held
    if held.state != GroupState.CLOSING:
        raise Refused(_("Say first that the group is about to end, so that everybody is told."))
    if going_on(held) >= LEAST_GO_ON:
        step(held, GroupState.CONTINUING, GroupAct.CONTINUES, by=by, now=now)
        meeting_mails.tell_group(held, "closing_asked", mark="ended", now=now)
        return held
    meetings.call_off_all(held, by=by, now=now)
    step(held, GroupState.CLOSED, GroupAct.CLOSED, by=by, now=now)
    meeting_mails.tell_group(held, "group_ended", mark="ended", now=now)
    meeting_mails.tell_group(held, "closing_asked", mark="ended", now=now)
    return held


@transaction.atomic
def leave(member: GroupMembership, *, by: User, now: datetime) -> GroupMembership:
    """Leaves the group: on one page, with no reason. The others are told that somebody has left, and meetings that
    they led are offered on. A second call changes nothing."""
    held = GroupMembership.objects.select_related("group__round", "signup", "person").get(pk=member.pk)
    if held.state != MembershipState.ACCEPTED:
        return held
    if held.signup is not None:
        signups.withdraw(held.signup, by=by, now=now)
    else:
        seats.end(held, by=by, now=now)
    tell_members(held.group, mark=str(held.pk), now=now)
    record(by=by, action="group.left", subject=held.person, object=held.group, now=now)
    return GroupMembership.objects.get(pk=member.pk)
