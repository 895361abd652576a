"""A virtual meeting at which several groups of a round begin together, and who has said that they come."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .groups import GroupMembership, PeerGroup
from .rounds import SignupRound


class SharedIntro(models.Model):
    """The meeting: planned by a coordinator. Its id is what calendars know it by."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(SignupRound, on_delete=models.CASCADE, related_name="intros")
    groups = models.ManyToManyField(PeerGroup, related_name="intros")
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    link = models.URLField(_("link"), max_length=300)
    programme = models.TextField(_("programme"), max_length=1000, blank=True)
    has_captions = models.BooleanField(_("captions"), default=False)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["starts_at"]
        verbose_name = _("shared intro meeting")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="intro_ends_later"),
            models.CheckConstraint(condition=Q(link__startswith="https://"), name="intro_link_is_https"),
        ]

    def __str__(self) -> str:
        return f"intro {str(self.pk)[:8]}"


class IntroAnswer(models.Model):
    """Whether a member comes to the shared intro meeting."""

    intro = models.ForeignKey(SharedIntro, on_delete=models.CASCADE, related_name="answers")
    membership = models.ForeignKey(GroupMembership, on_delete=models.CASCADE, related_name="intro_answers")
    comes = models.BooleanField()

    class Meta:
        verbose_name = _("answer about the intro meeting")
        constraints = [models.UniqueConstraint(fields=["intro", "membership"], name="one_answer_an_intro")]

    def __str__(self) -> str:
        return f"intro answer {self.pk}"
