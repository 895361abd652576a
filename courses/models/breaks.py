"""Days on which nobody teaches, beside the public holidays."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from home.words import in_language


class CourseBreak(models.Model):
    """Days without teaching. With ISO weeks it comes every year; with days it is once. Without a town it is for all."""

    name_da = models.CharField(_("name in Danish"), max_length=60, help_text=_("E.g. Vinterferie"))
    name_en = models.CharField(_("name in English"), max_length=60, blank=True)
    first_week = models.PositiveSmallIntegerField(_("from week"), null=True, blank=True)
    last_week = models.PositiveSmallIntegerField(_("to week"), null=True, blank=True)
    first_day = models.DateField(_("from day"), null=True, blank=True)
    last_day = models.DateField(_("to day"), null=True, blank=True)
    town = models.CharField(_("only in"), max_length=60, blank=True, help_text=_("Empty: in every town"))

    class Meta:
        ordering = ["first_week", "first_day", "pk"]
        verbose_name = _("break")
        verbose_name_plural = _("breaks")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    first_week__gte=1,
                    last_week__lte=53,
                    first_week__lte=F("last_week"),
                    first_day=None,
                    last_day=None,
                )
                | Q(first_week=None, last_week=None, first_day__lte=F("last_day")),
                name="break_has_weeks_or_days",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return in_language(self.name_da, self.name_en)
