"""Forms of courses, breaks and the agreement on a course: shape and messages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import LINE, NOT_IN_LIST
from accounts.guards import refuse_control, refuse_cpr
from accounts.once import OnceForm
from home.address_fields import AddressField
from home.day_fields import DayField

from .enums import CertificatePhase, CourseKind, Intake
from .models import Course, CourseBreak
from .models.courses import MOST_UNITS, MOST_WEEKS

TEXT = [refuse_control, refuse_cpr]
WEEKS = (1, 53)


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


class CourseForm(OnceForm):
    """How a course works. What it is stands on its pages, which editors write."""

    code = AddressField(
        label=_("Code"),
        help_text=_("A short name in small letters, e.g. kort-kursus. It stands in addresses."),
        error_messages={"required": _("Write a code, e.g. kort-kursus.")},
    )
    name_da = _words(_("Name in Danish"), 100, required=True, error_messages={"required": _("Write a name.")})
    name_en = _words(_("Name in English"), 100)
    kind = forms.ChoiceField(label=_("Type"), choices=CourseKind.choices, error_messages=NOT_IN_LIST)
    order = _count(_("Place in the catalogue"), 1, 999)
    weeks = _count(_("Numbered weeks"), 1, MOST_WEEKS, help_text=_("The peer education has 13."))
    days_between = _count(_("Days between meetings"), 1, 28)
    units = _count(_("Units a meeting"), 1, MOST_UNITS, help_text=_("E.g. 2 for two half days."))
    price = _count(_("Price in kroner"), 0, 100_000, help_text=_("0: free"))
    intake = forms.ChoiceField(
        label=_("Places"), choices=Intake.choices, widget=forms.RadioSelect, error_messages=NOT_IN_LIST
    )
    is_for_colleagues = forms.BooleanField(label=_("Also for colleagues"), required=False)
    has_info_meeting = forms.BooleanField(label=_("With an information meeting"), required=False)
    has_interview = forms.BooleanField(label=_("With a talk before the offer"), required=False)
    has_agreement = forms.BooleanField(label=_("With an agreement both ways"), required=False)
    required_share = _count(_("Required attendance, in per cent of all units"), 0, 100)
    free_absences = _count(
        _("Absences nobody asks about"), 0, 99, required=False, help_text=_("Empty: no such number.")
    )
    late_start_week = _count(
        _("Newcomers may join until week"), 1, MOST_WEEKS, help_text=_("1: nobody joins after the first week.")
    )
    has_practicum = forms.BooleanField(label=_("Practicum and guide training follow the course"), required=False)
    practicum_hours = _count(
        _("Hours of practicum in all"), 1, 999, required=False, help_text=_("Empty if no number is agreed.")
    )
    least_supervisions = _count(_("Supervisions at least"), 1, 20)
    certificate_share = _count(_("Attendance for the certificate, in per cent"), 0, 100)
    certificate_hours = _count(
        _("Hours for the full certificate"), 1, 999, required=False, help_text=_("Empty: no number of hours is asked.")
    )
    certificate_phases = forms.MultipleChoiceField(
        label=_("Done for the full certificate"),
        choices=CertificatePhase.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=NOT_IN_LIST,
    )

    def __init__(self, *args: Any, course: Course | None = None, **more: Any) -> None:
        source = course or Course()
        names = [name for name in self.base_fields if name != "once" and (course is not None or name not in NAMED)]
        more["initial"] = {name: getattr(source, name) for name in names}
        super().__init__(*args, **more)
        if course is not None:
            del self.fields["code"]

    def clean_code(self) -> str:
        return str(self.cleaned_data["code"]).lower()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("late_start_week") and cleaned.get("weeks") and cleaned["late_start_week"] > cleaned["weeks"]:
            self.add_error("late_start_week", _("There are not so many weeks."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """What was typed, for the domain. Ask after `is_valid()`."""
        return {name: value for name, value in self.cleaned_data.items() if name != "once"}


# A new course has no code, name or number of weeks to begin with.
NAMED = frozenset({"code", "name_da", "name_en", "weeks"})


class BreakForm(OnceForm):
    """Days without teaching: weeks that come every year, or days that come once."""

    name_da = _words(_("Name in Danish"), 60, required=True, error_messages={"required": _("Write a name.")})
    name_en = _words(_("Name in English"), 60)
    first_week = _count(_("From week"), *WEEKS, required=False, help_text=_("For a break that comes every year."))
    last_week = _count(_("To week"), *WEEKS, required=False)
    first_day = DayField(label=_("From day"), help_text=_("For a break that comes once."))
    last_day = DayField(label=_("To day"))
    town = _words(_("Only in"), 60, help_text=_("Empty: in every town"))

    def __init__(self, *args: Any, row: CourseBreak | None = None, **more: Any) -> None:
        if row is not None:
            more["initial"] = {name: getattr(row, name) for name in self.base_fields if name != "once"}
        super().__init__(*args, **more)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        weeks = (cleaned.get("first_week"), cleaned.get("last_week"))
        dates = (cleaned.get("first_day"), cleaned.get("last_day"))
        if self.errors:
            return cleaned
        if any(weeks) == any(dates):
            self.add_error("first_week", _("Write weeks or days, and not both."))
        elif any(weeks):
            self._in_order("last_week", weeks)
        else:
            self._in_order("last_day", dates)
        return cleaned

    def _in_order(self, name: str, pair: tuple[Any, Any]) -> None:
        if None in pair:
            self.add_error(name, _("Write both the first and the last."))
        elif pair[0] > pair[1]:
            self.add_error(name, _("The last must not lie before the first."))

    def on(self, row: CourseBreak) -> CourseBreak:
        """The break with what was typed. Ask after `is_valid()`."""
        for name, value in self.cleaned_data.items():
            if name != "once":
                setattr(row, name, value)
        return row


def _promises(label: Any, *, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=2000,
        required=required,
        validators=TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("One promise a line"),
        error_messages={"required": _("Write at least one promise.")},
    )


class AgreementTextForm(OnceForm):
    """What each side promises."""

    we_da = _promises(_("What we promise, in Danish"), required=True)
    you_da = _promises(_("What you promise, in Danish"), required=True)
    we_en = _promises(_("What we promise, in English"))
    you_en = _promises(_("What you promise, in English"))

    def values(self) -> dict[str, str]:
        """What was typed, for the domain, with lines ended alike. Ask after `is_valid()`."""
        names = ("we_da", "you_da", "we_en", "you_en")
        return {name: self.cleaned_data[name].replace("\r\n", "\n").strip() for name in names}
