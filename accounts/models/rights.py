"""A person's rights under way: a copy of everything, and being erased."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from ..fields import EncryptedTextField
from .people import User


class DataCopy(models.Model):
    """A copy of what is held about a person: asked for, made by the worker, fetched once or gone after a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="data_copies")
    # The zip file in base64, sealed; empty until it is made.
    content = EncryptedTextField(blank=True)
    asked_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)
    delete_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["asked_at"]
        constraints = [models.UniqueConstraint(fields=["person"], name="one_data_copy_a_person")]

    def __str__(self) -> str:
        return str(self.id)


class Erasure(models.Model):
    """One line of the erasure ledger. It holds a random id and nothing else about anybody, and stays for good, so that
    an older backup brings nobody back."""

    subject = models.UUIDField(primary_key=True, editable=False)
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["asked_at"]
        indexes = [models.Index(fields=["asked_at"], name="erasure_due", condition=Q(done_at__isnull=True))]

    def __str__(self) -> str:
        return str(self.subject)
