"""What a member says of the group once it has ended: a short questionnaire of its own, answered by who wants to."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.fields import EncryptedTextField

from .group_space import LEAST_MARK, MOST_MARK
from .groups import GroupMembership


class ClosingAnswer(models.Model):
    """Three answers from 1 (no) to 3 (yes), and words where somebody wrote some, sealed. Only those of five people or
    more of a round are shown; all of it goes six months after the group has ended."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    membership = models.OneToOneField(GroupMembership, on_delete=models.CASCADE, related_name="closing_answer")
    gained = models.PositiveSmallIntegerField()
    needed = models.PositiveSmallIntegerField()
    recommends = models.PositiveSmallIntegerField()
    text = EncryptedTextField(_("in own words"), blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("answer as a group ends")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    gained__range=(LEAST_MARK, MOST_MARK),
                    needed__range=(LEAST_MARK, MOST_MARK),
                    recommends__range=(LEAST_MARK, MOST_MARK),
                ),
                name="closing_answer_from_one_to_three",
            ),
        ]

    def __str__(self) -> str:
        return f"closing answer {str(self.pk)[:8]}"
