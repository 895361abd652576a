"""The filters of the directory of groups: a GET form. A typed postcode is asked about and never stored."""

from datetime import datetime
from typing import Any

import django_filters
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.enums import Region
from home.choice_fields import holding
from home.filters import ListFilter

from .domain import directory
from .enums import MeetingForm
from .group_enums import GroupAccess
from .signup_enums import DAYS, LANGUAGES

FREE = [("ja", _("Groups with room"))]
DISTANCES = [("25", _("Within 25 km")), ("10", _("Within 10 km")), ("50", _("Within 50 km"))]
USUAL_KM = 25


def _holding(queryset: "QuerySet[Any]", name: str, value: str) -> "QuerySet[Any]":
    return queryset.filter(holding(name, [value]))


def _in_region(queryset: "QuerySet[Any]", name: str, value: str) -> "QuerySet[Any]":
    """Those that meet in the region, and those online: they are for everybody."""
    return queryset.filter(Q(region=value) | Q(form=MeetingForm.VIRTUAL))


def _form(queryset: "QuerySet[Any]", name: str, value: str) -> "QuerySet[Any]":
    return queryset.filter(form__in=[value, MeetingForm.EITHER])


def _later(queryset: "QuerySet[Any]", name: str, value: Any) -> "QuerySet[Any]":
    return queryset  # asked in `filter_queryset`: with the hour, or with another field


class DirectoryFilter(ListFilter):
    """The groups by region, form, day, language, access, room and distance from a postcode."""

    region = django_filters.ChoiceFilter(
        label=_("Region"), method=_in_region, choices=Region.choices, empty_label=_("All regions")
    )
    form_ = django_filters.ChoiceFilter(
        label=_("How they meet"),
        method=_form,
        choices=[(MeetingForm.PHYSICAL, _("Face to face")), (MeetingForm.VIRTUAL, _("Online"))],
        empty_label=_("Both"),
    )
    dag = django_filters.ChoiceFilter(
        field_name="weekday", label=_("Day"), choices=list(DAYS.items()), empty_label=_("All days")
    )
    sprog = django_filters.ChoiceFilter(
        field_name="languages",
        label=_("Language"),
        method=_holding,
        choices=list(LANGUAGES.items()),
        empty_label=_("All languages"),
    )
    adgang = django_filters.ChoiceFilter(
        field_name="access",
        label=_("Access and hearing"),
        method=_holding,
        choices=GroupAccess.choices,
        empty_label=_("No needs"),
    )
    ledig = django_filters.ChoiceFilter(label=_("Room"), method=_later, choices=FREE, empty_label=_("All groups"))
    post = django_filters.NumberFilter(
        label=_("Your postcode (not kept)"),
        method=_later,
        validators=[MinValueValidator(800), MaxValueValidator(9990)],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "postal-code", "data-width": "short"}),
    )
    km = django_filters.ChoiceFilter(label=_("Distance"), method=_later, choices=DISTANCES, empty_label=None)

    def __init__(self, data: QueryDict, queryset: "QuerySet[Any]", *, now: datetime) -> None:
        super().__init__(data, queryset)
        self.now = now

    @property
    def postcode(self) -> int | None:
        """The postcode that was typed; None where there is none."""
        typed = self.values.get("post")
        return int(typed) if typed else None

    def filter_queryset(self, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        rows = super().filter_queryset(queryset)
        typed = self.form.cleaned_data.get("post")
        km = int(self.form.cleaned_data.get("km") or USUAL_KM)
        if typed:
            rows = directory.near(rows, int(typed), km)
        return directory.with_room(rows, self.now) if self.form.cleaned_data.get("ledig") else rows
