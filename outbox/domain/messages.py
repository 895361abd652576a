"""Putting a message into the outbox, and what an administrator may do with one that is there."""

import uuid
from datetime import datetime

from django.db import transaction

from ..enums import MessageState
from ..locks import lock_row
from ..models import Message


def queue(
    kind: str,
    *,
    object_id: str,
    now: datetime,
    dedupe_key: str | None = None,
    person: uuid.UUID | None = None,
    expires_at: datetime | None = None,
) -> Message:
    """Writes a message in the caller's transaction. With a `dedupe_key`, a second identical call returns the first.

    For a `person` the address and the way of reaching them are asked for at sending. After `expires_at` it is dropped.
    """
    values = {
        "kind": kind,
        "object_id": object_id,
        "created_at": now,
        "next_at": now,
        "person": person,
        "expires_at": expires_at,
    }
    if dedupe_key is None:
        return Message.objects.create(**values)
    return Message.objects.get_or_create(dedupe_key=dedupe_key, defaults=values)[0]


@transaction.atomic
def send_again(message: Message, *, now: datetime) -> Message:
    """Lets a message that is stuck try again, and sends one that has left a second time, as a message of its own.

    One that waits already is left as it is: a second call while it waits changes nothing.
    """
    held = lock_row(message)
    if held.state == MessageState.WAITING:
        return held
    if held.is_stuck:
        held.state, held.next_at, held.attempts = MessageState.WAITING, now, 0
        held.save(update_fields=["state", "next_at", "attempts"])
        return held
    key = f"again:{held.pk}:{int(now.timestamp()) // 60}"  # a double click within a minute is one wish
    return queue(held.kind, object_id=held.object_id, now=now, person=held.person, dedupe_key=key)


@transaction.atomic
def drop(message: Message) -> Message:
    """Gives a stuck message up for good. Any other is left as it is; so is one that is dropped a second time."""
    held = lock_row(message)
    if held.is_stuck:
        held.state = MessageState.DROPPED
        held.save(update_fields=["state"])
    return held
