"""Forms around the meetings: times for talks, information meetings, the learning plan."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from accounts.consent_fields import ConsentField
from accounts.forms import LINE
from accounts.guards import refuse_control, refuse_cpr
from accounts.once import OnceForm
from home.day_fields import DayField, HourField, moment

from .models.enrolments import OWN_WORDS

TEXT = [refuse_control, refuse_cpr]
MOST_LETTERS = 4000
TALK, INFO = "talk", "info"


class TimeForm(OnceForm):
    """A time for a talk, or an information meeting."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[(TALK, _("A time for a talk with one person")), (INFO, _("An information meeting for all"))],
        widget=forms.RadioSelect,
        initial=TALK,
    )
    day = DayField(label=_("Day"))
    hour = HourField(label=_("At"))
    place = forms.CharField(
        label=_("Where"),
        max_length=160,
        required=False,
        validators=LINE,
        help_text=_("A place, or that you call the person"),
    )
    link = forms.URLField(
        label=_("Link, when it is online"), required=False, validators=[URLValidator(schemes=["https"])],
        assume_scheme="https",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].required = self.fields["hour"].required = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("day") and cleaned.get("hour"):
            try:
                cleaned["starts_at"] = moment(cleaned["day"], cleaned["hour"], otherwise=time(0))
            except ValidationError as error:
                self.add_error("hour", error)
        if not cleaned.get("place") and not (cleaned.get("kind") == INFO and cleaned.get("link")):
            self.add_error("place", _("Write where, so that people find it."))
        return cleaned

    @property
    def starts_at(self) -> datetime:
        """The moment that was typed. Ask after `is_valid()`."""
        found: datetime = self.cleaned_data["starts_at"]
        return found


class PlanForm(OnceForm):
    """What somebody wants to learn, and whether the trainers may read it."""

    text = forms.CharField(
        label=_("What do you want to learn, and what helps you?"),
        max_length=MOST_LETTERS,
        required=False,
        validators=TEXT,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("It is yours. You can change it as often as you like."),
    )
    is_shared = forms.BooleanField(label=_("My trainers may read it"), required=False)
    keep = ConsentField(purpose=OWN_WORDS, required=False)

    def __init__(self, *args: Any, has_words: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_words:
            del self.fields["keep"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "keep" in self.fields and "keep" not in self.errors and cleaned.get("text") and not cleaned.get("keep"):
            self.add_error("keep", _("We may only keep your text if you tick this box. Or leave the text empty."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """What was written, for the domain. Ask after `is_valid()`."""
        text = self.cleaned_data.get("keep")
        return {
            "text": self.cleaned_data["text"].strip(),
            "is_shared": self.cleaned_data["is_shared"],
            "shown": text.text_hash if text else "",
            "has_said_yes": bool(text),
        }
