"""A scale that several people answer apart and see at the same moment."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.fields import EncryptedTextField


class JointScale(models.Model):
    """One such scale, with the rows of their own that all of them answer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token_hash = models.CharField(max_length=64, unique=True)
    own_rows = EncryptedTextField(_("own pairs"))
    started_at = models.DateTimeField(_("started"))
    revealed_at = models.DateTimeField(_("shown"), null=True)
    delete_after = models.DateField(_("deleted after"), db_index=True)
    withdrawn = models.PositiveSmallIntegerField(_("withdrawn"), default=0)

    class Meta:
        verbose_name = _("joint scale")
        verbose_name_plural = _("joint scales")

    def __str__(self) -> str:
        return str(self.pk)


class JointSeat(models.Model):
    """One who answers: what the one who began calls them, a role rather than a person, and their sealed answer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    scale = models.ForeignKey(JointScale, on_delete=models.CASCADE, related_name="seats")
    place = models.PositiveSmallIntegerField()
    name = EncryptedTextField(_("name"))
    token_hash = models.CharField(max_length=64, unique=True)
    answered_at = models.DateTimeField(_("answered"), null=True)
    answers = EncryptedTextField(_("answers"), blank=True)

    class Meta:
        verbose_name = _("seat at a joint scale")
        verbose_name_plural = _("seats at joint scales")
        ordering = ["place"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["scale", "place"], name="one_seat_a_place")
        ]

    def __str__(self) -> str:
        return str(self.pk)
