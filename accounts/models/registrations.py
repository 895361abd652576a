"""How somebody without an e-mail came to be here."""

from datetime import datetime, timedelta

from django.db import models

from ..enums import Region
from ..fields import EncryptedTextField
from .people import User


class Registration(models.Model):
    """A person whom a coordinator registered. The note says why and goes after NOTE_KEPT; the row stays as long as
    the person."""

    NOTE_KEPT = timedelta(days=365)

    person = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True)
    region = models.CharField(max_length=20, choices=Region.choices, blank=True)
    note = EncryptedTextField(blank=True, subject="person")
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["at"], name="registration_at")]

    def __str__(self) -> str:
        return f"registration {self.pk}"

    @classmethod
    def forget_notes(cls, now: datetime) -> int:
        """Empties the notes older than NOTE_KEPT; returns how many."""
        return cls.objects.filter(at__lt=now - cls.NOTE_KEPT).exclude(note="").update(note="")
