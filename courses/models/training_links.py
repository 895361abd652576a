"""Private links into a training, and its history."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.fields import EncryptedTextField
from accounts.models import User

from ..training_enums import LinkPart, TrainingAct, TrainingState
from .trainings import GuideTraining


class TrainingLink(models.Model):
    """A private link into one training for somebody without an account: signed, expiring, revocable.

    Found by its hash, and sealed so that its QR can be printed again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    training = models.ForeignKey(GuideTraining, on_delete=models.CASCADE, related_name="links")
    part = models.CharField(_("for"), max_length=10, choices=LinkPart.choices)
    name = models.CharField(_("name"), max_length=80)
    email = models.EmailField(_("e-mail"), blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    token = EncryptedTextField()
    expires_on = models.DateField(_("opens until"), db_index=True)
    revoked_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["training", "made_at"]
        verbose_name = _("private link into a training")
        constraints = [models.CheckConstraint(condition=models.Q(part__in=LinkPart.values), name="known_link_part")]

    def __str__(self) -> str:
        return f"link {str(self.id)[:8]}"


class TrainingEvent(models.Model):
    """One thing that happened to a training: who, when, what. `link` says that it was done through a private link.
    Never changed."""

    training = models.ForeignKey(GuideTraining, on_delete=models.CASCADE, related_name="events")
    act = models.CharField(max_length=12, choices=TrainingAct.choices)
    to_state = models.CharField(max_length=22, choices=TrainingState.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    link = models.ForeignKey(TrainingLink, null=True, on_delete=models.SET_NULL, related_name="+")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("event of a training")

    def __str__(self) -> str:
        return f"{self.act} of {self.training_id}"
