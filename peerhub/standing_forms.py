"""Forms of standing groups, for coordinators."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.enums import Region
from accounts.forms import NOT_IN_LIST
from accounts.guards import refuse_control, refuse_cpr
from accounts.once import OnceForm

from .enums import MeetingForm
from .models import PeerProgramme

TEXT = [refuse_control, refuse_cpr]
MOST_NOTICE = 60
DAYS = _("Write a whole number of days from 0 to 60.")


class StandingForm(OnceForm):
    """What a standing group is called, where it meets, and how soon somebody new comes along."""

    name = forms.CharField(
        label=_("Name"),
        max_length=80,
        validators=TEXT,
        help_text=_("Everybody can read it. Write nothing about health."),
        error_messages={"required": _("Write what the group is called.")},
    )
    form = forms.ChoiceField(
        label=_("How does it meet?"), choices=MeetingForm.choices, widget=forms.RadioSelect, error_messages=NOT_IN_LIST
    )
    region = forms.ChoiceField(
        label=_("Region"), required=False, choices=[("", _("The whole country")), *Region.choices]
    )
    town = forms.CharField(label=_("Town"), max_length=80, required=False, validators=TEXT)
    notice_days = forms.IntegerField(
        label=_("Days before a first meeting"),
        required=False,
        min_value=0,
        max_value=MOST_NOTICE,
        help_text=_("Who joins later than that comes to the meeting after. Empty means that nobody has to wait."),
        error_messages={"invalid": DAYS, "min_value": DAYS, "max_value": DAYS},
    )

    def values(self) -> dict[str, Any]:
        """What was typed, for the domain. Ask after `is_valid()`."""
        return {name: self.cleaned_data[name] for name in ("name", "form", "region", "town", "notice_days")}


class NewStandingForm(StandingForm):
    """A standing group that is opened."""

    field_order = ["programme"]

    programme = forms.ChoiceField(
        label=_("Which scheme?"), error_messages=NOT_IN_LIST | {"required": _("Choose a scheme.")}
    )

    def __init__(self, *args: Any, programmes: Sequence[PeerProgramme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(one.code, one.name) for one in programmes]
        self.fields["programme"].choices = [("", _("Choose …")), *named]  # type: ignore[attr-defined]
