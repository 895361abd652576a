"""Codes and links that prove something once: kept as fingerprints, gone when they have run out."""

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

from ..fields import EncryptedTextField
from .people import User


class StepUpCode(models.Model):
    """The code that a person types before a sensitive act; one a session, bound to it."""

    KEPT = timedelta(minutes=10)
    MOST_TRIES = 3

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    # Fingerprints of the session's key and of the code.
    session_mark = models.CharField(max_length=64, unique=True)
    code_mark = models.CharField(max_length=64)
    until = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["until"], name="step_up_until")]

    def __str__(self) -> str:
        return f"code {self.pk}"

    @classmethod
    def forget(cls, now: datetime) -> int:
        """Deletes what has run out; returns how many."""
        return cls.objects.filter(until__lte=now).delete()[0]


class AddressChange(models.Model):
    """A new e-mail address of a person: asked for, confirmed by code or link, and undone from the old one.

    At most one waits for each person. The row goes when nothing can be done with it any more.
    """

    CODE_KEPT = timedelta(minutes=10)
    LINK_KEPT = timedelta(days=7)
    UNDO_KEPT = timedelta(hours=72)
    MOST_TRIES = 3

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="address_changes")
    old = EncryptedTextField(blank=True)
    new = EncryptedTextField()
    code_mark = models.CharField(max_length=64, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    link_mark = models.CharField(max_length=64, unique=True, null=True)
    undo_mark = models.CharField(max_length=64, unique=True, null=True)
    asked_at = models.DateTimeField()
    until = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at"]
        indexes = [models.Index(fields=["until"], name="address_change_until")]
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(done_at=None), name="one_address_change_waits")
        ]

    def __str__(self) -> str:
        return f"address change {str(self.id)[:8]}"

    @classmethod
    def forget(cls, now: datetime) -> int:
        """Deletes what has run out; returns how many."""
        return cls.objects.filter(until__lte=now).delete()[0]
