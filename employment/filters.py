"""The filters of the library and of the directory: a GET form each. A value nobody knows is left out, and said so."""

from collections.abc import Iterable
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.enums import Region
from home.choice_fields import holding
from home.filters import ListFilter

from .domain.library import holding_words
from .enums import PlaceKind, Reader, Stage, WorkKind, WorkLanguage, WorkTopic

NEWEST, BY_TITLE = "nyeste", "titel"
WHOLE_COUNTRY = "hele-landet"
ORDERS = {NEWEST: ("-sort_year", "sort_title", "pk"), BY_TITLE: ("sort_title", "pk")}


def _holding(queryset: "QuerySet[Any]", name: str, value: str) -> "QuerySet[Any]":
    return queryset.filter(holding(name, [value]))


def _words(queryset: "QuerySet[Any]", name: str, value: str) -> "QuerySet[Any]":
    return holding_words(queryset, value)


def _ordered(queryset: "QuerySet[Any]", name: str, value: str) -> "QuerySet[Any]":
    return queryset.order_by(*ORDERS[value])


def _in_region(queryset: "QuerySet[Any]", name: str, value: str) -> "QuerySet[Any]":
    return queryset.filter(region="" if value == WHOLE_COUNTRY else value)


class WorkFilter(ListFilter):
    """The works by words, stage, reader, topic, publisher, language and kind, newest first or by title."""

    q = django_filters.CharFilter(
        label=_("Words in title or summary"),
        method=_words,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    fase = django_filters.ChoiceFilter(
        field_name="stages", method=_holding, label=_("Stage"), choices=Stage.choices, empty_label=_("All stages")
    )
    laeser = django_filters.ChoiceFilter(
        field_name="readers", method=_holding, label=_("Reader"), choices=Reader.choices, empty_label=_("All readers")
    )
    emne = django_filters.ChoiceFilter(
        field_name="topics", method=_holding, label=_("Topic"), choices=WorkTopic.choices, empty_label=_("All topics")
    )
    udgiver = django_filters.ChoiceFilter(
        field_name="publisher", label=_("Publisher"), choices=[], empty_label=_("All publishers")
    )
    sprog = django_filters.ChoiceFilter(
        field_name="languages",
        method=_holding,
        label=_("Language"),
        choices=WorkLanguage.choices,
        empty_label=_("All languages"),
    )
    slags = django_filters.ChoiceFilter(
        field_name="kind", label=_("Kind"), choices=WorkKind.choices, empty_label=_("All kinds")
    )
    sorter = django_filters.ChoiceFilter(
        label=_("In which order"),
        method=_ordered,
        choices=[(NEWEST, _("Newest first")), (BY_TITLE, _("By title"))],
        empty_label=None,
    )

    def __init__(self, data: QueryDict, queryset: "QuerySet[Any]", publishers: Iterable[str]) -> None:
        super().__init__(data, queryset)
        self.filters["udgiver"].extra["choices"] = [(name, name) for name in publishers]


class PlaceFilter(ListFilter):
    """The places by region and kind."""

    region = django_filters.ChoiceFilter(
        label=_("Region"),
        method=_in_region,
        choices=[*Region.choices, (WHOLE_COUNTRY, _("The whole country"))],
        empty_label=_("All regions"),
    )
    slags = django_filters.ChoiceFilter(
        field_name="kind", label=_("Kind"), choices=PlaceKind.choices, empty_label=_("All kinds")
    )
