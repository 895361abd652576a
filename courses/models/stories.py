"""What participants tell the public of the course, while they want it told."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.fields import EncryptedTextField
from accounts.models import SensitiveRow, User

from .enrolments import Enrolment

STORY = "courses.story"
MOST_LETTERS = 600


class Story(SensitiveRow):
    """A few sentences in a participant's own words for the course's public page. It goes when the yes is taken back."""

    PURPOSE = STORY

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enrolment = models.OneToOneField(Enrolment, on_delete=models.CASCADE, related_name="story")
    text = EncryptedTextField(_("your story"))
    shown_as = models.CharField(_("shown as"), max_length=60, help_text=_("E.g. a first name, or Kursist i Aarhus"))
    written_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-published_at", "-written_at"]
        verbose_name = _("story of a participant")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["published_at"], name="story_shown", condition=Q(published_at__isnull=False))
        ]

    def __str__(self) -> str:
        return f"story {str(self.id)[:8]}"
