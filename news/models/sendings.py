"""The sending of an issue: what is mailed, to whom it has got, how it ended."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..enums import SendingState
from .issues import NewsletterIssuePage


class IssueSending(models.Model):
    """An issue on its way to those who asked for it. `page` is the Danish one; who reads English gets its translation
    where there is one. Nothing is measured but what mail servers answered."""

    page = models.OneToOneField(NewsletterIssuePage, on_delete=models.CASCADE, related_name="sending")
    state = models.CharField(_("state"), max_length=13, choices=SendingState.choices, default=SendingState.DRAFT)
    # The version that was tried: what is sent later must be the same.
    tried_revision = models.PositiveIntegerField(null=True)
    tried_at = models.DateTimeField(null=True)
    scheduled_for = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    # The last address that has been put into the outbox: after a stop or a crash it goes on from here.
    reached = models.UUIDField(null=True)
    queued = models.PositiveIntegerField(default=0)
    sent = models.PositiveIntegerField(default=0)
    dropped = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("sending of an issue")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=SendingState.values), name="known_sending_state"),
            models.CheckConstraint(
                condition=~Q(state=SendingState.SCHEDULED) | Q(scheduled_for__isnull=False),
                name="scheduled_sending_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"sending {self.pk}"


class IssueEdition(models.Model):
    """What is mailed in one language, as it was when sending began: editing the page meanwhile changes no mail."""

    sending = models.ForeignKey(IssueSending, on_delete=models.CASCADE, related_name="editions")
    language = models.CharField(max_length=5)
    subject = models.CharField(max_length=200)
    html = models.TextField()
    text = models.TextField()

    class Meta:
        ordering = ["sending", "language"]
        verbose_name = _("edition of an issue")
        constraints = [models.UniqueConstraint(fields=["sending", "language"], name="one_edition_a_language")]

    def __str__(self) -> str:
        return f"{self.sending_id} {self.language}"
