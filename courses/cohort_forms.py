"""Forms of a coordinator's cohorts: shape and messages."""

from datetime import time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import Region
from accounts.forms import LINE, NOT_IN_LIST
from accounts.guards import refuse_control, refuse_cpr
from accounts.models import User
from accounts.once import OnceForm
from home.address_fields import AddressField
from home.day_fields import DayField, HourField, moment

from .enums import CohortState, SeatKind, TrainerPart
from .models import Cohort, Course, CourseSession
from .models.courses import MOST_WEEKS

TEXT = [refuse_control, refuse_cpr]
END_OF_DAY = time(23, 59, 59)
MOST_PLACES = 100
# Rules that a new cohort takes from its course where nothing is typed.
COPIED = ("required_share", "free_absences", "late_start_week")


def _words(label: Any, most: int, *, required: bool = False, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=required, validators=LINE, **more)


def _count(label: Any, least: int, most: int, **more: Any) -> forms.IntegerField:
    message = _("Write a whole number from %(least)d to %(most)d.") % {"least": least, "most": most}
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        widget=forms.NumberInput(attrs={"data-width": "short"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), message),
        **more,
    )


class CohortForm(OnceForm):
    """Where, when and how many; with who teaches. A new one also names its course and address."""

    course = forms.ModelChoiceField(
        label=_("Course"),
        queryset=Course.objects.none(),
        to_field_name="code",
        empty_label=_("Choose a course"),
        error_messages=NOT_IN_LIST,
    )
    slug = AddressField(
        label=_("Address"),
        help_text=_("The last part of its address, in small letters and hyphens, e.g. aarhus-2027-1."),
        error_messages={"required": _("Write an address, e.g. aarhus-2027-1.")},
    )
    region = forms.ChoiceField(
        label=_("Region"),
        choices=[("", _("The whole country")), *Region.choices],
        required=False,
        error_messages=NOT_IN_LIST,
    )
    town = _words(_("Town"), 60, required=True, error_messages={"required": _("Write the town, e.g. Viborg.")})
    place = _words(_("Place"), 160, help_text=_("House, street and number"))
    access = _words(_("Access"), 200, help_text=_("E.g. Niveaufri adgang, teleslynge, stillerum"))
    start_date = DayField(
        label=_("First day"),
        help_text=_("The weeks are laid out from this day; holidays and breaks are passed over."),
    )
    starts_at = HourField(label=_("From"))
    ends_at = HourField(label=_("To"))
    closes_on = DayField(label=_("Last day to apply"))
    capacity = _count(_("Places"), 1, MOST_PLACES)
    colleagues = _count(
        _("Of them for colleagues at most"), 0, MOST_PLACES, required=False, help_text=_("Empty: no limit of its own.")
    )
    required_share = _count(_("Required attendance, in per cent of all units"), 0, 100)
    free_absences = _count(
        _("Absences nobody asks about"),
        0,
        99,
        required=False,
        help_text=_("So many units may be missed before the trainers ask. Empty: no such number."),
    )
    late_start_week = _count(
        _("Newcomers may join until week"),
        1,
        MOST_WEEKS,
        required=False,
        help_text=_("1: nobody joins after the first week."),
    )
    lived = forms.ModelChoiceField(
        label=_("Trainer with lived experience"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Nobody yet"),
        error_messages=NOT_IN_LIST,
    )
    professional = forms.ModelChoiceField(
        label=_("Trainer with a professional background"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Nobody yet"),
        error_messages=NOT_IN_LIST,
    )

    def __init__(
        self, *args: Any, courses: Any, trainers: Any, cohort: Cohort | None = None, known: Any = (), **kwargs: Any
    ) -> None:
        if cohort is not None:
            kwargs["initial"] = _of(cohort) | {one.part: one.person_id for one in known}
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["course"].queryset = courses
        for name in ("lived", "professional"):
            fields[name].queryset = trainers
            fields[name].label_from_instance = lambda one: one.get_full_name()
        if cohort is not None:
            del fields["course"]
            if cohort.state != CohortState.PLANNED:
                del fields["slug"], fields["region"]
            if cohort.state in (CohortState.RUNNING, CohortState.FINISHED):
                for name in ("start_date", "starts_at", "ends_at", "closes_on", "town"):
                    del fields[name]
        else:
            for name in COPIED:
                fields[name].required = False
                fields[name].help_text = _("Empty: what the course says.")

    def clean_slug(self) -> str:
        return str(self.cleaned_data["slug"]).lower()

    def values(self) -> dict[str, Any]:
        """What was typed of the cohort itself. Ask after `is_valid()`."""
        names = ("slug", "region", "town", "place", "access", "start_date", "starts_at", "ends_at", "capacity")
        found = {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
        # Emptied, the one number that may be none is taken away; the others stay as they are.
        emptied = set() if "course" in self.fields else {"free_absences"}
        found |= {
            name: self.cleaned_data[name]
            for name in COPIED
            if self.cleaned_data.get(name) is not None or name in emptied
        }
        if "closes_on" in self.fields:
            found["closes_at"] = moment(self.cleaned_data.get("closes_on"), None, otherwise=END_OF_DAY)
        return found

    @property
    def trainers(self) -> list[tuple[User, str]]:
        """Who teaches and what each brings."""
        chosen = [(self.cleaned_data.get(part), part) for part in TrainerPart.values]
        return [(person, part) for person, part in chosen if person]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("lived") and cleaned.get("lived") == cleaned.get("professional"):
            self.add_error("professional", _("Choose two different people: they teach as a pair."))
        if cleaned.get("starts_at") and cleaned.get("ends_at") and cleaned["starts_at"] >= cleaned["ends_at"]:
            self.add_error("ends_at", _("The meetings must end after they begin."))
        return cleaned


def _of(cohort: Cohort) -> dict[str, Any]:
    quota = next((one.seats for one in cohort.quotas.all() if one.kind == SeatKind.COLLEAGUE), None)
    names = ("slug", "region", "town", "place", "access", "start_date", "starts_at", "ends_at", "capacity")
    return (
        {name: getattr(cohort, name) for name in names}
        | {
            "closes_on": timezone.localdate(cohort.closes_at) if cohort.closes_at else None,
            "colleagues": quota,
        }
        | {name: getattr(cohort, name) for name in COPIED}
    )


class MoveForm(OnceForm):
    """Another day, hour or place for one meeting."""

    day = DayField(label=_("Day"))
    starts_at = HourField(label=_("From"))
    ends_at = HourField(label=_("To"))
    place = _words(_("Another place"), 160, help_text=_("Empty: where the cohort meets."))

    def __init__(self, *args: Any, session: CourseSession, **kwargs: Any) -> None:
        names = ("starts_at", "ends_at", "place")
        kwargs["initial"] = {"day": session.date} | {name: getattr(session, name) for name in names}
        super().__init__(*args, **kwargs)
        for name in ("day", "starts_at", "ends_at"):
            self.fields[name].required = True


class CohortCancelForm(OnceForm):
    """Why a cohort will not be held."""

    because_da = forms.CharField(
        label=_("Why, in Danish"),
        max_length=300,
        validators=TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody who applied reads it."),
        error_messages={"required": _("Write why, so that people know.")},
    )
    because_en = forms.CharField(
        label=_("Why, in English"),
        max_length=300,
        required=False,
        validators=TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PassForm(OnceForm):
    """What counts as the same, where the required share is not reached."""

    note = forms.CharField(
        label=_("What counts as the same"),
        max_length=300,
        required=False,
        validators=TEXT,
        help_text=_("Only where the required share is not reached. Write nothing about health."),
    )
