"""Addresses that want to be told of something once."""

import uuid
from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..fields import EncryptedTextField


class Interest(models.Model):
    """One address that asked to be told once. Nothing is mailed but the question whether it was them, until they say
    yes; the row goes with the mail that tells. Who inherits says of what (`about`), and adds `told_of`: what they were
    told."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail"))
    address_mark = models.CharField(max_length=64, editable=False)
    language = models.CharField(max_length=5, default="da")
    token_hash = models.CharField(max_length=64, unique=True)
    token = EncryptedTextField()
    asked_at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    delete_on = models.DateField(db_index=True)

    # The name of the field that says what the wish is about, and the kind of the mail that asks whether it was them.
    about: ClassVar[str]
    asking: ClassVar[str]
    # What a deleted row waited for, where it was told.
    told_of: Any

    class Meta:
        abstract = True
        ordering = ["asked_at"]

    def __str__(self) -> str:
        return f"interest {str(self.id)[:8]}"

    def was_mailed_since(self, edge: datetime) -> bool:
        """Whether the question has been mailed since a moment."""
        return self.mailed_at is not None and self.mailed_at > edge
