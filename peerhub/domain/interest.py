"""Wanting to hear when the next round opens: asked, confirmed by mail, told once, gone."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.private_links import hashed, new_token
from outbox.domain.messages import queue
from outbox.locks import lock_row

from ..models import PeerProgramme, RoundInterest, SignupRound
from .addresses import mark_of

MAIL_AGAIN = timedelta(days=1)


@transaction.atomic
def ask(*, programme: PeerProgramme, email: str, language: str, now: datetime) -> RoundInterest:
    """Notes an address and mails it the question whether it was them, at most once in 24 hours.

    A second call finds the first; one that has said yes already is mailed nothing. The page says the same each time.
    """
    token = new_token()
    interest, _made = RoundInterest.objects.get_or_create(
        programme=programme,
        address_mark=mark_of(email),
        defaults={
            "id": uuid.uuid4(),
            "email": email.strip().lower(),
            "language": language,
            "token": token,
            "token_hash": hashed(token),
            "asked_at": now,
            "delete_on": timezone.localdate(now) + timedelta(days=settings.INTEREST_CONFIRM_DAYS),
        },
    )
    held = lock_row(interest)
    was_mailed = held.mailed_at is not None and now - held.mailed_at < MAIL_AGAIN
    if held.confirmed_at is None and not was_mailed:
        held.mailed_at = now
        held.delete_on = timezone.localdate(now) + timedelta(days=settings.INTEREST_CONFIRM_DAYS)
        held.save(update_fields=["mailed_at", "delete_on"])
        queue(
            "peerhub.interest_confirm", object_id=str(held.pk), now=now, dedupe_key=f"interest:{held.pk}:{now:%Y%m%d%H}"
        )
    return held


def by_link(token: str) -> RoundInterest | None:
    """The wish behind a mailed link; None for a wrong link and for one that has gone."""
    return RoundInterest.objects.select_related("programme").filter(token_hash=hashed(token)).first()


@transaction.atomic
def confirm(interest: RoundInterest, *, now: datetime) -> None:
    """Says that it was them: told when the next round opens, kept INTEREST_KEEP_MONTHS at most. Twice is once.

    Where a round is open at this moment they are told at once.
    """
    held = lock_row(interest)
    if held.confirmed_at is not None:
        return
    held.confirmed_at = now
    held.delete_on = timezone.localdate(now) + timedelta(days=settings.INTEREST_KEEP_DAYS)
    held.save(update_fields=["confirmed_at", "delete_on"])


@transaction.atomic
def remove(interest: RoundInterest) -> None:
    """Deletes the address. A second call finds none."""
    RoundInterest.objects.filter(pk=interest.pk).delete()


def tell_opened(now: datetime) -> int:
    """Tells everybody who waits for a round that is open now, once; returns how many."""
    open_rounds = SignupRound.objects.listed().open_at(now).order_by("programme_id", "closes_at")
    nearest = {one.programme_id: one for one in reversed(list(open_rounds))}
    waiting = RoundInterest.objects.filter(programme__in=nearest, confirmed_at__isnull=False, told_of=None)
    return sum(_tell(interest, nearest[interest.programme_id], now) for interest in waiting.only("pk", "programme_id"))


@transaction.atomic
def _tell(interest: RoundInterest, opened: SignupRound, now: datetime) -> bool:
    held = lock_row(interest)
    if held.told_of_id is not None:
        return False
    held.told_of = opened
    held.save(update_fields=["told_of"])
    expires = opened.closes_at
    queue("peerhub.interest_open", object_id=str(held.pk), now=now, dedupe_key=f"opened:{held.pk}", expires_at=expires)
    return True


def delete_expired(now: datetime) -> int:
    """Deletes addresses whose day has come; returns how many."""
    return RoundInterest.objects.filter(delete_on__lte=timezone.localdate(now)).delete()[0]
