"""The scale as a form: 15 pairs, up to ten of one's own, a name and a note."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.guards import refuse_control, refuse_cpr, refuse_line_breaks
from home.widgets import RadioRow

from .domain.assessments import Words
from .domain.sheets import MOST_OWN, OWN, OwnRow, Sheet
from .enums import AxisChoice
from .pairs import PAIRS, Pair

LINE = [refuse_control, refuse_line_breaks, refuse_cpr]
MOST_TITLE, MOST_POLE, MOST_NOTE = 80, 80, 2000
OWN_FIELD = re.compile(rf"{OWN}(\d+)-(?:closed|open)")
CHOICES = [
    (AxisChoice.CLOSED, AxisChoice.CLOSED.label),
    (AxisChoice.BETWEEN, AxisChoice.BETWEEN.label),
    (AxisChoice.OPEN, AxisChoice.OPEN.label),
    (AxisChoice.NONE, _("Skip")),
]
TOO_LONG = _("Write at most %(limit_value)d letters. You have written %(show_value)d.")


class ChoiceRow(forms.ChoiceField):
    """One choice a row, so that a half on one side always has its other half. What is not sent counts as skipped."""

    def __init__(self, label: Any) -> None:
        message = _("Choose the closed side, in between or the open side, or skip the row.")
        super().__init__(
            label=label,
            choices=CHOICES,
            initial=AxisChoice.NONE,
            widget=RadioRow,
            error_messages={"invalid_choice": message},
        )

    def clean(self, value: Any) -> Any:
        return super().clean(value or AxisChoice.NONE)


@dataclass(frozen=True)
class Row:
    """A pair of the guide with its field and what editors have written about it."""

    pair: Pair
    field: BoundField
    words: Any


@dataclass(frozen=True)
class OwnFields:
    """A row of one's own: its two sides and its choice."""

    number: int
    closed: BoundField
    open: BoundField
    choice: BoundField


class RowsForm(forms.Form):
    """The 15 pairs; `words` is the editors' text by the key of the pair."""

    use_required_attribute = False

    def __init__(self, *args: Any, words: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words = words or {}
        for pair in PAIRS:
            label = format_lazy("{number}. {closed} ↔ {open}", number=pair.number, closed=pair.closed, open=pair.open)
            self.fields[pair.axis.value] = ChoiceRow(label)

    @property
    def rows(self) -> Iterator[Row]:
        """Each pair in the order of the sheet."""
        return (Row(pair, self[pair.axis.value], self.words.get(pair.axis)) for pair in PAIRS)

    def answers(self) -> dict[str, str]:
        """The choices of the 15 pairs. Ask after `is_valid()`."""
        return {pair.axis.value: self.cleaned_data[pair.axis.value] for pair in PAIRS}


class AnswerForm(RowsForm):
    """Somebody's answer to a joint scale: the pairs, and the own ones that were agreed beforehand."""

    def __init__(self, *args: Any, own: Sequence[OwnRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = own
        for number, row in enumerate(own, start=1):
            self.fields[f"{OWN}{number}-choice"] = ChoiceRow(f"{len(PAIRS) + number}. {row.closed} ↔ {row.open}")

    @property
    def own_fields(self) -> list[BoundField]:
        """The fields of the own pairs."""
        return [self[f"{OWN}{number}-choice"] for number in range(1, len(self.own) + 1)]

    def sheet(self) -> Sheet:
        """The answers. Ask after `is_valid()`."""
        own = [
            OwnRow(row.closed, row.open, self.cleaned_data[f"{OWN}{number}-choice"])
            for number, row in enumerate(self.own, start=1)
        ]
        return Sheet(self.answers(), tuple(own))


class ScaleForm(RowsForm):
    """A sheet that one fills in. `shown` own rows are asked for; empty ones are left out."""

    title = forms.CharField(
        label=_("Name of your scheme"),
        max_length=MOST_TITLE,
        required=False,
        validators=LINE,
        error_messages={"max_length": TOO_LONG},
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=MOST_NOTE,
        required=False,
        validators=[refuse_control, refuse_cpr],
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Why did you choose like this, and what will you change? Leave out private things."),
    )
    version = forms.IntegerField(required=False, min_value=0, max_value=10**9, widget=forms.HiddenInput)

    def __init__(self, *args: Any, shown: int = 1, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        typed = _numbers(self.data) if self.is_bound else []
        self.too_many = any(number > MOST_OWN for number in typed)
        self.shown = min(MOST_OWN, max([shown, *typed]))
        for number in range(1, self.shown + 1):
            self._add(number)

    def _add(self, number: int) -> None:
        errors = {"max_length": TOO_LONG}
        for side, label in (("closed", _("Closed side")), ("open", _("Open side"))):
            self.fields[f"{OWN}{number}-{side}"] = forms.CharField(
                label=label, max_length=MOST_POLE, required=False, validators=LINE, error_messages=errors
            )
        self.fields[f"{OWN}{number}-choice"] = ChoiceRow(_("Where are you?"))

    @property
    def own_rows(self) -> Iterator[OwnFields]:
        """The rows of one's own, those still empty among them."""
        for number in range(1, self.shown + 1):
            yield OwnFields(number, *(self[f"{OWN}{number}-{part}"] for part in ("closed", "open", "choice")))

    @property
    def may_add(self) -> bool:
        return self.shown < MOST_OWN

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.too_many:
            message = _("You can have at most %(most)d rows of your own. The others are not counted.")
            self.add_error(None, message % {"most": MOST_OWN})
        for number in range(1, self.shown + 1):
            self._check_own(number, cleaned)
        return cleaned

    def _check_own(self, number: int, cleaned: dict[str, Any]) -> None:
        """A row with something in it needs both sides; an empty one is no row."""
        names = {side: f"{OWN}{number}-{side}" for side in ("closed", "open")}
        written = [side for side, name in names.items() if cleaned.get(name)]
        is_chosen = cleaned.get(f"{OWN}{number}-choice", AxisChoice.NONE) != AxisChoice.NONE
        if not written and not is_chosen:
            return
        for side, name in names.items():
            if side not in written and name not in self.errors:
                self.add_error(name, _("Write both sides of your own row %(number)d.") % {"number": number})

    def sheet(self) -> Sheet:
        """What was filled in. Ask after `is_valid()`."""
        parts = ("closed", "open", "choice")
        own = [
            OwnRow(*(self.cleaned_data[f"{OWN}{number}-{part}"] for part in parts))
            for number in range(1, self.shown + 1)
        ]
        return Sheet(self.answers(), tuple(row for row in own if row.closed))

    def kept_words(self) -> Words:
        """Name, content and note as they are stored. Ask after `is_valid()`."""
        return Words(self.cleaned_data["title"], self.sheet().as_json(), self.cleaned_data["note"])


def initial_of(sheet: Sheet, *, title: str, note: str, version: int) -> dict[str, Any]:
    """A stored sheet as the first values of its form."""
    own = {
        f"{OWN}{number}-{part}": value
        for number, row in enumerate(sheet.own, start=1)
        for part, value in (("closed", row.closed), ("open", row.open), ("choice", row.choice))
    }
    return {**sheet.answers, **own, "title": title, "note": note, "version": version}


def shown_for(sheet: Sheet) -> int:
    """How many own rows a form shows for a stored sheet: one more than there are."""
    return min(MOST_OWN, len(sheet.own) + 1)


def _numbers(data: Any) -> list[int]:
    """The own rows that a sent form has words in."""
    found = [(OWN_FIELD.fullmatch(name), name) for name in data]
    return [int(match[1][:4]) for match, name in found if match and data.get(name, "").strip()]
