"""The one table of what leaves."""

import uuid

from django.db import models
from django.db.models import Q

from ..enums import MessageState


class Message(models.Model):
    """One message, written in the transaction of the act it tells about. Holds no text: it is rendered at sending."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    object_id = models.CharField(max_length=60)
    # The same act never queues twice.
    dedupe_key = models.CharField(max_length=160, unique=True, null=True)
    state = models.CharField(max_length=10, choices=MessageState.choices, default=MessageState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    next_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    # The class of the last error, never its text: that may hold an address.
    last_error = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["created_at"]
        indexes = [models.Index(fields=["next_at"], name="outbox_due", condition=Q(state="waiting"))]
        constraints = [models.CheckConstraint(condition=Q(state__in=MessageState.values), name="known_message_state")]

    def __str__(self) -> str:
        return f"{self.kind} {str(self.id)[:8]}"

    @property
    def message_id(self) -> str:
        """The Message-ID header: the same at every attempt, so that a duplicate is recognised as one."""
        return f"<{self.id}@peerportalen.local>"
