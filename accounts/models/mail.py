"""What a mail about signing in needs, sealed until it is sent."""

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

from ..fields import EncryptedTextField


class SealedMail(models.Model):
    """Address and text (a code or a link in it) of one mail; deleted when the mail has gone, and at the latest when
    what is in it no longer works: what did not leave by then is given up."""

    KEEP = timedelta(days=1)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    content = EncryptedTextField()
    created_at = models.DateTimeField()
    # How long it is tried; KEEP after it was written where nothing else is said.
    until = models.DateTimeField(null=True)

    class Meta:
        ordering = ["created_at"]

    def __str__(self) -> str:
        return str(self.id)

    @classmethod
    def forget(cls, now: datetime) -> int:
        """Deletes what is past its time; returns how many."""
        old = Q(until__lt=now) | Q(until=None, created_at__lt=now - cls.KEEP)
        return cls.objects.filter(old).delete()[0]
