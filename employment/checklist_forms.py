"""The checklist as a form: for each item a tick, who does it, by when, and a note."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from accounts.guards import refuse_control, refuse_cpr, refuse_line_breaks

from .domain.checklists import Answer, Filled, Item

MOST_NOTE = 2000
MOST_WHO = 80
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 1, 1)
WRITTEN = ["%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y", "%d %m %Y"]
TOO_LONG = _("Shorten it: it may hold %(limit_value)d letters, and you wrote %(show_value)d.")


class DayField(forms.DateField):
    """A day from the browser's own field, or typed as 31 10 2026."""

    def __init__(self, **kwargs: Any) -> None:
        message = _("Write a day from 2000 to 2100, e.g. 31 10 2026.")
        super().__init__(
            required=False,
            input_formats=WRITTEN,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            validators=[MinValueValidator(FIRST_DAY, message), MaxValueValidator(LAST_DAY, message)],
            error_messages={"invalid": message},
            **kwargs,
        )


@dataclass(frozen=True)
class Row:
    """An item with the fields that belong to it."""

    item: Item
    done: forms.BoundField
    fields: list[forms.BoundField]
    answer: Answer
    is_open: bool


class ChecklistForm(forms.Form):
    """Built of the page's items; what was typed at an item that is no longer there is not asked for."""

    start = DayField(label=_("First day at work"), help_text=_("Then the days of the follow-up plan are worked out."))
    version = forms.IntegerField(required=False, min_value=0, max_value=10**9, widget=forms.HiddenInput)

    def __init__(self, items: list[Item], *args: Any, filled: Filled | None = None, **kwargs: Any) -> None:
        self.items = items
        self.known = filled or Filled()
        super().__init__(*args, **kwargs)
        self.fields["start"].initial = self.known.start
        for item in items:
            self._add(item, self.known.at(item))
        self.quieten()

    def _add(self, item: Item, answer: Answer) -> None:
        self.fields[f"done-{item.key}"] = forms.BooleanField(label=item.text, required=False, initial=answer.done)
        self.fields[f"who-{item.key}"] = forms.CharField(
            label=_("Who does it?"),
            required=False,
            max_length=MOST_WHO,
            initial=answer.who,
            validators=[refuse_control, refuse_line_breaks, refuse_cpr],
            error_messages={"max_length": TOO_LONG},
        )
        self.fields[f"due-{item.key}"] = DayField(label=_("By when?"), initial=answer.due)
        self.fields[f"note-{item.key}"] = forms.CharField(
            label=_("Note"),
            required=False,
            max_length=MOST_NOTE,
            initial=answer.note,
            validators=[refuse_control, refuse_cpr],
            widget=forms.Textarea(attrs={"rows": 2}),
            error_messages={"max_length": TOO_LONG},
        )

    def quieten(self) -> None:
        """All of it may be left out, which the page says once."""
        for field in self.fields.values():
            field.quiet = True  # type: ignore[attr-defined]

    def filled(self) -> Filled:
        """What was filled in. Of a form with errors, what could be read."""
        if not self.is_bound:
            return self.known
        data = self.cleaned_data
        answers = {
            item.key: Answer(
                bool(data.get(f"done-{item.key}")),
                data.get(f"who-{item.key}") or "",
                data.get(f"due-{item.key}"),
                data.get(f"note-{item.key}") or "",
                item.text,
            )
            for item in self.items
        }
        return Filled(data.get("start"), answers)

    def rows(self) -> Iterator[Row]:
        """Each item with its fields; those that hold something, or an error, stand open."""
        for item in self.items:
            more = [self[f"{name}-{item.key}"] for name in ("who", "due", "note")]
            is_open = any(one.value() or one.errors for one in more)
            yield Row(item, self[f"done-{item.key}"], more, self.known.at(item), is_open)
