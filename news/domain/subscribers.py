"""Subscribing, confirming, changing and leaving (domain.md §4.11). Nobody is mailed anything but a question before they
have said yes by the link in it."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.domain import consents
from accounts.domain.access_log import record
from accounts.models import Consent, User
from accounts.private_links import hashed, new_token
from home.domain.errors import Refused
from outbox.domain.addresses import hash_of
from outbox.domain.messages import queue
from outbox.locks import lock_row
from outbox.models import Suppression

from ..enums import Frequency, SubscriberState
from ..models import Subscriber

PURPOSE = "news.newsletter"
MAIL_AGAIN = timedelta(days=1)
LONGEST_PAUSE_MONTHS = 12


@transaction.atomic
def ask(*, email: str, language: str, shown: str, now: datetime) -> Subscriber:
    """Notes an address with the text it said yes to, and mails it the question whether it was them.

    Nothing shows whether the address was known: one that has confirmed is mailed the way to its own page instead. Both
    are mailed at most once in 24 hours, whoever asks. A second call finds the first. Raises accounts' Refused when the
    text has changed since it was shown.
    """
    subscriber, _made = Subscriber.objects.get_or_create(
        address_mark=hash_of(email), defaults=new_values(email, language=language, now=now)
    )
    held = lock_row(subscriber)
    if held.state == SubscriberState.UNSUBSCRIBED:
        held.state, held.email, held.ended_at = SubscriberState.PENDING, email.strip().lower(), None
        held.confirmed_at = None
    if held.state == SubscriberState.PENDING:
        held.language = language
        held.delete_on = timezone.localdate(now) + timedelta(days=settings.NEWSLETTER_CONFIRM_DAYS)
        consents.give(about=held.pk, purpose=PURPOSE, language=language, shown=shown, now=now)
    if held.mailed_at is None or now - held.mailed_at >= MAIL_AGAIN:
        _mail_way_in(held, now)
    held.save()
    return held


def new_values(email: str, *, language: str, now: datetime) -> dict[str, Any]:
    """The fields of a new row for an address, with a private link of its own."""
    token = new_token()
    return {
        "id": uuid.uuid4(),
        "email": email.strip().lower(),
        "language": language,
        "token": token,
        "token_hash": hashed(token),
        "asked_at": now,
    }


def _mail_way_in(held: Subscriber, now: datetime) -> None:
    kinds = {SubscriberState.PENDING: "news.subscribe", SubscriberState.ACTIVE: "news.subscribed_already"}
    if kind := kinds.get(SubscriberState(held.state)):
        held.mailed_at = now
        queue(kind, object_id=str(held.pk), now=now, dedupe_key=f"{kind}:{held.pk}:{now:%Y%m%d%H%M}")


def by_link(token: str) -> Subscriber | None:
    """The subscription behind a private link; None for a wrong link and for one that has been deleted."""
    return Subscriber.objects.filter(token_hash=hashed(token)).first()


@transaction.atomic
def confirm(subscriber: Subscriber, *, now: datetime) -> Subscriber:
    """Says that it was them, or, asked anew, that they still want it. A second call changes nothing.

    Raises Refused for one who has left: they ask again by the form.
    """
    held = lock_row(subscriber)
    if held.state == SubscriberState.UNSUBSCRIBED:
        raise Refused(_("You have left the list. Write your address again if you want to come back."))
    if held.state == SubscriberState.PENDING or held.asked_again_at:
        held.state, held.confirmed_at = SubscriberState.ACTIVE, now
        held.asked_again_at = held.delete_on = None
        held.save()
    return held


@transaction.atomic
def change(
    subscriber: Subscriber, *, frequency: str, topics: Iterable[str], language: str, now: datetime
) -> Subscriber:
    """Writes what somebody wants. A second identical call changes nothing. Raises Refused for one not on the list."""
    held = _on_the_list(subscriber)
    held.frequency, held.topics, held.language = Frequency(frequency), sorted(topics), language
    held.save(update_fields=["frequency", "topics", "language"])
    return held


@transaction.atomic
def pause(subscriber: Subscriber, *, months: int, now: datetime) -> Subscriber:
    """Sends nothing for so many months; none ends a pause. A second call counts from its own day."""
    held = _on_the_list(subscriber)
    months = max(0, min(months, LONGEST_PAUSE_MONTHS))
    held.paused_until = timezone.localdate(now) + relativedelta(months=months) if months else None
    held.save(update_fields=["paused_until"])
    return held


def _on_the_list(subscriber: Subscriber) -> Subscriber:
    held = lock_row(subscriber)
    if held.state != SubscriberState.ACTIVE:
        raise Refused(_("You are not on the list, so there is nothing to change."))
    return held


@transaction.atomic
def leave(subscriber: Subscriber, *, now: datetime) -> Subscriber:
    """Takes somebody off at once and forgets the address; no reason asked. A second call changes nothing.

    What is in the outbox for them is dropped when its turn comes: it is rendered at sending.
    """
    held = lock_row(subscriber)
    if held.state == SubscriberState.UNSUBSCRIBED:
        return held
    consents.withdraw_about(about=held.pk, now=now)
    held.state, held.email, held.ended_at = SubscriberState.UNSUBSCRIBED, "", now
    held.topics, held.frequency, held.paused_until, held.asked_again_at = [], Frequency.ISSUES, None, None
    held.proof = ""
    held.delete_on = timezone.localdate(now) + timedelta(days=settings.NEWSLETTER_FORGET_DAYS)
    held.save()
    return held


# --- the worker's part -----------------------------------------------------------------------------------------------
def delete_due(now: datetime) -> int:
    """Deletes who never confirmed and the fingerprints of who left, each on its day; returns how many."""
    due = list(Subscriber.objects.filter(delete_on__lte=timezone.localdate(now)).values_list("pk", flat=True))
    Consent.objects.filter(about__in=due).delete()
    Subscriber.objects.filter(pk__in=due).delete()
    return len(due)


def close_bounced(now: datetime) -> int:
    """Marks those whose mail server said for good that it takes no mail; returns how many. Nothing more is sent."""
    closed = Suppression.objects.values("address_hash")
    return Subscriber.objects.filter(state=SubscriberState.ACTIVE, address_mark__in=closed).update(
        state=SubscriberState.BOUNCED,
        delete_on=timezone.localdate(now) + timedelta(days=settings.NEWSLETTER_FORGET_DAYS),
    )


def ask_again(now: datetime) -> int:
    """Asks those who said yes long ago whether they still want it, where the setting says so; returns how many."""
    months = settings.NEWSLETTER_ASK_AGAIN_MONTHS
    if not months:
        return 0
    old = Subscriber.objects.filter(
        state=SubscriberState.ACTIVE, asked_again_at=None, confirmed_at__lte=now - relativedelta(months=months)
    )
    return sum(_ask_again(one, now) for one in old.only("pk")[: settings.NEWSLETTER_BATCH])


@transaction.atomic
def _ask_again(subscriber: Subscriber, now: datetime) -> bool:
    held = lock_row(subscriber)
    if held.state != SubscriberState.ACTIVE or held.asked_again_at is not None:
        return False
    held.asked_again_at = now
    held.save(update_fields=["asked_again_at"])
    queue("news.still_wanted", object_id=str(held.pk), now=now, dedupe_key=f"still:{held.pk}:{now:%Y%m}")
    return True


def leave_silent(now: datetime) -> int:
    """Takes off who did not answer that question in time; returns how many."""
    until = now - timedelta(days=settings.NEWSLETTER_ANSWER_DAYS)
    silent = Subscriber.objects.filter(state=SubscriberState.ACTIVE, asked_again_at__lte=until)
    return sum(leave(one, now=now).state == SubscriberState.UNSUBSCRIBED for one in silent)


def readers_on(day: date) -> "Q":
    """Who may be mailed on a day: on the list and not on a pause."""
    return Q(state=SubscriberState.ACTIVE) & (Q(paused_until=None) | Q(paused_until__lte=day))


def note_export(*, by: User, now: datetime) -> None:
    """Writes down that somebody took the list out. A second call is a second export."""
    record(by=by, action="newsletter.exported", now=now)
