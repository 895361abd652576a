"""The box by which somebody says yes to a purpose: never ticked beforehand, its text and the privacy page beside it."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .consents import privacy_address
from .domain.consents import newest_text
from .models import ConsentText


class ConsentBox(forms.CheckboxInput):
    """A tick box that sends the fingerprint of the text beside it. Ticked again only for who ticked it a moment ago."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        if value and value == self.attrs.get("value"):
            context["widget"]["attrs"]["checked"] = True
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return str(data.get(name, ""))


class ConsentField(forms.Field):
    """A yes to the newest text of a purpose in the reader's language. Cleans to the ConsentText, or to None.

    A text that has changed since the page was shown is an error, with the new one to read. Until somebody has written
    a text there is nothing to say yes to: an error too, so that nothing is ever stored on a blank.
    """

    widget = ConsentBox

    def __init__(self, *, purpose: str, required: bool = True, **more: Any) -> None:
        more.setdefault("error_messages", {})
        more["error_messages"] = {"required": _("We may not go on without your yes. Tick the box.")} | more[
            "error_messages"
        ]
        super().__init__(required=required, **more)
        self.purpose = purpose

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        """Reads the text once a form, so that what is drawn and what is checked are the same."""
        text = self.text
        self.widget.attrs["value"] = text.text_hash if text else ""
        if self.label is None:
            self.label = text.text if text else ""
        return super().get_bound_field(form, field_name)

    @property
    def text(self) -> ConsentText | None:
        """What is asked now. The form's own copy of the field keeps it."""
        if "_text" not in self.__dict__:
            self._text = newest_text(self.purpose, get_language() or "da")
        return self._text

    @property
    def privacy_url(self) -> str:
        """Where the reader may see how we treat what they tell us."""
        return privacy_address(get_language() or "da")

    def clean(self, value: Any) -> ConsentText | None:
        if not value:
            if self.required:
                raise forms.ValidationError(self.error_messages["required"], code="required")
            return None
        if self.text is None:
            raise forms.ValidationError(_("There is nothing to say yes to here yet. Write to us."), code="no_text")
        if value != self.text.text_hash:
            raise forms.ValidationError(_("The text has changed. Read it again and tick the box."), code="changed")
        return self.text
