"""Mails whose text must not lie about: sealed until they leave, then gone."""

import json
import uuid
from datetime import datetime

from django.db import transaction

from outbox.domain.messages import queue

from ..models import SealedMail

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
    """Queues one mail; its text and address stay sealed. After `expires_at` it is dropped. Twice is two mails."""
    content = {"to": to, "language": language, "subject": subject, "text": text, "button": button}
    sealed = SealedMail(id=uuid.uuid4(), content=json.dumps(content), created_at=now)
    sealed.save(force_insert=True)
    queue(KIND, object_id=str(sealed.id), now=now, expires_at=expires_at)
    return sealed
