"""Pictures and documents."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.search import index

from ..folding import fold


class PortalImage(AbstractImage):
    """A picture. It has an alt text, or is marked as decoration and has none."""

    decorative = models.BooleanField(
        _("decoration only"), default=False, help_text=_("The picture tells nothing that the text does not tell.")
    )
    description_en = models.CharField(_("alt text, English"), max_length=255, blank=True)
    credit = models.CharField(
        _("credit"), max_length=120, blank=True, help_text=_("Who made it, e.g. Tegning: Peerportalen")
    )

    admin_form_fields = (
        "title",
        "file",
        "description",
        "description_en",
        "decorative",
        "credit",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )
    search_fields = [*AbstractImage.search_fields, index.SearchField("credit")]

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        constraints = [
            models.CheckConstraint(
                condition=Q(decorative=True) | ~Q(description=""), name="image_has_alt_or_is_decorative"
            )
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """An image made by code without an alt text counts as decoration; the form asks people."""
        if not self.description:
            self.decorative = True
        super().save(*args, **kwargs)

    def alt_in(self, language: str) -> str:
        """The alt text in a language: English falls back on Danish; empty for decoration."""
        if self.decorative:
            return ""
        return (self.description_en if language == "en" else "") or self.description

    @property
    def default_alt_text(self) -> str:
        return "" if self.decorative else self.description


class PortalRendition(AbstractRendition):
    """A picture at one size."""

    image = models.ForeignKey(PortalImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="unique_rendition")
        ]


class PortalDocument(AbstractDocument):
    """A file to download, with what a reader wants to know before opening it."""

    language = models.CharField(
        _("language"), max_length=5, choices=[("da", _("Danish")), ("en", _("English"))], default="da"
    )
    publisher = models.CharField(_("publisher"), max_length=120, blank=True)
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, validators=[MinValueValidator(1900), MaxValueValidator(2100)]
    )
    pages = models.PositiveSmallIntegerField(_("pages"), null=True, blank=True, help_text=_("Counted for PDF files"))
    rights = models.CharField(
        _("rights"),
        max_length=200,
        blank=True,
        help_text=_("What allows us to host the file, e.g. Egen udgivelse, CC BY 4.0"),
    )

    # The words inside the file, read by the worker after each upload: searched, never shown whole.
    # Null until they are read, so that the release before this one can go on writing rows.
    text = models.TextField(editable=False, null=True)

    search_fields = [
        *AbstractDocument.search_fields,
        index.SearchField("folded_title", boost=4),
        index.SearchField("folded_text"),
        index.AutocompleteField("folded_title"),
        index.FilterField("language"),
    ]
    admin_form_fields = ("title", "file", "language", "publisher", "year", "pages", "rights", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def clean(self) -> None:
        """Wagtail looks at the ending; a file that the form has refused is gone, and one message is enough."""
        if self.file:
            super().clean()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A document made by code gets its size and hash too: a link says how large the file is."""
        if self.file and not self.file_hash:
            self._set_document_file_metadata()
            if self.file._committed:  # opened for this; a file on its way in is still to be stored
                self.file.close()
        super().save(*args, **kwargs)

    @property
    def folded_title(self) -> str:
        """The title with æ, ø and å written out, as pages have it."""
        return fold(self.title)

    @property
    def folded_text(self) -> str:
        """The words inside the file, folded like the title."""
        return fold(self.text or "")

    @property
    def facts(self) -> str:
        """Type, pages, size and language in words: "PDF, 12 sider, 640 KB, dansk"."""
        from ..templatetags.components import file_facts

        return file_facts(self)
