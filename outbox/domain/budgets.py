"""How much may leave: so much a day to one address, so much an hour in all (security.md §3.6, R8)."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from ..models import Message

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def address_opens_at(address_hash: str, *, now: datetime) -> datetime | None:
    """When an address that has had its day's share may get more; None when that is now."""
    sent = Message.objects.filter(address_hash=address_hash, sent_at__gt=now - DAY)
    return _opens_at(sent, settings.OUTBOX_PER_ADDRESS_A_DAY * settings.RATE_LIMIT_FACTOR, DAY)


def house_opens_at(*, now: datetime) -> datetime | None:
    """When more may leave the portal; None when that is now."""
    sent = Message.objects.filter(sent_at__gt=now - HOUR).exclude(address_hash="")  # letters and calls have none
    return _opens_at(sent, settings.OUTBOX_AN_HOUR * settings.RATE_LIMIT_FACTOR, HOUR)


def _opens_at(sent: QuerySet[Message], most: int, window: timedelta) -> datetime | None:
    """The window ends for the oldest of the last `most`."""
    oldest = sent.order_by("-sent_at").values_list("sent_at", flat=True)[most - 1 : most]
    return next((at + window for at in oldest if at), None)
