"""Events, and the calendar that gathers all that has a day."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from home.blocks import BodyBlock
from home.choice_fields import ChoicesField
from home.fields import PortalStreamField
from home.models import BasePage
from home.turns import changes_at

from ..enums import EventAccess, EventKind


class CalendarPage(RoutablePageMixin, BasePage):
    """Everything with a day: events, information meetings, course starts and last days to sign up."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["news.EventPage"]
    max_count_per_parent = 1
    template = "news/calendar_page.html"
    filters: ClassVar[frozenset[str]] = frozenset({"maaned", "by"})
    type_word = _("Calendar")
    purpose = _("The list of what happens when. Events are made below it; rounds and courses come by themselves.")

    class Meta:
        verbose_name = _("calendar")

    @path("")
    def dates(self, request: HttpRequest) -> HttpResponse:
        """The list, filtered by what the address asks for."""
        from ..views.calendar import show_calendar

        return show_calendar(request, self)

    @path("ics/")
    def feed(self, request: HttpRequest) -> HttpResponse:
        """All of it for a calendar program."""
        from ..views.calendar import feed

        return feed(request, self)

    @path("ics/<slug:key>/")
    def one(self, request: HttpRequest, key: str) -> HttpResponse:
        """One appointment for a calendar program."""
        from ..views.calendar import one

        return one(request, self, key)


class EventPage(BasePage):
    """One event: when, where, who can take part how, and a report afterwards."""

    kind = models.CharField(_("kind"), max_length=10, choices=EventKind.choices, default=EventKind.MEETING)
    starts_at = models.DateTimeField(_("begins"), default=timezone.now)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    place = models.CharField(
        _("town"), max_length=60, blank=True, help_text=_("E.g. Aarhus. Empty when it is online only.")
    )
    address = models.CharField(_("address"), max_length=200, blank=True)
    link = models.URLField(_("link, when it is online"), blank=True)
    access = ChoicesField(_("access"), choices=EventAccess.choices, blank=True)
    signup = models.CharField(
        _("how to sign up"), max_length=200, blank=True, help_text=_("E.g. Skriv til os senest 3. december.")
    )
    is_cancelled = models.BooleanField(_("cancelled"), default=False)
    body = PortalStreamField(BodyBlock(), blank=True, verbose_name=_("programme"))
    report = PortalStreamField(BodyBlock(), blank=True, verbose_name=_("report afterwards"))

    parent_page_types = ["news.CalendarPage"]
    subpage_types: ClassVar[list[str]] = []
    stream_fields = ("body", "report")
    template = "news/event_page.html"
    type_word = _("Event")
    purpose = _("Something that happens on a day: what, when, where and how to take part. Later it holds the report.")
    search_fields = [*BasePage.search_fields, index.FilterField("starts_at")]
    override_translatable_fields: ClassVar[list[Any]] = [
        *BasePage.override_translatable_fields,
        *(SynchronizedField(name) for name in ("kind", "starts_at", "ends_at", "place", "address", "link", "access")),
        SynchronizedField("is_cancelled"),
    ]

    class Meta:
        verbose_name = _("event")
        indexes = [models.Index(fields=["starts_at"], name="event_start")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at=None) | models.Q(ends_at__gte=models.F("starts_at")),
                name="event_ends_after_it_begins",
            )
        ]

    @classmethod
    def content_panels_of(cls) -> list[Panel]:
        return [*super().content_panels_of(), FieldPanel("body"), FieldPanel("report")]

    @classmethod
    def fact_panels_of(cls) -> list[Panel]:
        return [
            FieldPanel("kind"),
            MultiFieldPanel([FieldPanel("starts_at"), FieldPanel("ends_at"), FieldPanel("is_cancelled")], _("When")),
            MultiFieldPanel([FieldPanel("place"), FieldPanel("address"), FieldPanel("link")], _("Where")),
            FieldPanel("access"),
            FieldPanel("signup"),
        ]

    def clean(self) -> None:
        super().clean()
        faults = {}
        if self.ends_at and self.starts_at and self.ends_at < self.starts_at:
            faults["ends_at"] = _("The end lies before the beginning.")
        if not self.place and not self.link:
            faults["place"] = _("Write a town or a link, so that people find it.")
        if faults:
            raise ValidationError(faults)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        changes_at(request, [self.ends_at or self.starts_at], now=timezone.now())
        return super().get_context(request, *args, **kwargs)

    @property
    def access_words(self) -> list[str]:
        """What makes it easier to take part, in words."""
        return [str(EventAccess(code).label) for code in self.access if code in EventAccess.values]

    @property
    def is_over(self) -> bool:
        """Whether it has ended."""
        return (self.ends_at or self.starts_at) < timezone.now()
