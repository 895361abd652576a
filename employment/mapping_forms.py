"""The list of the mapping: one form of up to 40 places."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.forms import BoundField, Field
from django.utils.translation import gettext_lazy as _

from .domain.mapping import MOST_ROWS, PARTS, Place
from .tool_fields import OpenCount, OpenLine

MOST_PEERS = 999
FIRST_ROWS = 3


def fields_of_row() -> dict[str, Field]:
    """The fields of one place."""
    return {
        "unit": OpenLine(label=_("Place or unit"), max_length=80, help_text=_("E.g. Botilbuddet på Havnegade")),
        "today": OpenCount(
            label=_("How many peers today?"),
            min_value=0,
            max_value=MOST_PEERS,
            help_text=_("Write 0 if there are none. Leave it open if you do not know."),
            widget=forms.TextInput(attrs={"inputmode": "numeric", "data-width": "short"}),
            error_messages={
                name: _("Write a whole number from 0 to 999.") for name in ("invalid", "min_value", "max_value")
            },
        ),
        "function": OpenLine(label=_("What do they do?"), max_length=160),
        "idea": OpenLine(label=_("What could a peer do here?"), max_length=200),
        "who": OpenLine(label=_("Who takes the next step?"), max_length=80, help_text=_("A role is enough.")),
        "when": OpenLine(label=_("When?"), max_length=40),
    }


class MappingForm(forms.Form):
    """So many places. Rows without a word are left out; one with words needs the name of the place."""

    use_required_attribute = False

    def __init__(self, *args: Any, rows: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        for number in range(1, rows + 1):
            for part, field in fields_of_row().items():
                self.fields[name_of(number, part)] = field

    @property
    def groups(self) -> Iterator[tuple[int, list[BoundField]]]:
        """The fields place by place."""
        return ((number, [self[name_of(number, part)] for part in PARTS]) for number in range(1, self.rows + 1))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for number in range(1, self.rows + 1):
            given = [cleaned.get(name_of(number, part)) for part in PARTS]
            unit = name_of(number, "unit")
            if not given[0] and unit not in self.errors and any(value not in (None, "") for value in given):
                self.add_error(unit, _("Write the name of the place."))
        if not self.errors and not self._filled(cleaned):
            self.add_error(name_of(1, "unit"), _("Write at least one place."))
        return cleaned

    def places(self) -> list[Place]:
        """The places with words in them; call it on a valid form."""
        return [
            Place(**{part: self.cleaned_data[name_of(number, part)] for part in PARTS})
            for number in self._filled(self.cleaned_data)
        ]

    def _filled(self, cleaned: Mapping[str, Any]) -> list[int]:
        return [number for number in range(1, self.rows + 1) if cleaned.get(name_of(number, "unit"))]


def name_of(number: int, part: str) -> str:
    """The name of a field in the form."""
    return f"r{number}-{part}"


def typed_rows(data: Mapping[str, str]) -> list[dict[str, str]]:
    """What was typed, row by row and unchecked; at most 40 rows, however many are said to be there."""
    said = data.get("rows", "")
    count = min(int(said), MOST_ROWS) if said.isascii() and said.isdigit() and len(said) < 4 else 1
    return [{part: data.get(name_of(number, part), "") for part in PARTS} for number in range(1, max(count, 1) + 1)]


def named(rows: list[dict[str, str]]) -> dict[str, str]:
    """Rows as the values of a form."""
    return {name_of(number, part): value for number, row in enumerate(rows, 1) for part, value in row.items()}


def values_of(places: tuple[Place, ...]) -> list[tuple[str, str]]:
    """Places as the hidden fields of a form."""
    values = [(f"r{number}-{part}", getattr(place, part)) for number, place in enumerate(places, 1) for part in PARTS]
    return [("rows", str(len(places))), *((name, "" if value is None else str(value)) for name, value in values)]
