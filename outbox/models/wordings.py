"""The words that administrators have given to kinds of messages."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone


class WordingVersion(models.Model):
    """One version of the words of a kind in a language; the one with the highest number is in force. An empty one says
    that the portal's own words are. None is ever changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    language = models.CharField(max_length=5)
    number = models.PositiveIntegerField()
    subject = models.CharField(max_length=150, blank=True)
    body = models.TextField(blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    # The administrator, by the random id.
    by = models.UUIDField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "language", "number"], name="one_wording_a_number"),
            models.CheckConstraint(
                condition=Q(subject="", body="") | (~Q(subject="") & ~Q(body="")), name="wording_whole_or_none"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.language} {self.number}"

    @property
    def is_default(self) -> bool:
        """Whether this version brought the portal's own words back."""
        return not self.subject
