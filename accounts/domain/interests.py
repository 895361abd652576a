"""Wanting to hear of something once: asked, confirmed by mail, told, gone. What courses and rounds have in common."""

from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from outbox.domain.messages import queue
from outbox.locks import lock_row

from ..models import Interest
from ..private_links import hashed, new_token

Wish = TypeVar("Wish", bound=Interest)
MAIL_AGAIN = timedelta(days=1)


@transaction.atomic
def ask(
    model: type[Wish], about: models.Model, *, email: str, mark: str, language: str, now: datetime, **more: Any
) -> Wish:
    """Notes an address and mails it the question whether it was them, at most once in 24 hours.

    A second call finds the first by its mark; one that has said yes already is mailed nothing. `more` are further
    fields, which a new question brings up to date. Raises nothing: the page says the same each time.
    """
    token = new_token()
    last = _day(now, settings.INTEREST_CONFIRM_DAYS)
    values = {"email": email.strip().lower(), "language": language, "token": token, "token_hash": hashed(token)}
    wish, _made = model._default_manager.get_or_create(
        **{model.about: about}, address_mark=mark, defaults=values | {"asked_at": now, "delete_on": last} | more
    )
    held = lock_row(wish)
    if held.confirmed_at is None and not held.was_mailed_since(now - MAIL_AGAIN):
        for name, value in {"mailed_at": now, "delete_on": last, **more}.items():
            setattr(held, name, value)
        held.save(update_fields=["mailed_at", "delete_on", *more])
        queue(model.asking, object_id=str(held.pk), now=now, dedupe_key=f"{model.asking}:{held.pk}:{now:%Y%m%d%H}")
    return held


def by_link(model: type[Wish], token: str) -> Wish | None:
    """The wish behind a mailed link; None for a wrong link and for one that has gone."""
    return model._default_manager.select_related(model.about).filter(token_hash=hashed(token)).first()


@transaction.atomic
def confirm(wish: Interest, *, now: datetime) -> None:
    """Says that it was them: told once, kept INTEREST_KEEP_DAYS at most. Twice is once."""
    held = lock_row(wish)
    if held.confirmed_at is not None:
        return
    held.confirmed_at, held.delete_on = now, _day(now, settings.INTEREST_KEEP_DAYS)
    held.save(update_fields=["confirmed_at", "delete_on"])


@transaction.atomic
def remove(wish: Interest) -> None:
    """Deletes the address. A second call finds none."""
    type(wish)._default_manager.filter(pk=wish.pk).delete()


@transaction.atomic
def tell(wish: Interest, found: models.Model, kind: str, *, now: datetime, expires_at: datetime | None) -> bool:
    """Queues the one mail that tells of what was found; False, and nothing, where it is told already."""
    held: Any = lock_row(wish)  # its class says what it is told of
    if held.told_of is not None:
        return False
    held.told_of = found
    held.save(update_fields=["told_of"])
    queue(kind, object_id=str(held.pk), now=now, dedupe_key=f"{kind}:{held.pk}", expires_at=expires_at)
    return True


def delete_expired(model: type[Interest], now: datetime) -> int:
    """Deletes addresses whose day has come; returns how many."""
    return model._default_manager.filter(delete_on__lte=timezone.localdate(now)).delete()[0]


def _day(now: datetime, days: int) -> date:
    return timezone.localdate(now) + timedelta(days=days)
