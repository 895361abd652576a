"""Forms of guide training, practicum and certificates: shape and messages."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.consent_fields import ConsentField
from accounts.forms import LINE, NOT_IN_LIST, MailField
from accounts.guards import refuse_control, refuse_cpr
from accounts.once import OnceForm
from home.day_fields import DayField

from .models import FollowUpDay, GuideRelation
from .models.training_log import PRACTICE_LOG
from .training_enums import SupervisionKind

TEXT = [refuse_control, refuse_cpr]
DAY_NEEDED = _("Write a day, e.g. 31 10 2026.")
HOURS = re.compile(r"^(\d{1,2})(?:[.,](\d{1,2})|:([0-5]\d))?$")


class NeededDay(DayField):
    """A day that must be there."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.required = True
        self.error_messages["required"] = DAY_NEEDED

    def clean(self, value: Any) -> date:
        found = super().clean(value)
        if found is None:
            raise ValidationError(DAY_NEEDED, code="required")
        return found


class LengthField(forms.CharField):
    """Hours as people write them: 2, 2,5, 2.5 or 2:30. Cleans to minutes."""

    def __init__(self, **more: Any) -> None:
        more.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "data-width": "short"}))
        super().__init__(
            max_length=6, error_messages={"required": _("Write how many hours, e.g. 2,5 or 2:30.")}, **more
        )

    def clean(self, value: Any) -> int:
        text = super().clean(value)
        found = HOURS.match(text.strip())
        if found is None:
            raise ValidationError(_("Write how many hours, e.g. 2,5 or 2:30."), code="invalid")
        whole, part, minutes = found.groups()
        total = int(whole) * 60 + (int(minutes) if minutes else round(float(f"0.{part or 0}") * 60))
        if not 5 <= total <= 24 * 60:
            raise ValidationError(_("Write from 5 minutes to 24 hours."), code="range")
        return total


def as_hours(minutes: int) -> str:
    """Minutes as the length field reads them."""
    return f"{minutes // 60}:{minutes % 60:02d}"


class EntryForm(OnceForm):
    """One day of the practice log."""

    date = NeededDay(label=_("Day"))
    length = LengthField(label=_("Hours"))
    relation = forms.ModelChoiceField(
        label=_("Guide relationship"),
        queryset=GuideRelation.objects.none(),
        required=False,
        empty_label=_("None"),
        error_messages=NOT_IN_LIST,
    )
    did = forms.CharField(
        label=_("What I did"),
        required=False,
        max_length=2000,
        validators=TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Write nobody else's name. Write what you did, not whom you met."),
    )
    learned = forms.CharField(
        label=_("What I learned"),
        required=False,
        max_length=2000,
        validators=TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, relations: list[GuideRelation], asks: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["relation"]
        if relations:
            field.queryset = GuideRelation.objects.filter(pk__in=[one.pk for one in relations])
            field.label_from_instance = lambda one: _("Relationship %(letter)s") % {"letter": one.letter}
        else:
            del self.fields["relation"]
        if asks:
            self.fields["consent"] = ConsentField(purpose=PRACTICE_LOG, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        has_words = bool(cleaned.get("did") or cleaned.get("learned"))
        if "consent" in self.fields and has_words and not cleaned.get("consent") and "consent" not in self.errors:
            self.add_error(
                "consent",
                _("Tick the box, so that we may keep your words. Or empty both fields: hours need no yes."),
            )
        return cleaned


class DayForm(OnceForm):
    """One day."""

    date = NeededDay(label=_("Day"))


class SupervisionForm(OnceForm):
    """A supervision: when, how, how long, present. There is no field for what was said."""

    date = NeededDay(label=_("Day"))
    kind = forms.ChoiceField(
        label=_("How"), choices=SupervisionKind.choices, widget=forms.RadioSelect, error_messages=NOT_IN_LIST
    )
    length = LengthField(label=_("Hours"))
    was_there = forms.BooleanField(label=_("The participant was there"), required=False, initial=True)

    def clean_length(self) -> int:
        minutes: int = self.cleaned_data["length"]
        if minutes > 8 * 60:
            raise ValidationError(_("Write at most 8 hours."), code="range")
        return minutes


class OwnSupervisionForm(SupervisionForm):
    """The same by the participant, who only notes where they were."""

    was_there = None  # type: ignore[assignment]


class FollowUpForm(OnceForm):
    """Whether somebody was at a follow-up day."""

    day = forms.ModelChoiceField(
        label=_("Follow-up day"),
        queryset=FollowUpDay.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages=NOT_IN_LIST,
    )
    was_there = forms.ChoiceField(
        label=_("The participant"),
        choices=[("yes", _("was there")), ("no", _("was not there"))],
        widget=forms.RadioSelect,
        error_messages=NOT_IN_LIST,
    )

    def __init__(self, *args: Any, days: list[FollowUpDay], words: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["day"]
        field.queryset = FollowUpDay.objects.filter(pk__in=[one.pk for one in days])
        field.label_from_instance = words


class DecisionForm(forms.Form):
    """Approve an entry, or send it back with a word."""

    act = forms.ChoiceField(choices=[("approve", "approve"), ("return", "return")])
    comment = forms.CharField(required=False, max_length=500, validators=TEXT)


class ReasonForm(OnceForm):
    """Why."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=300,
        validators=TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It is kept in the log. Write nothing about health."),
        error_messages={"required": _("Write why.")},
    )


class LinkForm(OnceForm):
    """For whom a private link is."""

    part = forms.ChoiceField(
        label=_("For whom"),
        choices=[("guide", _("The guide at the workplace")), ("supervisor", _("A supervisor without an account"))],
        widget=forms.RadioSelect,
        error_messages=NOT_IN_LIST,
    )
    name = forms.CharField(
        label=_("Name"), max_length=80, validators=LINE, error_messages={"required": _("Write a name.")}
    )
    email = MailField(
        label=_("E-mail"), required=False, help_text=_("Leave it empty to print the link with a QR code instead.")
    )


class LendForm(OnceForm):
    """To whom somebody lends what is theirs."""

    name = forms.CharField(
        label=_("To whom"),
        max_length=80,
        validators=LINE,
        help_text=_("E.g. My caseworker. Only you see it."),
        error_messages={"required": _("Write to whom, so that you know it later.")},
    )


class HoursForm(forms.Form):
    """What goes into the list of hours: the participant chooses."""

    weeks = forms.BooleanField(label=_("Hours week by week"), required=False)
    records = forms.BooleanField(label=_("Follow-up days and supervision"), required=False)
    words = forms.BooleanField(label=_("My own words from the log"), required=False)
    learning = forms.BooleanField(label=_("My plan, self-checks and conversations"), required=False)


class CheckForm(forms.Form):
    """The number and code that stand on a certificate."""

    number = forms.CharField(
        label=_("Number"), max_length=16, error_messages={"required": _("Write the number, e.g. 2026-123456.")}
    )
    kode = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("Sixteen letters and digits, below the number."),
        error_messages={"required": _("Write the code that stands below the number.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
