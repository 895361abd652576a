"""A field that holds several codes of a list of choices."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class ChoicesField(models.CharField):
    """Several of its choices, kept as `,one,two,` so that any database can ask `contains ",one,"`; a list in Python."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 200)
        kwargs.setdefault("default", list)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> list[str]:
        return self.to_python(value)

    def to_python(self, value: Any) -> Any:
        if value is None or value == "":
            return []
        return [part for part in value.split(",") if part] if isinstance(value, str) else list(value)

    def get_prep_value(self, value: Any) -> str:
        if isinstance(value, str):
            return value
        return f",{','.join(value)}," if value else ""

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj))

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        known = dict(self.flatchoices)
        if any(code not in known for code in value):
            raise ValidationError(_("Choose from the list."), code="invalid_choice")
        if not value and not self.blank:
            raise ValidationError(_("Choose at least one."), code="blank")

    def run_validators(self, value: Any) -> None:
        super().run_validators(self.get_prep_value(value))

    def formfield(self, **kwargs: Any) -> Any:
        return forms.MultipleChoiceField(
            choices=list(self.flatchoices),
            required=not self.blank,
            label=str(self.verbose_name).capitalize(),
            help_text=self.help_text,
            widget=forms.CheckboxSelectMultiple,
        )


def holding(name: str, codes: Iterable[str]) -> models.Q:
    """Rows whose field holds any of the codes."""
    wanted = models.Q()
    for code in codes:
        wanted |= models.Q(**{f"{name}__contains": f",{code},"})
    return wanted
