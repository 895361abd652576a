"""A professional who comes to one meeting: told when, where and what about, and nothing of who is in the group."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.domain.access_log import record
from accounts.models import User
from outbox.domain.messages import queue

from ..meeting_enums import MeetingState
from ..models import GroupMeeting, MeetingGuest
from .errors import Refused
from .group_format import takes_guests
from .meetings import hold_meeting

MOST = 3


@transaction.atomic
def invite(meeting: GroupMeeting, *, name: str, email: str, about: str, by: User, now: datetime) -> MeetingGuest:
    """Invites a guest by mail. A second call for the same address changes nothing. Raises Refused where the scheme has
    no guests, the meeting is not agreed, and beyond MOST guests."""
    held = hold_meeting(meeting)
    if not takes_guests(held.group.programme):
        raise Refused(_("Groups of this scheme have no guests from outside."))
    if held.state != MeetingState.SCHEDULED or held.starts_at is None or held.starts_at <= now:
        raise Refused(_("Agree on the meeting first. Then a guest can be invited to it."))
    address = email.strip().lower()
    known = held.guests.filter(email=address).first()
    if known is not None:
        return known
    if held.guests.count() >= MOST:
        raise Refused(_("A meeting has three guests at the most."))
    made = MeetingGuest.objects.create(meeting=held, name=name, email=address, about=about, invited_at=now)
    key = f"guest_invited:{made.pk}"
    queue("peerhub.guest_invited", object_id=str(made.pk), dedupe_key=key, now=now)
    record(by=by, action="meeting.guest", object=held, now=now)
    return made


def forget(now: datetime) -> int:
    """Deletes guests GUEST_KEEP_DAYS after their meeting; returns how many."""
    edge = now - timedelta(days=settings.GUEST_KEEP_DAYS)
    gone, _counts = MeetingGuest.objects.filter(meeting__ends_at__lt=edge).delete()
    return gone
