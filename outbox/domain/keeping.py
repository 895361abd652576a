"""How long the outbox remembers."""

from datetime import datetime, timedelta

from django.conf import settings

from ..enums import MessageState
from ..models import Message


def drop_old(now: datetime) -> int:
    """Deletes messages that left or were dropped more than OUTBOX_KEEP_DAYS ago; returns how many."""
    before = now - timedelta(days=settings.OUTBOX_KEEP_DAYS)
    ended = Message.objects.filter(state__in=[MessageState.SENT, MessageState.DROPPED], created_at__lt=before)
    return ended.delete()[0]
