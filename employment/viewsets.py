"""Screens of Wagtail's admin for the library and the directory."""

from typing import Any

import django_filters
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet

from .enums import LinkState, WorkKind
from .models import LinkCheck, PeerPlace, Work


def _by_link_state(queryset: "QuerySet[Any]", name: str, value: str) -> "QuerySet[Any]":
    return queryset.filter(link__in=LinkCheck.objects.filter(state=value).values("url"))


class LinkFilterSet(WagtailFilterSet):
    """Rows by what the link checker found."""

    link_state = django_filters.ChoiceFilter(label=_("The link"), method=_by_link_state, choices=LinkState.choices)


class WorkFilterSet(LinkFilterSet):
    kind = django_filters.ChoiceFilter(label=_("kind"), choices=WorkKind.choices)

    class Meta:
        model = Work
        fields = ["kind", "live"]


class PlaceFilterSet(LinkFilterSet):
    class Meta:
        model = PeerPlace
        fields = ["kind", "region", "live"]


class LinkStateColumn(Column):
    """What the link checker found, in a word; empty where there is no link."""

    def get_value(self, instance: Any) -> Any:
        return LinkState(instance.link_state).label if instance.link_state else ""


def with_link_state(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    """The rows with what was found of their links; no query more."""
    found = LinkCheck.objects.filter(url=OuterRef("link")).values("state")[:1]
    return rows.annotate(link_state=Subquery(found))


class WorkViewSet(SnippetViewSet):
    """The works of the library."""

    model = Work
    icon = "folder-open-inverse"
    menu_label = _("Library")
    add_to_admin_menu = True
    menu_order = 240
    list_display = ["title", "publisher", "year", LinkStateColumn("link_state", label=_("The link"))]
    filterset_class = WorkFilterSet
    list_export = ["title", "publisher", "year", "kind", "link", "rights"]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Work]":
        return with_link_state(Work.objects.all())


class PlaceViewSet(SnippetViewSet):
    """The directory; the entries nobody has looked at for longest come first."""

    model = PeerPlace
    icon = "site"
    menu_label = _("Places with peers")
    add_to_admin_menu = True
    menu_order = 245
    ordering = ["checked_on"]
    list_display = ["name", "kind", "region", "checked_on", LinkStateColumn("link_state", label=_("The link"))]
    filterset_class = PlaceFilterSet
    list_export = ["name", "kind", "region", "town", "link", "checked_on"]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[PeerPlace]":
        return with_link_state(PeerPlace.objects.all())
