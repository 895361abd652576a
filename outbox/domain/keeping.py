"""How long the outbox remembers."""

from datetime import datetime, timedelta

from django.conf import settings

from ..enums import MessageState
from ..models import Message


def hold_waiting() -> int:
    """Holds every message that waits, so that what was sent since a backup does not leave a second time; returns how
    many. A second call finds none. Held messages leave when an administrator says so."""
    return Message.objects.filter(state=MessageState.WAITING).update(state=MessageState.HELD, lease_until=None)


def drop_old(now: datetime) -> int:
    """Deletes messages that left or were dropped more than OUTBOX_KEEP_DAYS ago; returns how many."""
    before = now - timedelta(days=settings.OUTBOX_KEEP_DAYS)
    ended = Message.objects.filter(state__in=[MessageState.SENT, MessageState.DROPPED], created_at__lt=before)
    return ended.delete()[0]
