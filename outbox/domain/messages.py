"""Putting a message into the outbox, and what an administrator may do with one that is there."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime

import structlog
from django.db import transaction

from ..enums import MessageState
from ..kinds import KINDS
from ..locks import lock_row
from ..models import Message
from ..recipients import find
from .delivery import render

log = structlog.get_logger(__name__)

BATCH = 500


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

    For a `person` the address and the way of reaching them are asked for at sending: it becomes a mail, or a letter, a
    call or a text message on the coordinators' lists. After `expires_at` it is dropped.
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
def send_again(message: Message, *, now: datetime) -> Message | None:
    """Lets a message that is stuck try again, and sends one that has left a second time, as a message of its own.

    None where there is nothing to send any more (a code that has run out, a case that is closed); one that was stuck is
    dropped then. One that waits already is left as it is: a second call while it waits changes nothing.
    """
    held = lock_row(message)
    if held.state == MessageState.WAITING:
        return held
    if not _is_due(held, now):
        if held.is_stuck:
            held.state = MessageState.DROPPED
            held.save(update_fields=["state"])
        return None
    if held.is_stuck:
        held.state, held.next_at, held.attempts = MessageState.WAITING, now, 0
        held.save(update_fields=["state", "next_at", "attempts"])
        return held
    key = f"again:{held.pk}:{int(now.timestamp()) // 60}"  # a double click within a minute is one wish
    return queue(held.kind, object_id=held.object_id, now=now, person=held.person, dedupe_key=key)


def _is_due(message: Message, now: datetime) -> bool:
    """Whether it would leave now. One that fails to render is due: it comes back with its fault."""
    kind = KINDS.get(message.kind)
    if kind is None:
        return True
    try:
        return render(message, kind, now, find(message.person) if message.person else None) is not None
    except Exception:
        log.exception("message_not_rendered", kind=message.kind)
        return True


@transaction.atomic
def drop(message: Message) -> Message:
    """Gives a stuck message up for good. Any other is left as it is; so is one that is dropped a second time."""
    held = lock_row(message)
    if held.is_stuck:
        held.state = MessageState.DROPPED
        held.save(update_fields=["state"])
    return held


def queue_many(
    kind: str,
    people: Mapping[str, uuid.UUID | None],
    *,
    now: datetime,
    again: Mapping[str, str] | None = None,
    expires_at: datetime | None = None,
) -> int:
    """Writes one message for each object's id to its person, in a few queries; returns how many. A second call finds
    them there; `again` tells, by the object's id, one that may be sent anew from the first."""
    known = again or {}
    return queue_all(
        Message(
            kind=kind,
            object_id=key,
            person=person,
            created_at=now,
            next_at=now,
            expires_at=expires_at,
            dedupe_key=f"{kind}:{key}:{known.get(key, '')}",
        )
        for key, person in people.items()
    )


def queue_all(messages: Iterable[Message]) -> int:
    """Writes messages that each have a `dedupe_key`, in two queries for every 500; returns how many were new.

    A second call finds them there and writes none.
    """
    rows = list(messages)
    return sum(_write(rows[start : start + BATCH]) for start in range(0, len(rows), BATCH))


def _write(messages: list[Message]) -> int:
    """What stands there already is asked for first: the database does not tell how many it left out."""
    keys = [one.dedupe_key for one in messages]
    known = set(Message.objects.filter(dedupe_key__in=keys).values_list("dedupe_key", flat=True))
    new = [one for one in messages if one.dedupe_key not in known]
    Message.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)
