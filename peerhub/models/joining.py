"""Asking to join a standing group: what somebody told before their address is confirmed, and after."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.fields import EncryptedTextField
from accounts.models import SensitiveRow

from ..group_enums import MemberRole
from .groups import PeerGroup

JOINING = "peerhub.joining"


class JoinRequest(SensitiveRow):
    """A wish to join. Its id becomes that of the place in the group, so the yeses given with it go on to that. It is
    there only while the consent stands, and goes with the place."""

    PURPOSE = JOINING

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(PeerGroup, on_delete=models.CASCADE, related_name="join_requests")
    first_name = models.CharField(_("first name"), max_length=80)
    last_name = models.CharField(_("last name"), max_length=80, blank=True)
    email = models.EmailField(_("e-mail"))
    address_mark = models.CharField(max_length=64, editable=False)
    language = models.CharField(max_length=5, default="da")
    role = models.CharField(max_length=8, choices=MemberRole.choices, default=MemberRole.PEER)
    answers = EncryptedTextField(blank=True)
    # Sealed, so that the mail can hold the link; found by its fingerprint.
    token = EncryptedTextField()
    token_hash = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField()
    confirm_by = models.DateTimeField()
    joined_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at"]
        verbose_name = _("wish to join a group")
        constraints = [models.UniqueConstraint(fields=["group", "address_mark"], name="one_wish_an_address_in_a_group")]
        indexes = [models.Index(fields=["joined_at", "confirm_by"], name="joining_unconfirmed")]

    def __str__(self) -> str:
        return f"wish to join {str(self.pk)[:8]}"
