"""Forms of groups after they are published, for coordinators: shape and messages."""

from collections.abc import Iterable, Sequence
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms import NOT_IN_LIST
from accounts.guards import refuse_control, refuse_cpr
from accounts.once import OnceForm
from home.day_fields import DayField, HourField, moment

from .group_enums import GroupState, Refill
from .models import PeerGroup

TEXT = [refuse_control, refuse_cpr]
Choices = Sequence[tuple[str, Any]]
START_OF_DAY = time(0, 0)


def _reason(label: Any, *, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=300,
        required=required,
        validators=TEXT,
        help_text=_("It stays in the history of the group, where coordinators see it. Write nothing about health."),
        error_messages={"required": _("Write why, in a few words.")},
    )


def sized(group: PeerGroup) -> str:
    """A group as one chooses it: what it is called, where it meets, how many hold a place."""
    words = {"group": group.title, "town": group.town or group.get_form_display(), "most": group.max_size}
    return str(_("%(group)s, %(town)s (%(people)d of %(most)d)") % (words | {"people": getattr(group, "seated", 0)}))


class RefillForm(forms.Form):
    """Who offers freed places on."""

    refill = forms.ChoiceField(
        label=_("Who offers a freed place to the next on the waiting list?"),
        choices=Refill.choices,
        widget=forms.RadioSelect,
        error_messages=NOT_IN_LIST,
    )


class ChangeForm(OnceForm):
    """What a group is called, and when and where it meets first."""

    name = forms.CharField(
        label=_("Name"),
        max_length=80,
        required=False,
        validators=TEXT,
        help_text=_("Empty means its number, or what people chose. Members see it. Write nothing about health."),
    )
    starts_on = DayField(label=_("First meeting on"))
    starts_hour = HourField(label=_("At"))
    start_place = forms.CharField(
        label=_("Place of the first meeting"), max_length=120, required=False, validators=TEXT
    )

    def __init__(self, *args: Any, group: PeerGroup, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        local = timezone.localtime(group.starts_at) if group.starts_at else None
        self.fields["name"].initial, self.fields["start_place"].initial = group.name, group.start_place
        self.fields["starts_on"].initial = local.date() if local else None
        self.fields["starts_hour"].initial = local.time() if local else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("starts_on") and not cleaned.get("starts_hour"):
            self.add_error("starts_hour", _("Write the hour too."))
        elif cleaned.get("starts_hour") and not cleaned.get("starts_on") and "starts_on" not in self.errors:
            self.add_error("starts_on", _("Write the day too."))
        try:
            at = moment(cleaned.get("starts_on"), cleaned.get("starts_hour"), otherwise=START_OF_DAY)
        except ValidationError as error:
            self.add_error("starts_hour", error)
        else:
            cleaned["starts_at"] = at
        return cleaned

    def values(self) -> dict[str, Any]:
        """What was typed, for the domain. Ask after `is_valid()`."""
        names = ("name", "starts_at", "start_place")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


class _ChoosingForm(OnceForm):
    """One choice of a list that is made for the page, and why where it is out of the ordinary."""

    LABEL: Any = ""
    WIDGET: Any = forms.Select
    MISSING: Any = _("Choose one.")

    choice = forms.ChoiceField()
    reason = _reason(_("Why, if the group becomes larger than it takes"))

    def __init__(self, *args: Any, choices: Iterable[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        messages = NOT_IN_LIST | {"required": self.MISSING}
        field = forms.ChoiceField(label=self.LABEL, widget=self.WIDGET, error_messages=messages)
        held = list(choices)
        field.choices = held if self.WIDGET is forms.RadioSelect else [("", _("Choose …")), *held]
        self.fields["choice"] = field


class MoveForm(_ChoosingForm):
    """To which group somebody moves."""

    LABEL = _("Move to")
    MISSING = _("Choose a group.")


class SwapForm(_ChoosingForm):
    """With whom somebody changes places."""

    LABEL = _("Change places with")
    MISSING = _("Choose a person.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["reason"]


class OfferForm(_ChoosingForm):
    """Who of those on the waiting list is offered a place."""

    LABEL = _("Offer a place to")
    WIDGET = forms.RadioSelect
    MISSING = _("Choose a person.")


class MergeForm(_ChoosingForm):
    """Which group takes the members."""

    LABEL = _("Which group do they come into?")
    MISSING = _("Choose a group.")


class LeaveForm(OnceForm):
    """How somebody leaves a group."""

    OUT, WAIT = "out", "wait"
    way = forms.ChoiceField(
        label=_("What happens then?"),
        choices=[
            (OUT, _("The signup ends: the person does not want to take part")),
            (WAIT, _("The person goes back to the waiting list")),
        ],
        widget=forms.RadioSelect,
        error_messages=NOT_IN_LIST | {"required": _("Choose one.")},
    )


class SplitForm(OnceForm):
    """Who goes into the new group."""

    leaving = forms.MultipleChoiceField(
        label=_("Who goes into the new group?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose two people at least."), "invalid_choice": NOT_IN_LIST["invalid_choice"]},
    )
    reason = _reason(_("Why, if a part is smaller than the round's groups"))

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leaving"].choices = choices  # type: ignore[attr-defined]


class DissolveForm(OnceForm):
    """Why a group ends."""

    because = _reason(_("Why is the group dissolved?"), required=True)


class EndForm(OnceForm):
    """Which of the two steps to the end was asked about."""

    to = forms.ChoiceField(
        choices=[(one.value, one.label) for one in (GroupState.CLOSING, GroupState.CLOSED)], widget=forms.HiddenInput
    )
