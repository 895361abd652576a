"""Meetings as the group plans, changes, holds and cancels them (domain.md §4.4).

Every act locks the group's row first, so two at once come one after the other; who is told, and what calendars show,
is queued in the same transaction. A second identical call changes nothing and tells nobody.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.domain.access_log import record
from accounts.models import User
from outbox.locks import lock_row

from ..group_enums import ENDED_GROUPS, GroupAct, GroupState
from ..meeting_enums import COMING, MEETING_STEPS, SINGLE_KINDS, DutyState, MeetingKind, MeetingState
from ..models import GroupMeeting, PeerGroup
from . import meeting_mails
from .agendas import agenda_for
from .errors import Refused
from .group_format import agenda_is_given, agenda_is_locked, kinds_of
from .group_steps import note
from .meeting_times import refuse_bad_time, refuse_nowhere
from .repeats import Repeat, days

TOLD = ("starts_at", "ends_at", "place", "link", "form")
FIELDS = (*TOLD, "kind", "theme", "theme_slug", "phase", "agenda")
ACCESS = ("has_loop", "has_captions", "has_interpreter", "is_step_free")
# What a copy takes from the meeting it is made of.
COPIED = ("kind", "form", "place", "link", "agenda", "phase", *ACCESS)
# A number outside this is told, and stops nothing (S0).
FEWEST_THEMES, MOST_THEMES = 5, 10


def hold_group(group: PeerGroup) -> PeerGroup:
    """The group, locked. Raises Refused for one that has ended."""
    held = lock_row(group)
    if held.state in ENDED_GROUPS and held.state != GroupState.CONTINUING:
        raise Refused(_("The group has ended."))
    return held


def hold_meeting(meeting: GroupMeeting) -> GroupMeeting:
    """The meeting as it stands, with its group locked before it."""
    group = hold_group(meeting.group)
    found = lock_row(meeting)
    found.group = group
    return found


@transaction.atomic
def plan(
    group: PeerGroup, values: Mapping[str, Any], *, repeat: str = Repeat.ONCE, count: int = 1, by: User, now: datetime
) -> list[GroupMeeting]:
    """Makes one meeting, or several at the same hour of later days. Each is proposed until somebody leads it.

    Raises Refused for a kind that the scheme does not have, a second start or closing meeting, and a bad time.
    """
    held = hold_group(group)
    _refuse_kind(held, values["kind"], None)
    starts, ends = values.get("starts_at"), values.get("ends_at")
    if starts is None or ends is None:
        return [_made(held, values, None, None, by=by, now=now)]
    refuse_bad_time(starts, ends, now=now)
    if values["kind"] in SINGLE_KINDS:
        repeat = Repeat.ONCE
    local, until = timezone.localtime(starts), timezone.localtime(ends)
    over_midnight = until.date() - local.date()
    made = []
    for day in days(local.date(), Repeat(repeat), count):
        first, last = _at(day, local), _at(day + over_midnight, until)
        known = held.meetings.filter(starts_at=first, state__in=sorted(COMING), kind=values["kind"]).first()
        made.append(known or _made(held, values, first, last, by=by, now=now))
    return made


def _at(day: date, like: datetime) -> datetime:
    """The same hour on another day: after the clocks have changed, too."""
    return timezone.make_aware(datetime.combine(day, like.time()))


def _made(
    group: PeerGroup,
    values: Mapping[str, Any],
    first: datetime | None,
    last: datetime | None,
    *,
    by: User,
    now: datetime,
) -> GroupMeeting:
    kept = {name: values[name] for name in (*FIELDS, *ACCESS) if name in values}
    kept |= {"starts_at": first, "ends_at": last, "changed_at": now}
    locked = agenda_is_locked(group.programme)
    if locked or (agenda_is_given(group.programme) and not kept.get("agenda")):
        kept["agenda"] = agenda_for(kept["kind"])
    made = GroupMeeting.objects.create(group=group, **kept)
    record(by=by, action="meeting.planned", object=made, now=now)
    settle(made, now=now)
    return made


def _refuse_kind(group: PeerGroup, kind: str, meeting: GroupMeeting | None) -> None:
    if kind not in kinds_of(group.programme):
        raise Refused(_("Groups of this scheme do not have such meetings."), field="kind")
    others = group.meetings.filter(kind=kind, state__in=[*COMING, MeetingState.HELD])
    if meeting is not None:
        others = others.exclude(pk=meeting.pk)
    if kind in SINGLE_KINDS and others.exists():
        words = {"kind": MeetingKind(kind).label}
        raise Refused(_("The group has a %(kind)s already. Change that one instead.") % words, field="kind")


@transaction.atomic
def change(meeting: GroupMeeting, values: Mapping[str, Any], *, by: User, now: datetime) -> GroupMeeting:
    """Gives a meeting that is to come another time, place, theme or agenda. Members are told of time and place, and
    their calendars follow. Raises Refused as `plan` does, and for a meeting that is over."""
    held = hold_meeting(meeting)
    if held.state not in COMING:
        raise Refused(_("This meeting is over, or cancelled. Plan a new one."))
    wanted = {name: values[name] for name in (*FIELDS, *ACCESS) if name in values}
    if agenda_is_locked(held.group.programme):
        wanted.pop("agenda", None)
    changed = {name for name, value in wanted.items() if getattr(held, name) != value}
    if not changed:
        return held
    _refuse_change(held, wanted, changed, now)
    for name in changed:
        setattr(held, name, wanted[name])
    held.changed_at = now
    held.sequence += 1
    held.save()
    record(by=by, action="meeting.changed", object=held, purpose=",".join(sorted(changed))[:100], now=now)
    was = held.state
    settle(held, now=now)
    if was == held.state == MeetingState.SCHEDULED and changed & {*TOLD, *ACCESS}:
        meeting_mails.tell_all(held, "meeting_changed", now=now)
    return held


def _refuse_change(held: GroupMeeting, wanted: Mapping[str, Any], changed: set[str], now: datetime) -> None:
    if "kind" in changed:
        _refuse_kind(held.group, wanted["kind"], held)
    starts, ends = wanted.get("starts_at", held.starts_at), wanted.get("ends_at", held.ends_at)
    if {"starts_at", "ends_at"} & changed and starts and ends:
        refuse_bad_time(starts, ends, now=now)
    if held.state == MeetingState.SCHEDULED:
        if starts is None or ends is None:
            raise Refused(_("Write when you meet. The meeting is agreed already."), field="day")
        places = [wanted.get(name, getattr(held, name)) for name in ("form", "place", "link")]
        refuse_nowhere(*places)


def settle(held: GroupMeeting, *, now: datetime) -> bool:
    """Lets a proposed meeting, whose row the caller has locked, be agreed once it has a time to come, a place, and
    somebody who leads it; members are told and get it into their calendars. Returns whether it was agreed now."""
    if held.state != MeetingState.PROPOSED or held.starts_at is None or held.starts_at <= now:
        return False
    try:
        refuse_nowhere(held.form, held.place, held.link)
    except Refused:
        return False
    if not is_led(held):
        return False
    step(held, MeetingState.SCHEDULED, now=now)
    note(held.group, GroupAct.PLANNED, by=None, now=now)
    meeting_mails.tell_all(held, "meeting_agreed", now=now)
    return True


def is_led(meeting: GroupMeeting) -> bool:
    """Whether somebody leads it: a member who has said yes, or the group's fixed leader. At most two queries."""
    if meeting.duties.filter(state=DutyState.ACCEPTED).exists():
        return True
    return hasattr(meeting.group, "facilitator")


