"""Fields of the tools that may be left open without saying so at each: the page says it once for all."""

from typing import Any

from django import forms

from accounts.guards import refuse_control, refuse_cpr, refuse_line_breaks


class OpenChoice(forms.ChoiceField):
    """A choice that may be left open."""

    def validate(self, value: Any) -> None:
        if value not in self.empty_values:
            super().validate(value)


class OpenLine(forms.CharField):
    """A line of words that may be left open."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(validators=[refuse_control, refuse_line_breaks, refuse_cpr], **kwargs)

    def validate(self, value: Any) -> None:
        """Nothing is required."""


class OpenCount(forms.IntegerField):
    """A number that may be left open."""

    def validate(self, value: Any) -> None:
        """Nothing is required."""
