"""The plan a group begins with: a start meeting, theme meetings about a month apart, a closing meeting where the round
has an end (S0, S1). All of it is the group's to change."""

from datetime import datetime, timedelta

from django.utils import timezone

from ..enums import MeetingForm
from ..meeting_enums import COMING, MeetingKind, MeetingPlace, MeetingState
from ..models import GroupMeeting, PeerGroup
from . import meeting_mails
from .agendas import agenda_for
from .group_format import agenda_is_given
from .meetings import FEWEST_THEMES

LASTS = timedelta(hours=2)
BETWEEN = timedelta(weeks=4)


def lay_out(group: PeerGroup, *, now: datetime) -> int:
    """Makes the plan of a group that begins, whose row the caller has locked; returns how many meetings. A group that
    has meetings keeps those it has. Only the start meeting has a place, so the others stand as proposals."""
    if group.starts_at is None or group.meetings.exists():
        return 0
    kinds = [MeetingKind.START, *[MeetingKind.THEME] * FEWEST_THEMES]
    if group.round is not None and group.round.ends_on:
        kinds.append(MeetingKind.CLOSING)
    starts = [_later(group.starts_at, number) for number in range(len(kinds))]
    has_agenda = agenda_is_given(group.programme)
    rows = [
        GroupMeeting(
            group=group,
            kind=kind,
            form=_form(group),
            starts_at=at,
            ends_at=at + LASTS,
            place=group.start_place if kind == MeetingKind.START else "",
            agenda=agenda_for(kind) if has_agenda else "",
            changed_at=now,
        )
        for kind, at in zip(kinds, starts, strict=True)
    ]
    return len(GroupMeeting.objects.bulk_create(rows))


def _later(first: datetime, number: int) -> datetime:
    """So many times four weeks later at the same hour of the day, after the clocks have changed, too."""
    local = timezone.localtime(first)
    day = local.date() + number * BETWEEN
    return timezone.make_aware(datetime.combine(day, local.time()))


def _form(group: PeerGroup) -> str:
    return MeetingPlace.VIRTUAL if group.form == MeetingForm.VIRTUAL else MeetingPlace.PHYSICAL


def follow_start(group: PeerGroup, *, now: datetime) -> bool:
    """Lets the start meeting follow when a coordinator moves a group's first meeting. The caller has locked the group.

    Members who have it in their calendars are told with the new appointment; returns whether they were."""
    start = group.meetings.filter(kind=MeetingKind.START, state__in=sorted(COMING)).first()
    if start is None or group.starts_at is None:
        return False
    place = group.start_place or start.place
    if (start.starts_at, start.place) == (group.starts_at, place):
        return False
    start.starts_at, start.ends_at, start.place = group.starts_at, group.starts_at + LASTS, place
    start.changed_at = now
    start.sequence += 1
    start.save()
    if start.state == MeetingState.SCHEDULED:
        meeting_mails.tell_all(start, "meeting_changed", now=now)
    return start.state == MeetingState.SCHEDULED
