"""Who leads the next meeting (S1): asked, taken, declined, handed over with a yes. The group's row is locked first, so
that two who take it at once become one who has it and one who reads who was first.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.domain.access_log import record
from accounts.models import User
from outbox.locks import lock_row

from ..group_enums import MembershipState
from ..meeting_enums import COMING, DutyState, MeetingState
from ..models import ConvenerDuty, GroupMeeting, GroupMembership, MemberChoice
from . import meeting_mails
from .errors import Refused
from .fair_turns import Turn, in_turn, suggested
from .meetings import hold_meeting, settle

TAKEN = _("Somebody else leads this meeting already.")


def turns(meeting: GroupMeeting) -> list[Turn]:
    """Each member with how often and when they have led, for whose turn it is. Three queries."""
    members = meeting_mails.members_of(meeting.group)
    others = GroupMeeting.objects.filter(group=meeting.group_id).exclude(pk=meeting.pk)
    real = list(others.filter(state__in=[MeetingState.HELD, MeetingState.SCHEDULED]).order_by("starts_at", "pk"))
    number = {one.pk: at for at, one in enumerate(real)}
    rows = ConvenerDuty.objects.filter(state=DutyState.ACCEPTED, meeting__in=number)
    led: dict[object, list[int]] = {}
    for member, at in rows.values_list("membership", "meeting"):
        led.setdefault(member, []).append(number[at])
    held = [one.starts_at for one in real if one.state == MeetingState.HELD and one.starts_at]
    unwilling = set(
        MemberChoice.objects.filter(membership__in=members, leads=False).values_list("membership", flat=True)
    )
    return [
        Turn(
            key=one.pk,
            led=len(led.get(one.pk, [])),
            last=max(led.get(one.pk, [-1])),
            is_willing=one.pk not in unwilling,
            is_new=not any(one.accepted_at and at > one.accepted_at for at in held),
        )
        for one in members
    ]


def said_no(meeting: GroupMeeting) -> set[object]:
    """Who has declined to lead this meeting, or handed it over. One query."""
    rows = meeting.duties.filter(state__in=[DutyState.DECLINED, DutyState.HANDED_OVER])
    return set(rows.values_list("membership", flat=True))


def whose_turn(meeting: GroupMeeting) -> Any:
    """The member whose turn it is to lead the meeting; None where nobody is willing. Four queries."""
    found = suggested(turns(meeting), but=said_no(meeting))
    return found.key if found else None


def order_of(meeting: GroupMeeting) -> list[Any]:
    """The members who may lead the meeting, whose turn it is first; then the others, who may be asked too."""
    known = turns(meeting)
    first = [one.key for one in in_turn(known, but=said_no(meeting))]
    return [*first, *(one.key for one in known if one.key not in first)]


@transaction.atomic
def take(meeting: GroupMeeting, member: GroupMembership, *, by: User | None, now: datetime) -> ConvenerDuty:
    """Says yes to leading the meeting, asked or not. A second call changes nothing. Raises Refused where somebody else
    leads it, for a meeting that is over, and for who is no longer in the group."""
    held = _to_come(meeting, now)
    _still_in(held, member)
    leads = _row(held, DutyState.ACCEPTED)
    if leads is not None:
        if leads.membership_id == member.pk:
            return leads
        raise Refused(TAKEN)
    asked = _row(held, DutyState.OFFERED)
    if asked is not None and asked.membership_id != member.pk:
        _set(asked, DutyState.DECLINED, now)
    made = _put(held, member, DutyState.ACCEPTED, now)
    record(by=by or member.person, action="duty.accepted", subject=member.person, object=held, now=now)
    settle(held, now=now)
    return made


@transaction.atomic
def ask(
    meeting: GroupMeeting, member: GroupMembership, *, has_agreed: bool = False, by: User | None, now: datetime
) -> ConvenerDuty:
    """Asks a member to lead the meeting, who gets a mail to say yes or no by. One who sits at the table and has said
    yes there (`has_agreed`) leads it at once. Asked again while asked, nothing changes.

    Raises Refused where somebody leads it already, and for who has left.
    """
    held = _to_come(meeting, now)
    if has_agreed:
        return take(held, member, by=by, now=now)
    _still_in(held, member)
    if _row(held, DutyState.ACCEPTED) is not None:
        raise Refused(TAKEN)
    return _ask(held, member, now)


def _ask(held: GroupMeeting, member: GroupMembership, now: datetime) -> ConvenerDuty:
    asked = _row(held, DutyState.OFFERED)
    if asked is not None:
        if asked.membership_id == member.pk:
            return asked
        _set(asked, DutyState.DECLINED, now)
    made = _put(held, member, DutyState.OFFERED, now)
    meeting_mails.tell(held, member, "duty_offered", now=now, expires_at=held.starts_at)
    return made


@transaction.atomic
def decline(meeting: GroupMeeting, member: GroupMembership, *, by: User | None, now: datetime) -> ConvenerDuty | None:
    """Says no, or gives it back after a yes; no reason is asked. Whoever's turn it is next is asked by mail. A second
    call changes nothing. A meeting that was agreed stays agreed: the group is told where nobody takes it."""
    held = _to_come(meeting, now)
    duty = held.duties.filter(membership=member, state__in=[DutyState.OFFERED, DutyState.ACCEPTED]).first()
    if duty is None:
        return None
    _set(duty, DutyState.DECLINED, now)
    record(by=by or member.person, action="duty.declined", subject=member.person, object=held, now=now)
    _next_is_asked(held, now)
    return duty


def _next_is_asked(held: GroupMeeting, now: datetime) -> None:
    following = whose_turn(held)
    member = GroupMembership.objects.select_related("person", "signup").filter(pk=following).first()
    if member is not None:
        _ask(held, member, now)


@transaction.atomic
def hand_over(
    meeting: GroupMeeting, member: GroupMembership, to: GroupMembership, *, by: User | None, now: datetime
) -> ConvenerDuty:
    """Whoever leads the meeting asks somebody else to do it. They lead it until the other has said yes; asked again,
    nothing changes. Raises Refused for who does not lead it."""
    held = _to_come(meeting, now)
    leads = _row(held, DutyState.ACCEPTED)
    if leads is None or leads.membership_id != member.pk:
        raise Refused(_("Only whoever leads the meeting can hand it over."))
    if to.pk == member.pk:
        return leads
    _still_in(held, to)
    return _ask(held, to, now)


@transaction.atomic
def answer_handover(meeting: GroupMeeting, to: GroupMembership, *, by: User | None, now: datetime) -> ConvenerDuty:
    """Says yes to taking the meeting over from whoever leads it. Raises Refused for who was not asked."""
    held = _to_come(meeting, now)
    _still_in(held, to)
    leads, asked = _row(held, DutyState.ACCEPTED), _row(held, DutyState.OFFERED)
    if leads is not None and leads.membership_id == to.pk:
        return leads
    if asked is None or asked.membership_id != to.pk:
        raise Refused(TAKEN if leads else _("You have not been asked to lead this meeting."))
    if leads is not None:
        _set(leads, DutyState.HANDED_OVER, now)
    _set(asked, DutyState.ACCEPTED, now)
    record(by=by or to.person, action="duty.accepted", subject=to.person, object=held, now=now)
    settle(held, now=now)
    return asked


def give_up_all(member: GroupMembership, now: datetime) -> int:
    """Takes somebody who leaves the group off the meetings that they lead or are asked to lead; the next in turn is
    asked. Returns how many."""
    lock_row(member.group)
    rows = ConvenerDuty.objects.filter(membership=member, state__in=[DutyState.OFFERED, DutyState.ACCEPTED])
    coming = list(rows.filter(meeting__state__in=sorted(COMING)).select_related("meeting__group__programme"))
    for duty in coming:
        _set(duty, DutyState.DECLINED, now)
        _next_is_asked(duty.meeting, now)
    return len(coming)


def _to_come(meeting: GroupMeeting, now: datetime) -> GroupMeeting:
    held = hold_meeting(meeting)
    if held.state not in COMING or (held.starts_at is not None and held.starts_at <= now):
        raise Refused(_("This meeting is over, or cancelled."))
    return held


def _still_in(held: GroupMeeting, member: GroupMembership) -> None:
    if not GroupMembership.objects.filter(pk=member.pk, group=held.group, state=MembershipState.ACCEPTED).exists():
        raise Refused(_("This person is no longer in the group."))


def _row(held: GroupMeeting, state: str) -> ConvenerDuty | None:
    return held.duties.select_related("membership").filter(state=state).first()


def _set(duty: ConvenerDuty, state: str, now: datetime) -> None:
    duty.state, duty.at, duty.packed_at = DutyState(state), now, None
    duty.save(update_fields=["state", "at", "packed_at"])


def _put(held: GroupMeeting, member: GroupMembership, state: str, now: datetime) -> ConvenerDuty:
    values = {"state": state, "at": now, "packed_at": None}
    return ConvenerDuty.objects.update_or_create(meeting=held, membership=member, defaults=values)[0]
