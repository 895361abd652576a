"""Who is told of a group's meetings: queued here, in the transaction of the act; written in `meeting_letters.py`.

A message knows its meeting and its person; the place in the group is looked up at sending, so whoever has left by then
gets nothing.
"""

from datetime import datetime

from outbox.domain.messages import queue
from outbox.models import Message

from ..group_enums import MembershipState
from ..models import GroupMeeting, GroupMembership, MeetingGuest, PeerGroup


def members_of(group: PeerGroup) -> list[GroupMembership]:
    """The members who can be told something. One query."""
    rows = GroupMembership.objects.filter(group=group, state=MembershipState.ACCEPTED, person__isnull=False)
    return list(rows.select_related("person", "signup").order_by("accepted_at", "pk"))


def tell_all(meeting: GroupMeeting, kind: str, *, now: datetime, but: GroupMembership | None = None) -> None:
    """Tells every member of the group, once for each version of the meeting."""
    for one in members_of(meeting.group):
        if but is None or one.pk != but.pk:
            tell(meeting, one, kind, now=now)


def tell(
    meeting: GroupMeeting, member: GroupMembership, kind: str, *, now: datetime, expires_at: datetime | None = None
) -> None:
    """Tells one member, once for each version of the meeting."""
    if member.person is not None:
        queue(
            f"peerhub.{kind}",
            object_id=str(meeting.pk),
            person=member.person.uuid,
            dedupe_key=f"{kind}:{meeting.pk}:{member.pk}:{meeting.sequence}",
            expires_at=expires_at,
            now=now,
        )


def was_told(meeting: GroupMeeting, member: GroupMembership, kind: str) -> bool:
    """Whether a member has been told already of this version of the meeting. One query."""
    return Message.objects.filter(dedupe_key=f"{kind}:{meeting.pk}:{member.pk}:{meeting.sequence}").exists()


def tell_group(group: PeerGroup, kind: str, *, mark: str, now: datetime, but: GroupMembership | None = None) -> None:
    """Tells every member something about the group itself, once for each `mark`."""
    for one in members_of(group):
        if one.person is not None and (but is None or one.pk != but.pk):
            key = f"{kind}:{one.pk}:{mark}"
            queue(f"peerhub.{kind}", object_id=str(group.pk), person=one.person.uuid, dedupe_key=key, now=now)


def tell_guests(meeting: GroupMeeting, kind: str, *, now: datetime) -> None:
    """Tells the guests of a meeting, once for each version of it."""
    for one in MeetingGuest.objects.filter(meeting=meeting):
        queue(f"peerhub.{kind}", object_id=str(one.pk), dedupe_key=f"{kind}:{one.pk}:{meeting.sequence}", now=now)
