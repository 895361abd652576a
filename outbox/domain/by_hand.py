"""Messages that people carry: letters to print, calls to make, texts to send. Who may see which is decided above."""

import uuid
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from ..enums import ByHandState, HandChannel, MessageState
from ..kinds import KINDS, Mail
from ..locks import lock_row
from ..models import ByHand, Message
from ..recipients import Recipient, find

SATURDAY = 5


def is_letter(person: uuid.UUID | None) -> bool:
    """Whether a message to this person goes on paper now. False for one to nobody we know."""
    reached = find(person) if person else None
    return reached is not None and route(reached) == HandChannel.LETTER


def route(reached: Recipient) -> HandChannel | None:
    """How a message to this person is carried; None when it is a mail. Who lacks what their channel needs gets a mail
    where there is an address, else what there is."""
    if reached.channel == HandChannel.LETTER and reached.postal_address:
        return HandChannel.LETTER
    if reached.channel in (HandChannel.PHONE, HandChannel.SMS) and reached.phone:
        return HandChannel(reached.channel)
    if reached.address:
        return None
    if reached.postal_address:
        return HandChannel.LETTER
    return HandChannel.PHONE if reached.phone else None


@transaction.atomic
def hand_over(message: Message, channel: HandChannel, *, now: datetime) -> ByHand:
    """Puts a message on the list of letters or calls. A second call keeps the first row."""
    held = lock_row(message)
    held.state, held.lease_until = MessageState.BY_HAND, None
    held.save(update_fields=["state", "lease_until"])
    values = {"person": held.person, "channel": channel, "since": now}
    return ByHand.objects.get_or_create(message=held, defaults=values)[0]


def reroute(now: datetime) -> int:
    """Looks at everything that waits to be carried: who has a mail address by now gets a mail, who has gone or is past
    the time gets nothing; returns how many changed. Harmless to repeat."""
    waiting = ByHand.objects.exclude(state=ByHandState.DONE).select_related("message")
    return sum(_rerouted(row, now) for row in waiting)


def _rerouted(row: ByHand, now: datetime) -> bool:
    reached = find(row.person)
    expired = row.message.expires_at is not None and row.message.expires_at <= now
    if reached is None or expired:
        return drop(row)
    channel = route(reached)
    if channel == row.channel:
        return False
    return _to_mail(row, now) if channel is None else _to_other(row, channel)


@transaction.atomic
def _to_mail(row: ByHand, now: datetime) -> bool:
    message = lock_row(row.message)
    if not ByHand.objects.filter(pk=row.pk).exclude(state=ByHandState.DONE).delete()[0]:
        return False
    message.state, message.next_at, message.attempts = MessageState.WAITING, now, 0
    message.save(update_fields=["state", "next_at", "attempts"])
    return True


@transaction.atomic
def _to_other(row: ByHand, channel: HandChannel) -> bool:
    values = {"channel": channel, "state": ByHandState.WAITING, "printed_at": None, "tries": 0, "next_try": None}
    lock_row(row.message)
    return bool(ByHand.objects.filter(pk=row.pk).exclude(state=ByHandState.DONE).update(**values))


@transaction.atomic
def drop(row: ByHand) -> bool:
    """Takes a message that is no longer due off the list; returns whether it was there. A second call changes
    nothing."""
    message = lock_row(row.message)
    if not ByHand.objects.filter(pk=row.pk).exclude(state=ByHandState.DONE).delete()[0]:
        return False
    message.state = MessageState.DROPPED
    message.save(update_fields=["state"])
    return True


def content(row: ByHand, *, now: datetime) -> tuple[Mail, Recipient] | None:
    """What the message says now and how its person is reached; None when it is no longer due. Changes nothing."""
    message = row.message
    reached = find(row.person)
    kind = KINDS.get(message.kind)
    if reached is None or kind is None or (message.expires_at and message.expires_at <= now):
        return None
    mail = kind.render(message)
    if mail is not None and mail.behind_sign_in and not reached.address:
        mail = replace(mail, button=None)
    return (mail, reached) if mail else None


@transaction.atomic
def printed(row: ByHand, *, now: datetime) -> ByHand:
    """Marks a letter as printed; one that was printed or sent before is left as it is."""
    held = _locked(row)
    if held.state == ByHandState.WAITING:
        held.state, held.printed_at = ByHandState.PRINTED, now
        held.save(update_fields=["state", "printed_at"])
    return held


@transaction.atomic
def done(row: ByHand, *, by: uuid.UUID, now: datetime) -> bool:
    """Marks a letter as posted, or a person as called or texted; returns whether it was not yet. A second call keeps
    the first moment."""
    held = _locked(row)
    if held.state == ByHandState.DONE:
        return False
    held.state, held.done_at, held.done_by = ByHandState.DONE, now, by
    held.save(update_fields=["state", "done_at", "done_by"])
    message = held.message
    message.state, message.sent_at = MessageState.SENT, now
    message.save(update_fields=["state", "sent_at"])
    kind = KINDS.get(message.kind)
    if kind and kind.after:
        kind.after(message)
    return True


@transaction.atomic
def undo(row: ByHand, *, now: datetime) -> bool:
    """Takes the mark back on the day it was set; returns whether it was taken back. A second call changes nothing."""
    held = _locked(row)
    if held.done_at is None or timezone.localdate(held.done_at) != timezone.localdate(now):
        return False
    held.state = ByHandState.PRINTED if held.printed_at else ByHandState.WAITING
    held.done_at, held.done_by = None, None
    held.save(update_fields=["state", "done_at", "done_by"])
    held.message.state, held.message.sent_at = MessageState.BY_HAND, None
    held.message.save(update_fields=["state", "sent_at"])
    return True


@transaction.atomic
def nobody_answered(row: ByHand, *, today: date) -> bool:
    """Counts a call that nobody answered and puts the next on the next working day; returns whether it counted. A
    second call on the same day changes nothing."""
    held = _locked(row)
    if held.state == ByHandState.DONE or (held.next_try and held.next_try > today):
        return False
    held.tries, held.next_try = held.tries + 1, _next_working_day(today)
    held.save(update_fields=["tries", "next_try"])
    return True


def _locked(row: ByHand) -> ByHand:
    """The row afresh, held together with its message, the message first: everybody locks in that order."""
    message = lock_row(row.message)
    held = lock_row(row)
    held.message = message
    return held


def _next_working_day(day: date) -> date:
    day += timedelta(days=1)
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return day
