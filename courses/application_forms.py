"""The form of an application: shape and messages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.consent_fields import ConsentField
from accounts.forms import NOT_IN_LIST
from accounts.guards import refuse_control, refuse_cpr
from accounts.once import OnceForm

from .enums import SeatKind
from .models import Cohort
from .models.enrolments import OWN_WORDS

MOST_LETTERS = 1500


class ApplyForm(OnceForm):
    """In which capacity, and what somebody wants to tell; the text is kept with a yes alone."""

    kind = forms.ChoiceField(
        label=_("You apply as"), choices=SeatKind.choices, widget=forms.RadioSelect, error_messages=NOT_IN_LIST
    )
    words = forms.CharField(
        label=_("Why would you like to take part, and what do you need to take part well?"),
        max_length=MOST_LETTERS,
        required=False,
        validators=[refuse_cpr, refuse_control],
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("You may leave it empty. No diagnoses and no personal number, please."),
        error_messages={
            "max_length": _("Your text is too long. It may hold %(limit_value)d letters; you wrote %(show_value)d.")
        },
    )
    keep = ConsentField(purpose=OWN_WORDS, required=False)

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not cohort.course.is_for_colleagues:
            del self.fields["kind"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("words") and "keep" not in self.errors and not cleaned.get("keep"):
            self.add_error("keep", _("We may only keep your text if you tick this box. Or leave the text empty."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """What was told, for the domain. Ask after `is_valid()`."""
        text = self.cleaned_data.get("keep")
        return {
            "kind": self.cleaned_data.get("kind") or SeatKind.PARTICIPANT,
            "words": self.cleaned_data.get("words", "").strip(),
            "shown": text.text_hash if text else "",
            "has_said_yes": bool(text),
        }
