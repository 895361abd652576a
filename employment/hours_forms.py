"""Hours a week as people write them."""

from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

LEAST_HOURS = Decimal("0.5")


class HoursField(forms.CharField):
    """A number from half an hour to full time, with comma or point; None when it is left out."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 8)
        kwargs.setdefault("help_text", _("E.g. 20 or 20,5"))
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "size": 6, "data-width": "short"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        """Raises ValidationError with the range in words."""
        text = str(super().to_python(value)).strip().replace(",", ".")
        if not text:
            return None
        is_number = text.isascii() and text.replace(".", "", 1).isdecimal()
        if not is_number or not LEAST_HOURS <= Decimal(text) <= settings.FULL_TIME_HOURS:
            message = _("Write the hours as a number from %(least)s to %(most)s, e.g. %(example)s.")
            least, most, example = LEAST_HOURS, Decimal(settings.FULL_TIME_HOURS), Decimal("20.5")
            words = {"least": number_format(least), "most": number_format(most), "example": number_format(example)}
            raise forms.ValidationError(message % words)
        return Decimal(text)

    def run_validators(self, value: Any) -> None:
        """The number has been checked; the length of what was typed no longer matters."""


class HoursForm(forms.Form):
    """How many hours a week a workplace has in mind."""

    timer = HoursField(
        label=_("How many hours a week do you have in mind?"), required=False, help_text=_("Whole or half, e.g. 20,5")
    )
    timer.quiet = True  # type: ignore[attr-defined]  # the only field: an empty one gets a hint
