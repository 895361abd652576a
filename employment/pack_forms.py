"""The six questions of the hiring pack."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from .domain.packs import Answers
from .enums import Reader, Stage, Workplace
from .hours_forms import HoursField

CHOOSE = {"invalid_choice": _("Choose one from the list.")}


class PackForm(forms.Form):
    """All may be left out: an answer that is missing leaves nothing out of the pack."""

    stage = forms.ChoiceField(
        label=_("How far are you?"),
        choices=[("", _("All stages")), *Stage.choices],
        required=False,
        error_messages=CHOOSE,
    )
    workplace = forms.ChoiceField(
        label=_("What kind of workplace is it?"),
        choices=[("", _("All kinds")), *Workplace.choices],
        required=False,
        error_messages=CHOOSE,
    )
    first = forms.ChoiceField(
        label=_("Is it your first peer?"),
        choices=[("", _("Not decided")), ("yes", _("Yes, the first")), ("no", _("No, we have peers already"))],
        required=False,
        error_messages=CHOOSE,
    )
    hours = HoursField(label=_("How many hours a week do you have in mind?"), required=False)
    reader = forms.ChoiceField(
        label=_("Who reads it?"), choices=[("", _("Everybody")), *Reader.choices], required=False, error_messages=CHOOSE
    )
    language = forms.ChoiceField(
        label=_("In which language?"), choices=settings.LANGUAGES, required=False, error_messages=CHOOSE
    )

    def answers(self, default_language: str) -> Answers:
        """What was answered; call it on a valid form."""
        data: dict[str, Any] = {name: self.cleaned_data[name] for name in self.fields}
        return Answers(**{**data, "language": data["language"] or default_language})
