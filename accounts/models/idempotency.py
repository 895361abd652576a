"""Forms that were sent: so that the same one sent again gets the same answer."""

from datetime import datetime, timedelta

from django.db import models


class IdempotencyRecord(models.Model):
    """One form of one person that has had its effect. Written in the transaction of the effect."""

    KEEP = timedelta(days=1)

    # Hashes: of the form's key with its place and person, and of what was sent.
    key = models.CharField(max_length=64, unique=True)
    body = models.CharField(max_length=64)
    location = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["at"], name="idempotency_at")]

    def __str__(self) -> str:
        return self.key[:8]

    @classmethod
    def forget(cls, now: datetime) -> int:
        """Deletes what is older than KEEP; returns how many."""
        return cls.objects.filter(at__lt=now - cls.KEEP).delete()[0]
