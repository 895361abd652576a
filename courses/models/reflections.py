"""How a participant sees their own learning, and that the conversations about it were held.

The words are the participant's: sealed, and there only while the consent stands. The dates are for who runs the
training.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.fields import EncryptedTextField
from accounts.models import SensitiveRow, User

from ..training_enums import CheckMoment, ConversationKind
from .caps import Capped, capped
from .enrolments import Enrolment
from .trainings import GuideTraining

REFLECTION = "courses.reflection"


class SelfCheck(SensitiveRow):
    """One time that somebody held themselves against the framework. Nobody else reads it."""

    PURPOSE: ClassVar[str] = REFLECTION

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    training = models.ForeignKey(GuideTraining, on_delete=models.CASCADE, related_name="self_checks")
    moment = models.CharField(_("when"), max_length=7, choices=CheckMoment.choices)
    # JSON: each statement in the words it had then, with the level that was chosen.
    answers = EncryptedTextField(_("answers"), subject="enrolment")
    words = EncryptedTextField(_("in my own words"), blank=True, subject="enrolment")
    at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["training", "at"]
        verbose_name = _("self-check")
        constraints = [
            models.UniqueConstraint(fields=["training", "moment"], name="one_self_check_a_moment"),
            models.CheckConstraint(condition=Q(moment__in=CheckMoment.values), name="known_check_moment"),
        ]

    def __str__(self) -> str:
        return f"self-check {str(self.id)[:8]}"

    @property
    def enrolment(self) -> Enrolment:
        """Whose key seals the words."""
        return self.training.enrolment


class Conversation(Capped):
    """That the midterm or final conversation was held: its day and who took part. Never what was said."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    training = models.ForeignKey(GuideTraining, on_delete=models.CASCADE, related_name="conversations")
    kind = models.CharField(_("conversation"), max_length=7, choices=ConversationKind.choices)
    was_there = models.BooleanField(_("the participant took part"), default=True)
    with_supervisor = models.BooleanField(_("the supervisor took part"), default=False)
    with_guide = models.BooleanField(_("the guide at the workplace took part"), default=False)
    at = models.DateTimeField()
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    # Who noted it, as the private link names them.
    noted_name = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["date", "pk"]
        verbose_name = _("conversation in training")
        constraints = [
            *capped("conversation"),
            models.UniqueConstraint(fields=["training", "kind"], name="one_conversation_a_kind"),
            models.CheckConstraint(condition=Q(kind__in=ConversationKind.values), name="known_conversation"),
            models.CheckConstraint(
                condition=Q(with_supervisor=True) | Q(with_guide=True), name="conversation_is_with_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"conversation {self.kind}"


class ConversationWords(SensitiveRow):
    """What the participant writes for a conversation. Supervisor and guide read it only while it is shared."""

    PURPOSE: ClassVar[str] = REFLECTION

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    training = models.ForeignKey(GuideTraining, on_delete=models.CASCADE, related_name="conversation_words")
    kind = models.CharField(_("conversation"), max_length=7, choices=ConversationKind.choices)
    words = EncryptedTextField(_("in my own words"), subject="enrolment")
    is_shared = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["training", "kind"]
        verbose_name = _("words for a conversation")
        constraints = [
            models.UniqueConstraint(fields=["training", "kind"], name="one_text_a_conversation"),
            models.CheckConstraint(condition=Q(kind__in=ConversationKind.values), name="known_conversation_of_words"),
        ]

    def __str__(self) -> str:
        return f"conversation words {str(self.id)[:8]}"

    @property
    def enrolment(self) -> Enrolment:
        """Whose key seals the words."""
        return self.training.enrolment
