"""Forms of a coordinator's rounds: shape and messages."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import Region
from accounts.forms import LINE, NOT_IN_LIST
from accounts.guards import refuse_control, refuse_cpr
from accounts.once import OnceForm
from home.address_fields import AddressField
from home.day_fields import DayField, HourField, moment

from .criteria_words import codes_of, lines_of
from .domain.formats import RoundSettings, settings_for
from .domain.rounds import CHANGEABLE
from .enums import Audience, Grouping, MeetingForm, StartBy
from .models import PeerProgramme, PredefinedGroup, Questionnaire, SignupRound

END_OF_DAY, START_OF_DAY = time(23, 59, 59), time(0, 0)
TEXT = [refuse_control, refuse_cpr]
MOST_PEOPLE = 100


class NewRoundForm(OnceForm):
    """Of which scheme, from which round, and what it is called."""

    programme = forms.ModelChoiceField(
        label=_("Scheme"),
        queryset=PeerProgramme.objects.none(),
        to_field_name="code",
        empty_label=_("Choose a scheme"),
        error_messages=NOT_IN_LIST,
    )
    previous = forms.ModelChoiceField(
        label=_("Copy from"),
        queryset=SignupRound.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label=_("Nothing: use what the scheme says"),
        help_text=_("Settings, texts, groups, questions and dates are copied. You can change all of it."),
        error_messages=NOT_IN_LIST,
    )
    name_da = forms.CharField(
        label=_("Name in Danish"),
        max_length=80,
        validators=LINE,
        help_text=_("E.g. Forår 2027"),
        error_messages={"required": _("Write a name, e.g. Forår 2027.")},
    )
    name_en = forms.CharField(label=_("Name in English"), max_length=80, required=False, validators=LINE)
    slug = AddressField(
        label=_("Address"),
        help_text=_("The last part of the signup page's address, in small letters and hyphens, e.g. foraar-2027."),
        error_messages={"required": _("Write an address, e.g. foraar-2027.")},
    )
    region = forms.ChoiceField(
        label=_("Region"),
        choices=[("", _("The whole country")), *Region.choices],
        required=False,
        help_text=_("Only for a scheme that is run locally."),
        error_messages=NOT_IN_LIST,
    )

    def __init__(self, *args: Any, programmes: Any, rounds: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["programme"].queryset, fields["previous"].queryset = programmes, rounds
        fields["previous"].label_from_instance = lambda one: f"{one.name} ({one.programme.name})"

    def clean_slug(self) -> str:
        return str(self.cleaned_data["slug"]).lower()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        programme, previous = cleaned.get("programme"), cleaned.get("previous")
        if programme and previous and previous.programme_id != programme.pk:
            self.add_error("previous", _("That round belongs to another scheme."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """What was typed, for the domain. Ask after `is_valid()`."""
        return {name: value for name, value in self.cleaned_data.items() if name != "once"}


def _choice(label: Any, choices: Any, **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, error_messages=NOT_IN_LIST, **more)


def _words(label: Any, most: int, *, lines: bool = False, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 4}) if lines else forms.TextInput()
    return forms.CharField(
        label=label, max_length=most, required=False, validators=TEXT if lines else LINE, widget=widget, **more
    )


def _count(label: Any, **more: Any) -> forms.IntegerField:
    message = _("Write a whole number from %(least)d to %(most)d.") % {"least": 2, "most": MOST_PEOPLE}
    return forms.IntegerField(
        label=label,
        min_value=2,
        max_value=MOST_PEOPLE,
        widget=forms.NumberInput(attrs={"data-width": "short"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), message),
        **more,
    )


class RoundForm(OnceForm):
    """Everything about a round. What its state or its scheme no longer lets change is not in it."""

    name_da = forms.CharField(
        label=_("Name in Danish"),
        max_length=80,
        validators=LINE,
        error_messages={"required": _("Write a name, e.g. Forår 2027.")},
    )
    name_en = _words(_("Name in English"), 80)
    slug = AddressField(label=_("Address"))
    expected_on = DayField(
        label=_("Signup is expected to open"), help_text=_("While no date is fixed, visitors are told the month.")
    )
    opens_on = DayField(label=_("Signup opens on"))
    opens_hour = HourField(label=_("At"), help_text=_("Empty means at midnight, as the day begins."))
    closes_on = DayField(label=_("Last day to sign up"))
    closes_hour = HourField(label=_("Until"), help_text=_("Empty means the whole day."))
    first_start = DayField(label=_("Groups start"))
    ends_on = DayField(label=_("Shared ending"))
    start_meeting_on = DayField(label=_("First meeting on"))
    start_meeting_hour = HourField(label=_("First meeting at"))
    start_meeting_place = _words(_("Place of the first meeting"), 120)
    min_size = _count(_("Smallest group"))
    target_size = _count(_("Wished size"))
    max_size = _count(_("Largest group"))
    size_reason = _words(
        _("Why larger groups are right here"), 200, help_text=_("For groups of more than nine without a fixed leader.")
    )
    region = _choice(_("Region"), [("", _("The whole country")), *Region.choices], required=False)
    grouping = _choice(_("Groups"), Grouping.choices, widget=forms.RadioSelect)
    audience = _choice(_("For whom"), Audience.choices, widget=forms.RadioSelect)
    start_by = _choice(_("First meeting"), StartBy.choices, widget=forms.RadioSelect)
    meeting_form = _choice(_("Meetings"), MeetingForm.choices, widget=forms.RadioSelect)
    questionnaire = forms.ModelChoiceField(
        label=_("Questionnaire"),
        queryset=Questionnaire.objects.none(),
        required=False,
        empty_label=_("No questions of its own"),
        error_messages=NOT_IN_LIST,
    )
    criteria = forms.CharField(
        label=_("Order in matching"),
        required=False,
        help_text=_("What counts most stands first, one a line. Leave one out, and it does not count."),
        widget=forms.Textarea(attrs={"rows": 5}),
        validators=[refuse_control],
    )
    info_da = _words(_("Text for visitors in Danish"), 1000, lines=True)
    info_en = _words(_("Text for visitors in English"), 1000, lines=True)
    hidden = forms.BooleanField(
        label=_("Hide the round from visitors"), required=False, help_text=_("For trying things out.")
    )

    def __init__(self, *args: Any, round: SignupRound, questionnaires: Any, **kwargs: Any) -> None:
        self.round = round
        super().__init__(*args, **kwargs, initial=initial_of(round))
        self.fields["questionnaire"].queryset = questionnaires  # type: ignore[attr-defined]
        for name in self._left_out(settings_for(round.programme)):
            del self.fields[name]

    def _left_out(self, wanted: RoundSettings) -> set[str]:
        """Fields that nothing may be chosen in: the scheme decides, or people have signed up for it."""
        changeable = CHANGEABLE.get(self.round.state, frozenset())
        out = {name for name in self.fields if name != "once" and _stored_as(name) not in changeable}
        out |= {name for name in ("grouping", "audience", "start_by", "meeting_form") if self._narrow(name, wanted)}
        if not wanted.takes_region:
            out.add("region")
        if self.round.programme.ending == "open":
            out.add("ends_on")
        if self.round.released_at:
            out.add("expected_on")
        return out

    def _narrow(self, name: str, wanted: RoundSettings) -> bool:
        """Leaves a field the values that the scheme allows, and the one it has; whether only one is left."""
        allowed = {*getattr(wanted, name), getattr(self.round, name)}
        field = self.fields[name]
        field.choices = [one for one in field.choices if one[0] in allowed]  # type: ignore[attr-defined]
        return len(allowed) == 1

    def clean_criteria(self) -> list[str]:
        """The codes of the lines, in their order. Raises ValidationError for a line that is no criterion."""
        return codes_of(self.cleaned_data["criteria"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self._join(cleaned, "opens_at", "opens_on", "opens_hour", START_OF_DAY)
        self._join(cleaned, "closes_at", "closes_on", "closes_hour", END_OF_DAY)
        self._join(cleaned, "start_meeting_at", "start_meeting_on", "start_meeting_hour", START_OF_DAY)
        return cleaned

    def _join(self, cleaned: dict[str, Any], name: str, day: str, hour: str, otherwise: time) -> None:
        if day not in self.fields or day in self.errors or hour in self.errors:
            return
        try:
            cleaned[name] = moment(cleaned.get(day), cleaned.get(hour), otherwise=otherwise)
        except ValidationError as error:
            self.add_error(hour, error)

    def values(self) -> dict[str, Any]:
        """What was typed, for the domain. Ask after `is_valid()`."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("once", *PARTS)}


