"""Putting a message into the outbox."""

from datetime import datetime

from ..models import Message


def queue(kind: str, *, object_id: str, now: datetime, dedupe_key: str | None = None) -> Message:
    """Writes a message in the caller's transaction. With a `dedupe_key`, a second identical call returns the first."""
    if dedupe_key is None:
        return Message.objects.create(kind=kind, object_id=object_id, created_at=now, next_at=now)
    message, _ = Message.objects.get_or_create(
        dedupe_key=dedupe_key,
        defaults={"kind": kind, "object_id": object_id, "created_at": now, "next_at": now},
    )
    return message
