"""Enquiries: what people write to us, and our answers. People's data, never in the Wagtail admin."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import Region, Role
from accounts.fields import EncryptedTextField
from accounts.models import User

from ..enums import ENDED_STATES, OPEN_STATES, EnquiryState, Reply, Topic


class EnquiryQuerySet(models.QuerySet["Enquiry"]):
    def for_user(self, person: User) -> "EnquiryQuerySet":
        """What this person may see: for a coordinator their region and what has none; for others nothing."""
        if person.has_role(Role.ADMINISTRATOR):
            return self
        regions = set(person.role_grants.filter(role=Role.COORDINATOR).values_list("region", flat=True))
        if "" in regions:
            return self
        return self.filter(region__in=[*regions, ""]) if regions else self.none()

    def open(self) -> "EnquiryQuerySet":
        return self.filter(state__in=OPEN_STATES)

    def for_list(self) -> "EnquiryQuerySet":
        return self.select_related("assigned_to", "contact")


class Enquiry(models.Model):
    """One enquiry, with the person's name and how to answer them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("reference"), max_length=12, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=EnquiryState.choices, default=EnquiryState.NEW)
    name = models.CharField(_("name"), max_length=80)
    email = models.EmailField(_("mail"))
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    reply_by = models.CharField(_("reply"), max_length=10, choices=Reply.choices, default=Reply.MAIL)
    topic = models.CharField(_("topic"), max_length=20, choices=Topic.choices, default=Topic.OTHER)
    region = models.CharField(_("region"), max_length=20, choices=Region.choices, blank=True)
    language = models.CharField(max_length=5, default="da")
    contact = models.ForeignKey("home.LocalContact", null=True, on_delete=models.SET_NULL, related_name="+")
    assigned_to = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    received_at = models.DateTimeField(_("received"))
    changed_at = models.DateTimeField(_("last change"))
    answer_by = models.DateField(_("answer by"))
    closed_at = models.DateTimeField(null=True)
    erase_after = models.DateField(null=True)
    # A double click or a repeated post brings the same token and makes no second enquiry.
    token = models.UUIDField(unique=True, default=uuid.uuid4)

    objects: ClassVar[models.Manager["Enquiry"]] = EnquiryQuerySet.as_manager()

    class Meta:
        ordering = ["answer_by", "received_at"]
        indexes = [models.Index(fields=["state", "answer_by"], name="enquiry_state")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=EnquiryState.values), name="known_enquiry_state"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=False) | ~Q(state__in=sorted(ENDED_STATES)), name="ended_enquiry_has_date"
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES


class EnquiryMessage(models.Model):
    """One text of the exchange, sealed at rest: people write about their health."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="messages")
    from_us = models.BooleanField(default=False)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    text = EncryptedTextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return str(self.id)


class EnquiryEvent(models.Model):
    """One change of state: who, when, from, to, note."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="events")
    from_state = models.CharField(max_length=10, choices=EnquiryState.choices, blank=True)
    to_state = models.CharField(max_length=10, choices=EnquiryState.choices)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"
