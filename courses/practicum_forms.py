"""Forms of coordinators: who trains where, practicum sites, follow-up days."""

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from accounts.enums import Region
from accounts.forms import LINE, NOT_IN_LIST, MailField
from accounts.models import User
from accounts.once import OnceForm
from home.day_fields import DayField, HourField

from .models import Cohort, PracticumSite
from .training_forms import TEXT, NeededDay


class StartForm(OnceForm):
    """Who trains when, with whom and where."""

    start_date = NeededDay(label=_("First day"), help_text=_("It ends four months later at the latest."))
    supervisor = forms.ModelChoiceField(
        label=_("Supervisor"),
        queryset=User.objects.none(),
        empty_label=_("Choose a supervisor"),
        error_messages=NOT_IN_LIST,
    )
    site = forms.ModelChoiceField(
        label=_("Practicum site"),
        queryset=PracticumSite.objects.all(),
        required=False,
        empty_label=_("None yet"),
        error_messages=NOT_IN_LIST,
    )
    workplace_guide = forms.CharField(
        label=_("Guide at the workplace"), max_length=120, required=False, validators=LINE
    )
    hours_a_week = forms.IntegerField(
        label=_("Hours a week"), required=False, min_value=1, max_value=37, widget=forms.TextInput
    )
    agreed_hours = forms.IntegerField(
        label=_("Hours in all"), required=False, min_value=1, max_value=700, widget=forms.TextInput
    )
    tasks = forms.CharField(
        label=_("Tasks"), required=False, max_length=500, validators=TEXT, widget=forms.Textarea(attrs={"rows": 3})
    )
    planned_end = DayField(label=_("Planned last day"), help_text=_("If it is to end before the four months."))
    reason = forms.CharField(
        label=_("Why a new period begins"),
        max_length=300,
        required=False,
        validators=TEXT,
        help_text=_("Only after a period that was interrupted."),
    )

    def __init__(self, *args: Any, supervisors: list[User], is_again: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["supervisor"]
        field.queryset = User.objects.filter(pk__in=[one.pk for one in supervisors])
        field.label_from_instance = lambda one: one.get_full_name()
        if not is_again:
            del self.fields["reason"]


class SiteForm(forms.ModelForm):
    """A practicum site."""

    region = forms.ChoiceField(
        label=_("Region"), choices=[("", _("The whole country")), *Region.choices], required=False
    )
    approved_until = DayField(label=_("Approved until"))
    contact_email = MailField(label=_("The contact's e-mail"), required=False)
    name = forms.CharField(
        label=_("Name"), max_length=120, validators=LINE, error_messages={"required": _("Write the name of the site.")}
    )
    town = forms.CharField(
        label=_("Town"), max_length=60, validators=LINE, error_messages={"required": _("Write the town.")}
    )
    contact_name = forms.CharField(label=_("Contact"), max_length=120, required=False, validators=LINE)
    capacity = forms.IntegerField(
        label=_("Places at a time"),
        widget=forms.TextInput,
        validators=[MinValueValidator(1), MaxValueValidator(50)],
        error_messages={"required": _("Write a number from 1 to 50."), "invalid": _("Write a number from 1 to 50.")},
    )

    class Meta:
        model = PracticumSite
        fields = ["name", "town", "region", "contact_name", "contact_email", "capacity", "approved_until"]


class FollowUpDayForm(OnceForm):
    """A follow-up day of a cohort."""

    cohort = forms.ModelChoiceField(
        label=_("Cohort"), queryset=Cohort.objects.none(), empty_label=_("Choose a cohort"), error_messages=NOT_IN_LIST
    )
    date = NeededDay(label=_("Day"))
    starts_at = HourField(label=_("From"))
    ends_at = HourField(label=_("To"))
    place = forms.CharField(label=_("Place"), max_length=160, required=False, validators=LINE)
    is_catch_up = forms.BooleanField(label=_("For those who missed one"), required=False)

    def __init__(self, *args: Any, cohorts: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["cohort"]
        field.queryset = cohorts
        field.label_from_instance = lambda one: f"{one.name}, {one.slug}"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("starts_at"), cleaned.get("ends_at")
        if "starts_at" not in self.errors and first is None:
            self.add_error("starts_at", _("Write an hour, e.g. 17:00."))
        elif first and last is not None and last <= first:
            self.add_error("ends_at", _("It must end after it begins."))
        elif last is None and "ends_at" not in self.errors:
            self.add_error("ends_at", _("Write an hour, e.g. 17:00."))
        return cleaned