def step(held: GroupMeeting, to: str, *, now: datetime, **values: Any) -> None:
    """One step of a meeting's state, on a row that the caller has locked. Raises Refused for a step there is not."""
    if (held.state, to) not in MEETING_STEPS:
        words = dict(MeetingState.choices)
        raise Refused(
            _("The meeting is “%(now)s” and cannot become “%(to)s”.") % {"now": words[held.state], "to": words[to]}
        )
    held.state = MeetingState(to)
    for name, value in values.items():
        setattr(held, name, value)
    held.changed_at = now
    held.sequence += 1
    held.ended_at = None if to in COMING else now
    held.save()


@transaction.atomic
def cancel(meeting: GroupMeeting, *, by: User | None, now: datetime) -> GroupMeeting:
    """Calls a meeting off. Members of one that was agreed are told, and it leaves their calendars."""
    held = hold_meeting(meeting)
    if held.state == MeetingState.CANCELLED:
        return held
    was_agreed = held.state == MeetingState.SCHEDULED
    step(held, MeetingState.CANCELLED, now=now)
    note(held.group, GroupAct.CALLED_OFF, by=by, now=now)
    record(by=by, action="meeting.cancelled", object=held, now=now)
    if was_agreed:
        meeting_mails.tell_all(held, "meeting_cancelled", now=now)
        meeting_mails.tell_guests(held, "guest_cancelled", now=now)
    return held


def call_off_all(group: PeerGroup, *, by: User | None, now: datetime) -> int:
    """Calls off what a group still has to come, before it ends and its members leave; returns how many meetings. A
    second call finds none."""
    coming = list(group.meetings.filter(state__in=sorted(COMING)).select_related("group"))
    for meeting in coming:
        cancel(meeting, by=by, now=now)
    return len(coming)


@transaction.atomic
def hold(meeting: GroupMeeting, *, attended: int | None, by: User, now: datetime) -> GroupMeeting:
    """Notes that a meeting was held, and how many came: a count, never who. Told again, the count is corrected.

    Raises Refused before it has begun, and for more people than a group can be.
    """
    held = hold_meeting(meeting)
    if held.starts_at is None or held.starts_at > now:
        raise Refused(_("The meeting has not begun yet."))
    if held.state == MeetingState.HELD:
        if held.attended != attended:
            held.attended = attended
            held.save(update_fields=["attended"])
        return held
    step(held, MeetingState.HELD, now=now, attended=attended)
    note(held.group, GroupAct.HELD, by=by, now=now)
    record(by=by, action="meeting.held", object=held, now=now)
    return held


@transaction.atomic
def did_not_happen(meeting: GroupMeeting, *, by: User | None, now: datetime) -> GroupMeeting:
    """Notes that an agreed meeting was not held; it can be corrected. A second call changes nothing."""
    held = hold_meeting(meeting)
    if held.state != MeetingState.NOT_HELD:
        step(held, MeetingState.NOT_HELD, now=now)
        note(held.group, GroupAct.NOT_HELD, by=by, now=now)
    return held


def copy_of(meeting: GroupMeeting) -> dict[str, Any]:
    """The first values of a new meeting like an earlier one: all but its time and theme."""
    found = {name: getattr(meeting, name) for name in COPIED}
    return found | {"kind": MeetingKind.THEME} if meeting.kind in SINGLE_KINDS else found
