"""Controls of the tools."""

from django import forms


class RadioRow(forms.RadioSelect):
    """Round buttons beside each other."""

    template_name = "employment/radio_row.html"
