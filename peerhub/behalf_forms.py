"""Forms on the coordinator's side of signups: filtering, conditions said aloud, importing, opening answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.find_page import FindForm
from accounts.forms import NOT_IN_LIST

from .domain.reading import Purpose
from .models import SignupRound
from .signup_enums import SignupState

MOST_MEGABYTES = 8


class FilterForm(FindForm):
    """The list of a round's signups."""

    STATES = [("live", _("Signed up")), ("", _("All")), *((one.value, one.label) for one in SignupState)]
    state = forms.ChoiceField(required=False, choices=STATES)


class ConditionsForm(forms.Form):
    """The conditions of the scheme, as the person said them on the phone."""

    def __init__(self, *args: Any, round: SignupRound, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = _("If it does not fit, the round is for others: nothing is stored.")
        for number, condition in enumerate(round.programme.conditions, start=1):
            self.fields[f"condition_{number}"] = forms.BooleanField(label=condition, error_messages={"required": words})


class OpenForm(forms.Form):
    """Why somebody opens what was told; the log keeps it."""

    purpose = forms.ChoiceField(
        label=_("Why do you open the answers?"),
        choices=Purpose.choices,
        widget=forms.RadioSelect,
        error_messages=NOT_IN_LIST,
        help_text=_("It is noted in the log, and the person can ask to see that."),
    )


class ImportForm(forms.Form):
    """A file of a membership system."""

    file = forms.FileField(
        label=_("File in CSV (UTF-8)"),
        help_text=_("At most 10,000 rows and 8 MB."),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file is empty."),
            "missing": _("Choose a file."),
            "invalid": _("Choose a file."),
        },
    )
    write = forms.ChoiceField(
        label=_("What shall we do?"),
        choices=[("no", _("Only check the file")), ("yes", _("Sign everybody up if every row is good"))],
        initial="no",
        widget=forms.RadioSelect,
        error_messages=NOT_IN_LIST,
    )

    def clean_file(self) -> Any:
        sent = self.cleaned_data["file"]
        if sent.size > MOST_MEGABYTES * 1024 * 1024:
            raise forms.ValidationError(_("The file is larger than 8 MB."))
        return sent
