"""The short form of a template: only what that template asks for."""

from typing import Any

from django import forms
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.guards import refuse_control, refuse_cpr, refuse_line_breaks

from .checklist_forms import TOO_LONG, DayField
from .hours_forms import HoursField
from .placeholders import NAMES, names_in

MOST_LINE = 120
MOST_TASKS = 2000
MOST_TASK_LINES = 20
DAYS = {"start", "frist"}


class LetterForm(forms.Form):
    """A field for each name in the template; all may be left open, and what is open stands in brackets."""

    def __init__(self, text: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in names_in(text):
            if name in NAMES:
                self.fields[name] = _field(name)
                self.fields[name].quiet = True  # type: ignore[attr-defined]

    def clean_opgaver(self) -> str:
        tasks: str = self.cleaned_data["opgaver"]
        if len(tasks.splitlines()) > MOST_TASK_LINES:
            raise forms.ValidationError(_("Write at most %(most)d lines.") % {"most": MOST_TASK_LINES})
        return tasks

    def values(self) -> dict[str, list[str]]:
        """What was typed, as words by name; a list has several. Call it on a valid form, or an unbound one."""
        data = self.cleaned_data if self.is_bound else {}
        return {name: _words(name, value) for name, value in data.items() if value not in (None, "")}


def _field(name: str) -> forms.Field:
    if name == "timer":
        return HoursField(label=NAMES[name], required=False)
    if name in DAYS:
        return DayField(label=NAMES[name])
    if name == "opgaver":
        return forms.CharField(
            label=NAMES[name],
            required=False,
            max_length=MOST_TASKS,
            widget=forms.Textarea(attrs={"rows": 5}),
            validators=[refuse_control, refuse_cpr],
            error_messages={"max_length": TOO_LONG},
        )
    return forms.CharField(
        label=NAMES[name],
        required=False,
        max_length=MOST_LINE,
        validators=[refuse_control, refuse_line_breaks, refuse_cpr],
        error_messages={"max_length": TOO_LONG},
        help_text=gettext_lazy("It is written into the text and stored nowhere.") if name == "ansoeger" else "",
    )


def _words(name: str, value: Any) -> list[str]:
    if name in DAYS:
        return [date_format(value, _("j F Y"))]
    if name == "timer":
        return [number_format(value)]
    return [line.strip().removeprefix("- ") for line in str(value).splitlines() if line.strip()]
