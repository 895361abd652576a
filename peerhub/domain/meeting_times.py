"""What a meeting's time and place must be (domain.md §7), and which other meeting it clashes with."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from ..meeting_enums import COMING, MeetingPlace
from ..models import GroupMeeting
from .errors import Refused

LONGEST = timedelta(hours=12)


def refuse_bad_time(starts_at: datetime, ends_at: datetime, *, now: datetime) -> None:
    """Raises Refused for a time that has passed, an end before the beginning, and a meeting longer than half a day."""
    if starts_at <= now:
        raise Refused(_("This time has passed. Write one that is still to come."), field="day")
    if ends_at <= starts_at:
        raise Refused(_("The meeting must end after it begins."), field="until")
    if ends_at - starts_at > LONGEST:
        raise Refused(_("A meeting is twelve hours at the longest. Look at the hours again."), field="until")


def refuse_nowhere(form: str, place: str, link: str) -> None:
    """Raises Refused where nobody can know where to go: no place for a meeting in person, no link for one online."""
    if form != MeetingPlace.VIRTUAL and not place.strip():
        raise Refused(_("Write where you meet."), field="place")
    if form != MeetingPlace.PHYSICAL and not link.strip():
        raise Refused(_("Write the link to the meeting. It begins with https://."), field="link")


def clash_with(meeting: GroupMeeting) -> GroupMeeting | None:
    """Another meeting of the group at the same time. Nothing is stopped by it; the group is told."""
    if meeting.starts_at is None or meeting.ends_at is None:
        return None
    others = GroupMeeting.objects.filter(group=meeting.group_id, state__in=sorted(COMING)).exclude(pk=meeting.pk)
    return others.filter(starts_at__lt=meeting.ends_at, ends_at__gt=meeting.starts_at).first()
