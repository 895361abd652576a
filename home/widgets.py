"""Controls that several apps use."""

from django import forms


class RadioRow(forms.RadioSelect):
    """Round buttons beside each other."""

    template_name = "home/radio_row.html"
