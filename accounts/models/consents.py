"""Consents: the text a person said yes to, when, and when they took it back."""

import hashlib
from typing import Any, ClassVar, NoReturn

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .people import User


class ConsentText(models.Model):
    """One version of what people are asked, for a purpose and a language. It is never changed."""

    purpose = models.CharField(max_length=60)
    language = models.CharField(max_length=5)
    version = models.PositiveIntegerField()
    text = models.TextField(_("text"))
    text_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["purpose", "language", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["purpose", "language", "version"], name="one_consent_text_a_version")
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.language} {self.version}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Writes a new version. Raises TypeError for one that stands already."""
        if not self._state.adding:
            raise TypeError("A text that people have said yes to is never changed.")
        self.text_hash = hash_of(self.text)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("A text that people have said yes to is kept.")


class Consent(models.Model):
    """One yes of one person. It stands until it is withdrawn; at most one a purpose stands at a time.

    `about` is the uuid of the one thing a yes concerns (a signup); several may then stand for a purpose, one a thing,
    and the person may be unknown until an address is confirmed. `noted_by` is who heard a yes that was spoken.
    """

    person = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="consents")
    about = models.UUIDField(null=True, editable=False)
    purpose = models.CharField(max_length=60)
    text = models.ForeignKey(ConsentText, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=5)
    text_hash = models.CharField(max_length=64)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    noted_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-given_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose"], condition=Q(withdrawn_at=None, about=None), name="one_consent_stands"
            ),
            models.UniqueConstraint(
                fields=["about", "purpose"], condition=Q(withdrawn_at=None), name="one_consent_stands_a_thing"
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(about__isnull=False), name="consent_of_somebody"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("given_at")), name="withdrawn_after_given"
            ),
        ]

    def __str__(self) -> str:
        return f"consent {self.pk}"


class SensitiveRow(models.Model):
    """A row of a special category (GDPR art. 9): it cannot be without a consent that stands, for PURPOSE.

    The database refuses a row without one, and refuses to delete a consent that rows rest on; whoever registers the
    purpose deletes its rows in `on_withdraw`.
    """

    PURPOSE: ClassVar[str]

    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises ValidationError for a consent that was withdrawn or is for something else."""
        if self.consent.purpose != self.PURPOSE or self.consent.withdrawn_at is not None:
            raise ValidationError(_("There is no consent for this."), code="consent")
        super().save(*args, **kwargs)


def hash_of(text: str) -> str:
    """The fingerprint of a text."""
    return hashlib.sha256(text.encode()).hexdigest()
