"""Mails whose text must not lie about: sealed until they leave, then gone."""

import json
import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from outbox.domain.messages import queue

from ..models import SealedMail

# What allauth writes itself.
KIND = "accounts.signing_in"


@transaction.atomic
def post(
    *,
    to: str,
    language: str,
    subject: str,
    text: str,
    now: datetime,
    button: tuple[str, str] | None = None,
    expires_at: datetime | None = None,
) -> SealedMail:
    """Queues one mail in allauth's words; its text and address stay sealed. After `expires_at` it is dropped. Twice is
    two mails."""
    content = {"to": to, "language": language, "subject": subject, "text": text, "button": button}
    return _queued(KIND, content, now=now, until=expires_at or now + SealedMail.KEEP)


@transaction.atomic
def post_worded(
    kind: str,
    values: Mapping[str, str],
    *,
    to: str,
    language: str,
    now: datetime,
    lasts: timedelta,
    url: str = "",
) -> SealedMail:
    """Queues one mail of a kind of ours; its values, link and address stay sealed. It is tried for as long as it
    `lasts`: as long as the code or the link in it works. Twice is two mails."""
    content = {"to": to, "language": language, "values": dict(values), "url": url}
    return _queued(kind, content, now=now, until=now + lasts)


def _queued(kind: str, content: Mapping[str, object], *, now: datetime, until: datetime) -> SealedMail:
    sealed = SealedMail(id=uuid.uuid4(), content=json.dumps(content), created_at=now, until=until)
    sealed.save(force_insert=True)
    queue(kind, object_id=str(sealed.id), now=now, expires_at=until)
    return sealed
