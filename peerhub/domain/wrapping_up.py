"""The end of a meeting in one act (S1): that it was held and by how many, and what is agreed about the next one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User

from ..meeting_enums import COMING, MeetingKind, MeetingState
from ..models import GroupMeeting, GroupMembership
from . import duties, meetings
from .errors import Refused


@dataclass(frozen=True)
class NextTime:
    """What is agreed about the next meeting: its values, who leads it, and whether they have said yes at the table."""

    values: Mapping[str, Any]
    leads: GroupMembership | None = None
    has_agreed: bool = False


@transaction.atomic
def wrap_up(
    meeting: GroupMeeting, *, attended: int | None, following: NextTime | None, by: User, now: datetime
) -> GroupMeeting | None:
    """Notes that the meeting was held, and sets the next one: the group's next proposal gets the time, place and
    theme, or a new meeting is made. Returns the next one. A second call with the same changes nothing.

    Raises Refused before the meeting has begun, for a bad time, and for a leader who has left.
    """
    held = meetings.hold(meeting, attended=attended, by=by, now=now)
    if following is None:
        return None
    wanted = dict(following.values)
    coming = next_after(held)
    if coming is None:
        [coming] = meetings.plan(held.group, _whole(held, wanted), by=by, now=now)
    elif coming.state == MeetingState.SCHEDULED and coming.starts_at != wanted.get("starts_at"):
        raise Refused(_("The next meeting is agreed already. Change it on its own page."), field="day")
    else:
        coming = meetings.change(coming, wanted, by=by, now=now)
    if following.leads is not None and not _leads(coming, following.leads):
        duties.ask(coming, following.leads, has_agreed=following.has_agreed, by=by, now=now)
    return coming


def _leads(meeting: GroupMeeting, member: GroupMembership) -> bool:
    return meeting.duties.filter(state="accepted", membership=member).exists()


def _whole(held: GroupMeeting, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """A new meeting like the one that was held, with what was agreed."""
    like = meetings.copy_of(held) | {"agenda": "", "phase": ""}
    like["kind"] = MeetingKind.THEME
    return like | dict(wanted)


def next_after(meeting: GroupMeeting) -> GroupMeeting | None:
    """The group's next meeting after this one: one that is agreed, else the first proposal. One query."""
    rows = list(
        GroupMeeting.objects.filter(group=meeting.group_id, state__in=sorted(COMING))
        .exclude(pk=meeting.pk)
        .select_related("group__programme")
        .order_by("starts_at", "kind", "pk")
    )
    agreed = [one for one in rows if one.state == MeetingState.SCHEDULED]
    open_ones = [one for one in rows if one.kind != MeetingKind.CLOSING] or rows
    return next(iter([*agreed, *open_ones]), None)
