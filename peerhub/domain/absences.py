"""That somebody cannot come, or comes late: said without a reason, and taken back as easily."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ..meeting_enums import AbsenceKind, MeetingState
from ..models import GroupMeeting, GroupMembership, MeetingAbsence
from .errors import Refused
from .meetings import hold_meeting


@transaction.atomic
def say(meeting: GroupMeeting, member: GroupMembership, kind: str, *, now: datetime) -> None:
    """Notes it, in the place of what was said before; an empty `kind` means that they come. Twice is once. Raises
    Refused once the meeting is over."""
    held = hold_meeting(meeting)
    if held.state != MeetingState.SCHEDULED or held.ends_at is None or held.ends_at <= now:
        raise Refused(_("This meeting is over, or has no time yet."))
    if kind not in AbsenceKind.values:
        MeetingAbsence.objects.filter(meeting=held, membership=member).delete()
        return
    MeetingAbsence.objects.update_or_create(meeting=held, membership=member, defaults={"kind": kind, "at": now})
