"""Forms of messages, materials and the evaluation."""

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from accounts.forms import LINE, NOT_IN_LIST
from accounts.guards import refuse_control, refuse_cpr
from accounts.once import OnceForm

from .models import Cohort

TEXT = [refuse_control, refuse_cpr]
SCALE = [("1", _("1, not at all good")), ("2", "2"), ("3", "3"), ("4", "4"), ("5", _("5, very good"))]


class MessageForm(OnceForm):
    """A message to everybody on a cohort."""

    title = forms.CharField(
        label=_("Heading"), max_length=100, validators=LINE, error_messages={"required": _("Write a heading.")}
    )
    text = forms.CharField(
        label=_("Message"),
        max_length=4000,
        validators=TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Everybody on the cohort can read it. Write nothing about one person."),
        error_messages={"required": _("Write a message.")},
    )


class MaterialForm(OnceForm):
    """Something to read or do."""

    week = forms.TypedChoiceField(
        label=_("Week"), choices=[], required=False, coerce=int, empty_value=None, error_messages=NOT_IN_LIST
    )
    title = forms.CharField(
        label=_("Heading"), max_length=100, validators=LINE, error_messages={"required": _("Write a heading.")}
    )
    text = forms.CharField(
        label=_("Text"), max_length=2000, required=False, validators=TEXT, widget=forms.Textarea(attrs={"rows": 6})
    )
    link = forms.URLField(
        label=_("Link"), required=False, validators=[URLValidator(schemes=["https"])], assume_scheme="https"
    )
    is_homework = forms.BooleanField(label=_("Something to do before the meeting"), required=False)

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        weeks: list[tuple[str, Any]] = [("", _("The whole course"))]
        weeks += [(str(week), _("Week %(week)d") % {"week": week}) for week in range(1, cohort.weeks + 1)]
        self.fields["week"].choices = weeks  # type: ignore[attr-defined]


def _points(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, choices=SCALE, coerce=int, widget=forms.RadioSelect, error_messages=NOT_IN_LIST
    )


class EvaluationForm(OnceForm):
    """Three questions from one to five, and room for words."""

    whole = _points(_("How was the course as a whole?"))
    useful = _points(_("How much of it can you use?"))
    safe = _points(_("How safe was it to take part?"))
    text = forms.CharField(
        label=_("What should we keep, and what should we change?"),
        max_length=2000,
        required=False,
        validators=TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Leave out names, yours too."),
    )
