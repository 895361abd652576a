"""What coordinators keep about groups and rounds: who looks after a group, how many one can, and what an evaluation
heard."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.fields import EncryptedTextField

from ..group_enums import NoteKind, NoteQuestion
from .groups import PeerGroup
from .rounds import SignupRound

MOST_CASES = 500


class GroupCase(models.Model):
    """The coordinator who looks after a group."""

    group = models.OneToOneField(PeerGroup, on_delete=models.CASCADE, related_name="case")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="group_cases")
    since = models.DateTimeField()

    class Meta:
        verbose_name = _("coordinator of a group")

    def __str__(self) -> str:
        return f"case {self.pk}"


class CaseCapacity(models.Model):
    """How many groups a coordinator has said that they can look after. Nobody is stopped by it; others can see it."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="case_capacity")
    most = models.PositiveSmallIntegerField(_("groups you can look after"), validators=[MaxValueValidator(MOST_CASES)])

    class Meta:
        verbose_name = _("how many groups a coordinator can look after")

    def __str__(self) -> str:
        return f"capacity {self.pk}"


class EvaluationNote(models.Model):
    """What an evaluation of a round heard: of a survey, an interview or a workshop, on one of the four questions (S1).
    Sealed, without names."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(SignupRound, on_delete=models.CASCADE, related_name="evaluation_notes")
    kind = models.CharField(_("where it is from"), max_length=10, choices=NoteKind.choices)
    question = models.CharField(_("the question"), max_length=10, choices=NoteQuestion.choices)
    text = EncryptedTextField(_("note"))
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["question", "at", "pk"]
        verbose_name = _("note of an evaluation")
        indexes = [models.Index(fields=["round", "question"], name="notes_of_round")]

    def __str__(self) -> str:
        return f"note {str(self.pk)[:8]}"
