"""The forms of pictures and documents in Wagtail's admin."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from .domain.alt_texts import alt_fault
from .domain.media import check_document, count_pdf_pages, without_metadata


class PortalImageForm(BaseImageForm):
    """A picture needs an alt text, unless it is decoration. Position and other metadata are taken out of the file."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "description" in self.fields:
            self.fields["description"].label = capfirst(_("alt text"))
            self.fields["description"].help_text = _("What the picture shows, e.g. Tre mennesker taler ved et bord")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("decorative") and not (cleaned.get("description") or "").strip():
            self.add_error("description", _("Write what the picture shows, or mark it as decoration."))
        for name in ("description", "description_en"):
            if fault := alt_fault(cleaned.get(name) or "", cleaned.get("title") or ""):
                self.add_error(name, fault)
        return cleaned

    def clean_file(self) -> Any:
        file = self.cleaned_data.get("file")
        return without_metadata(file) if isinstance(file, UploadedFile) else file


class PortalDocumentForm(BaseDocumentForm):
    """A document whose content is what its name says. The pages of a PDF are counted when nobody wrote them."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        file = cleaned.get("file")
        if isinstance(file, UploadedFile) and not cleaned.get("pages"):
            cleaned["pages"] = count_pdf_pages(file)
        return cleaned

    def clean_file(self) -> Any:
        file = self.cleaned_data.get("file")
        if isinstance(file, UploadedFile):
            check_document(file)
        return file
