"""Blocks of pictures, films, files and tables."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.forms.utils import ErrorList
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

FILM_PAGES = {
    "youtube.com": "https://www.youtube-nocookie.com/embed/",
    "youtu.be": "https://www.youtube-nocookie.com/embed/",
    "vimeo.com": "https://player.vimeo.com/video/",
}


class PictureBlock(ImageChooserBlock):
    """An image chooser that brings the sizes of all its pictures along, in one query."""

    def bulk_to_python(self, values: list[int | None]) -> list[Any]:
        chosen = super().bulk_to_python(values)
        prefetch_related_objects([image for image in chosen if image is not None], "renditions")
        return chosen


class ImageBlock(blocks.StructBlock):
    """A picture with its alt text, or marked as decoration."""

    image = PictureBlock(label=_("image"))
    alt_text = blocks.CharBlock(
        required=False, max_length=200, label=_("alt text"), help_text=_("Empty: the image's own alt text is used")
    )
    decorative = blocks.BooleanBlock(required=False, label=_("decoration only"))
    caption = blocks.CharBlock(required=False, max_length=200, label=_("caption"))

    class Meta:
        icon = "image"
        label = _("image")
        group = _("Pictures and files")
        description = _("A picture with alt text and caption")
        template = "blocks/image.html"
        preview_template = "blocks/previews/image.html"


class FilmValue(blocks.StructValue):
    """The value of a film."""

    @property
    def embed_url(self) -> str:
        """The address of the player, asked for only after a click; empty when the film is our own file."""
        url = self.get("url") or ""
        for host, player in FILM_PAGES.items():
            if host in url:
                return player + url.rstrip("/").split("v=")[-1].split("/")[-1].split("&")[0]
        return ""

    @property
    def is_captioned(self) -> bool:
        """Whether the film has captions, in our own file or at the place it comes from."""
        return bool(self.get("captions") if self.get("file") else self.get("captioned"))

    @property
    def is_accessible(self) -> bool:
        """Whether somebody who cannot hear it gets all of it."""
        return self.is_captioned or bool(str(self.get("transcript") or "").strip())


class FilmBlock(blocks.StructBlock):
    """A film, shown after a click. It needs captions or a transcript before the page is published."""

    title = blocks.CharBlock(max_length=100, label=_("title"))
    length = blocks.CharBlock(max_length=30, label=_("length"), help_text=_("E.g. 3 min."))
    file = DocumentChooserBlock(required=False, label=_("our own file (mp4)"))
    captions = DocumentChooserBlock(required=False, label=_("captions (vtt)"))
    url = blocks.URLBlock(required=False, label=_("or address at YouTube or Vimeo"))
    captioned = blocks.BooleanBlock(required=False, label=_("the film there has captions"))
    poster = PictureBlock(required=False, label=_("picture shown before"))
    transcript = blocks.RichTextBlock(required=False, features=["bold", "ul"], label=_("transcript"))

    def clean(self, value: Any) -> Any:
        result = super().clean(value)
        errors: dict[str, ValidationError | ErrorList] = {}
        if not result.get("file") and not result.get("url"):
            errors["file"] = ValidationError(_("Choose a file or write an address."))
        for name, ending in (("file", ".mp4"), ("captions", ".vtt")):
            if result.get(name) and not result[name].filename.lower().endswith(ending):
                message = _("The file must end in %(ending)s.") % {"ending": ending}
                errors[name] = ErrorList([ValidationError(message)])
        if result.get("url") and not result.embed_url:
            errors["url"] = ErrorList([ValidationError(_("The address must be at YouTube or Vimeo."))])
        if errors:
            raise StructBlockValidationError(errors)
        return result

    class Meta:
        icon = "media"
        label = _("film")
        group = _("Pictures and files")
        description = _("A film with captions or transcript, loaded after a click")
        template = "blocks/film.html"
        value_class = FilmValue
        preview_value = {
            "title": "Et møde i en peer-gruppe",
            "length": "3 min.",
            "url": "https://vimeo.com/1",
            "captioned": True,
            "transcript": "<p>Fire mennesker sidder ved et rundt bord.</p>",
        }


class DownloadBlock(blocks.StructBlock):
    """A file to fetch, with type, size and pages."""

    document = DocumentChooserBlock(label=_("document"))
    title = blocks.CharBlock(
        required=False, max_length=100, label=_("title"), help_text=_("Empty: the document's own title")
    )
    text = blocks.CharBlock(required=False, max_length=200, label=_("what it holds"))

    class Meta:
        icon = "download"
        label = _("download")
        group = _("Pictures and files")
        description = _("A file with its type, size and pages")
        template = "blocks/download.html"
        preview_template = "blocks/previews/download.html"


class TableValue(blocks.StructValue):
    """The value of a table."""

    @property
    def lines(self) -> list[list[str]]:
        """The cells, row by row; the first row holds the headers."""
        return [
            [cell.strip() for cell in line.strip().strip("|").split("|")]
            for line in (self.get("cells") or "").splitlines()
            if line.strip()
        ]

    @property
    def header(self) -> list[str]:
        return self.lines[0] if self.lines else []

    @property
    def rows(self) -> list[list[tuple[str, str]]]:
        """Each row as pairs of header and cell, so that a narrow screen can show them as label and value."""
        return [list(zip(self.header, row, strict=False)) for row in self.lines[1:]]


class TableBlock(blocks.StructBlock):
    """A small table, typed as lines with | between the cells. Real captions and headers, and easy to paste."""

    caption = blocks.CharBlock(max_length=120, label=_("caption"), help_text=_("What the table shows"))
    cells = blocks.TextBlock(
        label=_("cells"),
        rows=6,
        help_text=_("One row a line, | between cells. The first line holds the headers, e.g. By | Start"),
    )

    def clean(self, value: Any) -> Any:
        result = super().clean(value)
        widths = {len(line) for line in result.lines}
        if len(result.lines) < 2 or len(widths) != 1:
            message = _("Every line needs the same number of cells, and the table at least two lines.")
            raise StructBlockValidationError({"cells": ErrorList([ValidationError(message)])})
        return result

    class Meta:
        icon = "table"
        label = _("table")
        group = _("Pictures and files")
        description = _("A small table with caption and headers")
        template = "blocks/table.html"
        value_class = TableValue
        preview_value = {"caption": "Næste hold", "cells": "By | Start\nAarhus | uge 36\nViborg | uge 37"}
