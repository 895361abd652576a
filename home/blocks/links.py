"""Links that know their own address and text."""

from typing import Any

from django.core.exceptions import ValidationError
from django.forms.utils import ErrorList
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from ..links import linked_pages, url_of


class PagePointerBlock(blocks.PageChooserBlock):
    """A page chooser that takes the pages the frame has fetched already, instead of asking once a block type."""

    def bulk_to_python(self, values: list[int | None]) -> list[Any]:
        known = linked_pages()
        if all(value is None or value in known for value in values):
            return [known.get(value) if value is not None else None for value in values]
        return super().bulk_to_python(values)

    class Meta:
        icon = "link"


class LinkValue(blocks.StructValue):
    """The value of a link."""

    @property
    def href(self) -> str:
        """The address: of the page in the reader's language, or what was typed. Empty when the page has gone."""
        return url_of(self["page"]) if self.get("page") else self.get("url", "")

    @property
    def label(self) -> str:
        """The text of the link: what was typed, or the page's title."""
        return self.get("text") or (self["page"].title if self.get("page") else "")

    @property
    def is_external(self) -> bool:
        return self.href.startswith(("http://", "https://"))


class LinkBlock(blocks.StructBlock):
    """A link to a page of ours, or to an address elsewhere."""

    page = PagePointerBlock(required=False, label=_("page"))
    url = blocks.CharBlock(
        required=False, max_length=300, label=_("or address"), help_text=_("E.g. https://example.org/ or /soeg/")
    )
    text = blocks.CharBlock(
        required=False,
        max_length=60,
        label=_("text"),
        help_text=_("A verb for a button, e.g. Find en gruppe. Max 60 characters."),
    )

    def clean(self, value: Any) -> Any:
        result = super().clean(value)
        errors: dict[str, ValidationError | ErrorList] = {}
        if not result.get("page") and not result.get("url"):
            errors["page"] = ValidationError(_("Choose a page or write an address."))
        url = result.get("url") or ""
        if url and not (url.startswith(("https://", "mailto:")) or (url.startswith("/") and not url.startswith("//"))):
            errors["url"] = ErrorList([ValidationError(_("Begin with https:// or, for our own pages, with /."))])
        if url and not result.get("text"):
            errors["text"] = ErrorList([ValidationError(_("Write the text of the link."))])
        if errors:
            raise StructBlockValidationError(errors)
        return result

    class Meta:
        icon = "link"
        label = _("link")
        value_class = LinkValue
        form_classname = "struct-block link-block"
