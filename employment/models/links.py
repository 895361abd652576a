"""What the link checker has found: one row an outside address, whatever uses it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import LinkState


class LinkCheck(models.Model):
    """The last visit to an address. `failed_on` is the day of the first of the failures that stand."""

    url = models.CharField(_("address"), max_length=500, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=LinkState.choices, default=LinkState.UNKNOWN)
    answer = models.CharField(_("what it answered"), max_length=40, blank=True)
    checked_at = models.DateTimeField(_("looked at"), null=True, db_index=True)
    failed_on = models.DateField(_("failed on"), null=True)

    class Meta:
        verbose_name = _("link check")
        verbose_name_plural = _("link checks")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(failed_on__isnull=True) | models.Q(state__in=[LinkState.FAILED, LinkState.BROKEN]),
                name="only_a_failing_link_has_failed",
            )
        ]

    def __str__(self) -> str:
        return self.url