PARTS = ("opens_on", "opens_hour", "closes_on", "closes_hour", "start_meeting_on", "start_meeting_hour")


def _stored_as(name: str) -> str:
    """The field of a round that a part of the form belongs to."""
    return {part: f"{part.rsplit('_', 1)[0]}_at" for part in PARTS}.get(name, name)


def initial_of(round: SignupRound) -> dict[str, Any]:
    """What the form shows of a round before anything is typed."""
    names = [name for name in RoundForm.base_fields if name not in ("once", *PARTS)]
    shown = {name: getattr(round, name) for name in names}
    shown["criteria"] = lines_of(round.criteria)
    for part, found in (
        ("opens", round.opens_at),
        ("closes", round.closes_at),
        ("start_meeting", round.start_meeting_at),
    ):
        local = timezone.localtime(found) if found else None
        shown[f"{part}_on"] = local.date() if local else None
        shown[f"{part}_hour"] = _hour(local, part)
    return shown


def _hour(local: datetime | None, part: str) -> time | None:
    usual = {"opens": START_OF_DAY, "closes": END_OF_DAY}.get(part)
    return None if local is None or local.time() == usual else local.time()


class CancelForm(OnceForm):
    """Why a round is cancelled, as people are told."""

    because_da = forms.CharField(
        label=_("Why, in Danish"),
        max_length=300,
        validators=TEXT,
        help_text=_("Everybody who has signed up reads it. Write nothing about health."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write why, so that people know.")},
    )
    because_en = _words(_("Why, in English"), 300, lines=True)


class GroupForm(OnceForm):
    """A group that people can choose."""

    name_da = forms.CharField(
        label=_("Name in Danish"),
        max_length=80,
        validators=LINE,
        help_text=_("E.g. Storkøbenhavn, 18–36 år"),
        error_messages={"required": _("Write a name.")},
    )
    name_en = _words(_("Name in English"), 80)
    form = _choice(_("Meetings"), [one for one in MeetingForm.choices if one[0] != MeetingForm.EITHER])
    area = _words(_("Area"), 80, help_text=_("E.g. Aarhus. Never an address."))
    region = _choice(_("Region"), [("", _("No region")), *Region.choices], required=False)
    seats = _count(_("Seats"))
    meets_da = _words(_("When it meets, in Danish"), 80, help_text=_("E.g. 2. tirsdag i måneden kl. 17–19"))
    meets_en = _words(_("When it meets, in English"), 80)

    def __init__(self, *args: Any, group: PredefinedGroup | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.fields:
            if group is not None and name != "once":
                self.fields[name].initial = getattr(group, name)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("form") == MeetingForm.PHYSICAL and not cleaned.get("area"):
            self.add_error("area", _("Write the area, e.g. Aarhus."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """What was typed, for the domain. Ask after `is_valid()`."""
        return {name: value for name, value in self.cleaned_data.items() if name != "once"}
