"""Forms of coordinators about the life of groups: a shared intro meeting, a fixed leader."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import NOT_IN_LIST
from accounts.guards import refuse_control, refuse_cpr
from accounts.once import OnceForm
from home.day_fields import DayField

from .meeting_forms import ONLY_HTTPS, HttpsField, TimedForm

TEXT = [refuse_control, refuse_cpr]


class IntroForm(TimedForm):
    """When and where several groups begin together online."""

    field_order = ["groups", "day", "hour", "until", "link", "programme", "has_captions"]

    groups = forms.MultipleChoiceField(
        label=_("For which groups?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one group."),
            "invalid_choice": NOT_IN_LIST["invalid_choice"],
        },
    )
    link = HttpsField(label=_("Link to the meeting online"), help_text=ONLY_HTTPS)
    programme = forms.CharField(
        label=_("Programme"), max_length=1000, required=False, validators=TEXT, widget=forms.Textarea
    )
    has_captions = forms.BooleanField(label=_("There are captions"), required=False)

    def __init__(self, *args: Any, groups: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["groups"].choices = groups  # type: ignore[attr-defined]
        self.fields["link"].required = True
        self.fields["link"].error_messages["required"] = ONLY_HTTPS

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.read_time(cleaned)
        if cleaned.get("day") is None and "day" not in self.errors:
            self.add_error("day", _("Write the day too."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """What was typed, for the domain. Ask after `is_valid()`."""
        return {name: self.cleaned_data[name] for name in ("starts_at", "ends_at", "link", "programme", "has_captions")}


class IntroChangeForm(IntroForm):
    """Another time, link or programme, and more groups. Those that are invited stay invited."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["groups"].label = _("Invite more groups")
        self.fields["groups"].required = False
        if not kwargs["groups"]:
            del self.fields["groups"]


class LeaderForm(OnceForm):
    """Who leads a group's meetings, trained when, supervised when."""

    email = forms.EmailField(
        label=_("The leader's e-mail"),
        help_text=_("Somebody who has an account here. Empty it to take them off."),
        required=False,
    )
    trained_on = DayField(label=_("Trained on"))
    supervised_on = DayField(label=_("Last supervision"))
    supervision_on = DayField(label=_("Next supervision"))
