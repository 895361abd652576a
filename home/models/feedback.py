"""Answers to "Var siden nyttig?"."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PageFeedback(models.Model):
    """One answer about one page. Nobody is stored with it."""

    path = models.CharField(_("page"), max_length=300)
    language = models.CharField(max_length=5)
    useful = models.BooleanField(_("useful"))
    comment = models.CharField(_("comment"), max_length=1000, blank=True)
    created_at = models.DateTimeField(_("time"))

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("answer about a page")
        verbose_name_plural = _("answers about pages")
        indexes = [models.Index(fields=["path"], name="feedback_path")]

    def __str__(self) -> str:
        return self.path
