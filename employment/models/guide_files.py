"""The PDF files made of guides. One row for each text that was published; old ones are kept."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import FINISHED_PDF, PdfState


class GuidePdfQuerySet(models.QuerySet["GuidePdf"]):
    def finished(self) -> "GuidePdfQuerySet":
        """Files that can be downloaded: the current one, then those out of date, the newest first."""
        current_first = models.Case(models.When(state=PdfState.READY, then=0), default=1)
        return self.filter(state__in=FINISHED_PDF).order_by(current_first, "-made_at", "-pk")

    def needing_an_editor(self) -> "GuidePdfQuerySet":
        """Failed, and nothing newer of the same guide is ready."""
        newer = self.model.objects.filter(page=models.OuterRef("page"), state=PdfState.READY)
        return self.filter(state=PdfState.FAILED).exclude(models.Exists(newer))


class GuidePdf(models.Model):
    """A file, or the work of making it. `fingerprint` is that of the text, so the same text is never made twice."""

    page = models.ForeignKey(
        "employment.GuidePage", on_delete=models.CASCADE, related_name="files", verbose_name=_("guide")
    )
    language = models.CharField(_("language"), max_length=10)
    version = models.PositiveSmallIntegerField(_("version"))
    dated = models.DateField(_("date of the version"))
    revision = models.PositiveBigIntegerField(_("revision"), null=True)
    fingerprint = models.CharField(max_length=64, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=PdfState.choices, default=PdfState.QUEUED)
    pages = models.PositiveIntegerField(_("pages"), default=0)
    size = models.PositiveIntegerField(_("size"), default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    file = models.FileField(_("file"), upload_to="guides/", blank=True)
    error = models.CharField(_("why it failed"), max_length=10, blank=True)
    asked_at = models.DateTimeField(_("asked for"))
    made_at = models.DateTimeField(_("made"), null=True)

    objects = GuidePdfQuerySet.as_manager()

    class Meta:
        verbose_name = _("PDF of a guide")
        verbose_name_plural = _("PDFs of guides")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["page", "fingerprint"], name="one_file_a_text"),
            models.CheckConstraint(
                condition=~models.Q(state__in=sorted(FINISHED_PDF)) | (models.Q(pages__gt=0) & ~models.Q(file="")),
                name="finished_file_is_there",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page_id} v{self.version} ({self.language}): {self.state}"

    @property
    def reason(self) -> str:
        """Why it failed, in words for the editor."""
        from pdf.render import PdfFailed

        return str(PdfFailed.MESSAGES.get(self.error, ""))

    @property
    def filename(self) -> str:
        """`klar-til-en-peer-kollega-v3-2026-11-03.pdf`."""
        return f"{self.page.slug}-v{self.version}-{self.dated.isoformat()}.pdf"
