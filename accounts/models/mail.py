"""What a mail about signing in needs, sealed until it is sent."""

import uuid
from datetime import datetime, timedelta

from django.db import models

from ..fields import EncryptedTextField


class SealedMail(models.Model):
    """Address and text (a code in it) of one mail of allauth; deleted when the mail has gone, and at the latest after
    KEEP: what did not leave by then is given up."""

    KEEP = timedelta(days=1)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    content = EncryptedTextField()
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["created_at"]

    def __str__(self) -> str:
        return str(self.id)

    @classmethod
    def forget(cls, now: datetime) -> int:
        """Deletes what is older than KEEP; returns how many."""
        return cls.objects.filter(created_at__lt=now - cls.KEEP).delete()[0]
