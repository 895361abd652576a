"""How long the outbox remembers."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from ..enums import ByHandState, MessageState
from ..models import ByHand, Message


@transaction.atomic
def hold_waiting() -> int:
    """Holds every message that waits, also for a letter or a call, so that what was sent since a backup does not leave
    a second time; returns how many. A second call finds none. Held messages leave when an administrator says so."""
    ByHand.objects.exclude(state=ByHandState.DONE).delete()
    waiting = Message.objects.filter(state__in=[MessageState.WAITING, MessageState.BY_HAND])
    return waiting.update(state=MessageState.HELD, lease_until=None)


def drop_old(now: datetime) -> int:
    """Deletes messages that left more than OUTBOX_KEEP_DAYS ago, and those dropped that are as old; returns how many.
    What is stuck stays until an administrator has looked at it."""
    before = now - timedelta(days=settings.OUTBOX_KEEP_DAYS)
    ended = Q(state=MessageState.SENT, sent_at__lt=before)
    ended |= Q(state=MessageState.DROPPED, created_at__lt=before)
    return Message.objects.filter(ended).delete()[0]
