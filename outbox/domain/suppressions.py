"""Addresses that nothing is sent to, because their mail server said that they take no mail."""

from datetime import datetime

from django.db import transaction

from ..models import Suppression
from .addresses import hash_of, hint_of


def suppress(address: str, *, now: datetime, reply_code: int | None) -> Suppression:
    """Sends nothing more to an address. A second call keeps the first."""
    named = {"address_hint": hint_of(address), "since": now, "reply_code": reply_code}
    return Suppression.objects.get_or_create(address_hash=hash_of(address), defaults=named)[0]


def is_suppressed(address: str) -> bool:
    """Whether nothing is sent to the address."""
    return Suppression.objects.filter(address_hash=hash_of(address)).exists()


@transaction.atomic
def lift(pk: int) -> bool:
    """Lets mail go to an address again; returns whether it was suppressed. A second call changes nothing."""
    return bool(Suppression.objects.filter(pk=pk).delete()[0])
