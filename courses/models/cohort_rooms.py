"""What happens around the meetings of a cohort: information meetings, messages, materials."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.fields import EncryptedTextField
from accounts.models import User

from .cohorts import Cohort


class InfoMeeting(models.Model):
    """A meeting where people who think of applying, or have, hear what the course is. The public calendar shows it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="info_meetings")
    starts_at = models.DateTimeField(_("when"))
    place = models.CharField(_("where"), max_length=160, blank=True)
    link = models.URLField(_("link, when it is online"), blank=True)

    class Meta:
        ordering = ["starts_at"]
        verbose_name = _("information meeting")
        constraints = [
            models.CheckConstraint(condition=~Q(place="") | ~Q(link=""), name="info_meeting_is_somewhere"),
            models.UniqueConstraint(fields=["cohort", "starts_at"], name="one_info_meeting_a_time"),
        ]

    def __str__(self) -> str:
        return f"information meeting {self.starts_at:%Y-%m-%d}"


class CohortMessage(models.Model):
    """A message to everybody on a cohort, read on their page; the mail says only that there is one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="messages")
    title = models.CharField(_("heading"), max_length=100)
    text = EncryptedTextField(_("message"))
    at = models.DateTimeField()
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-at"]
        verbose_name = _("message to a cohort")

    def __str__(self) -> str:
        return f"message {str(self.id)[:8]}"


class CohortMaterial(models.Model):
    """Something to read or do for a week of a cohort."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="materials")
    week = models.PositiveSmallIntegerField(_("week"), null=True, blank=True, help_text=_("Empty: for the course"))
    title = models.CharField(_("heading"), max_length=100)
    text = models.TextField(_("text"), max_length=2000, blank=True)
    link = models.URLField(_("link"), blank=True)
    is_homework = models.BooleanField(_("something to do before the meeting"), default=False)
    at = models.DateTimeField()
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = [F("week").asc(nulls_first=True), "at"]
        verbose_name = _("material of a cohort")

    def __str__(self) -> str:
        return f"material {str(self.id)[:8]}"
