"""The filters of the catalogue."""

from typing import Any

import django_filters
from django.db.models import F, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from home.filters import ListFilter

from .enums import CourseKind

SPRING, AUTUMN = "foraar", "efteraar"
LAST_OF_SPRING = 6
FREE = [("ja", _("With free places"))]
FOR_COLLEAGUES = [("ja", _("Also for colleagues"))]


def season_of(cohort: Any) -> str:
    """The code of the half-year a cohort begins in: `2027-foraar`."""
    half = SPRING if cohort.start_date.month <= LAST_OF_SPRING else AUTUMN
    return f"{cohort.start_date.year}-{half}"


def season_words(code: str) -> str:
    """A season for people: “spring 2027”."""
    year, _dash, half = code.partition("-")
    return (
        gettext("Spring %(year)s") % {"year": year} if half == SPRING else gettext("Autumn %(year)s") % {"year": year}
    )


def _in_season(queryset: "QuerySet[Any]", name: str, value: str) -> "QuerySet[Any]":
    year, _dash, half = value.partition("-")
    months = (1, LAST_OF_SPRING) if half == SPRING else (LAST_OF_SPRING + 1, 12)
    return queryset.filter(start_date__year=int(year), start_date__month__range=months)


def _free(queryset: "QuerySet[Any]", name: str, value: str) -> "QuerySet[Any]":
    return queryset.filter(seats_taken__lt=F("capacity"))


def _for_colleagues(queryset: "QuerySet[Any]", name: str, value: str) -> "QuerySet[Any]":
    return queryset.filter(course__is_for_colleagues=True)


class CohortFilter(ListFilter):
    """The cohorts by town, season, type, free places and whether colleagues may come."""

    by = django_filters.ChoiceFilter(field_name="town", label=_("Town"), choices=[], empty_label=_("All towns"))
    saeson = django_filters.ChoiceFilter(method=_in_season, label=_("Season"), choices=[], empty_label=_("All seasons"))
    type = django_filters.ChoiceFilter(
        field_name="course__kind", label=_("Type"), choices=CourseKind.choices, empty_label=_("All types")
    )
    pladser = django_filters.ChoiceFilter(method=_free, label=_("Seats"), choices=FREE, empty_label=_("Free or full"))
    kolleger = django_filters.ChoiceFilter(
        method=_for_colleagues, label=_("For whom"), choices=FOR_COLLEAGUES, empty_label=_("Everybody")
    )

    def __init__(self, data: QueryDict, queryset: "QuerySet[Any]", rows: list[Any]) -> None:
        super().__init__(data, queryset)
        towns = sorted({one.town for one in rows})
        seasons = list(dict.fromkeys(season_of(one) for one in rows))
        self.filters["by"].extra["choices"] = [(town, town) for town in towns]
        self.filters["saeson"].extra["choices"] = [(code, season_words(code)) for code in seasons]
