"""Who gets the newsletter: an address, what it wants, and the proof that it asked."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.fields import EncryptedTextField

from ..enums import HELD_STATES, Frequency, SubscriberSource, SubscriberState


class Subscriber(models.Model):
    """One address. Nothing is mailed but the question whether it was them, until they say yes. The yes itself is a
    consent about this row: text, time and language (GDPR art. 7(1)).

    Who leaves is forgotten at once: a fingerprint of the address stays for a month, so that an issue under way or an
    old list that is imported again does not reach it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail"), blank=True)
    address_mark = models.CharField(max_length=32, unique=True, editable=False)
    state = models.CharField(
        _("state"), max_length=12, choices=SubscriberState.choices, default=SubscriberState.PENDING
    )
    language = models.CharField(_("language"), max_length=5, default="da")
    frequency = models.CharField(_("how often"), max_length=10, choices=Frequency.choices, default=Frequency.ISSUES)
    # Codes of the topics of news; none means all.
    topics = models.JSONField(_("topics"), default=list)
    source = models.CharField(max_length=8, choices=SubscriberSource.choices, default=SubscriberSource.FORM)
    # Where the yes of an imported address is found.
    proof = models.CharField(_("proof of the yes"), max_length=200, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    token = EncryptedTextField()
    asked_at = models.DateTimeField(_("asked"))
    mailed_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)
    # Asked anew after so long a time whether it is still wanted; no answer within a month is a no.
    asked_again_at = models.DateTimeField(null=True)
    paused_until = models.DateField(_("paused until"), null=True)
    ended_at = models.DateTimeField(null=True)
    delete_on = models.DateField(null=True, db_index=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=SubscriberState.values), name="known_subscriber_state"),
            models.CheckConstraint(condition=Q(frequency__in=Frequency.values), name="known_frequency"),
            models.CheckConstraint(
                condition=Q(state__in=sorted(HELD_STATES)) | Q(email=""), name="who_left_has_no_address"
            ),
            models.CheckConstraint(
                condition=Q(state=SubscriberState.PENDING)
                | Q(state=SubscriberState.UNSUBSCRIBED)
                | Q(confirmed_at__isnull=False),
                name="subscriber_said_yes",
            ),
        ]
        indexes = [models.Index(fields=["state", "frequency"], name="subscriber_state")]

    def __str__(self) -> str:
        return f"subscriber {str(self.id)[:8]}"

    def is_paused_on(self, day: date) -> bool:
        """Whether they want nothing that day."""
        return self.paused_until is not None and day < self.paused_until
