"""The practice log: hours for who runs the training, and words that rest on a consent."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.fields import EncryptedTextField
from accounts.models import SensitiveRow, User

from ..training_enums import EntryState
from .caps import Capped, capped
from .enrolments import Enrolment
from .trainings import GuideRelation, GuideTraining

PRACTICE_LOG = "courses.practice_log"
LONGEST_DAY = 24 * 60


class LogEntry(Capped):
    """Hours of one day. What was done and learned stands in LogWords, so that hours outlive a consent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    training = models.ForeignKey(GuideTraining, on_delete=models.CASCADE, related_name="entries")
    relation = models.ForeignKey(
        GuideRelation, null=True, blank=True, on_delete=models.SET_NULL, related_name="entries"
    )
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    state = models.CharField(max_length=8, choices=EntryState.choices, default=EntryState.WAITING)
    comment = EncryptedTextField(_("comment"), blank=True, subject="enrolment")
    decided_at = models.DateTimeField(null=True)
    # Who approved or sent back, as the link or the account names them.
    decided_name = models.CharField(max_length=80, blank=True)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-date", "-made_at"]
        verbose_name = _("entry of the practice log")
        constraints = [
            *capped("log_entry"),
            models.CheckConstraint(condition=Q(minutes__gte=5, minutes__lte=LONGEST_DAY), name="log_entry_minutes"),
            models.CheckConstraint(condition=Q(state__in=EntryState.values), name="known_entry_state"),
        ]
        indexes = [models.Index(fields=["training", "state"], name="log_of_training")]

    def __str__(self) -> str:
        return f"entry {str(self.id)[:8]}"

    @property
    def enrolment(self) -> Enrolment:
        """Whose key seals the comment: it goes with the enrolment's."""
        return self.training.enrolment

    @property
    def is_locked(self) -> bool:
        """Whether it is approved and no longer changed."""
        return self.state == EntryState.APPROVED


class LogWords(SensitiveRow):
    """What I did and what I learned: sealed, and there only while the consent stands."""

    PURPOSE: ClassVar[str] = PRACTICE_LOG

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.OneToOneField(LogEntry, on_delete=models.CASCADE, related_name="words")
    did = EncryptedTextField(_("what I did"), blank=True, subject="enrolment")
    learned = EncryptedTextField(_("what I learned"), blank=True, subject="enrolment")

    class Meta:
        verbose_name = _("words of the practice log")

    def __str__(self) -> str:
        return f"log words {str(self.id)[:8]}"

    @property
    def enrolment(self) -> Enrolment:
        """Whose key seals the words."""
        return self.entry.training.enrolment
