"""Where peers work and who offers what: entries that editors keep, and the page that lists them."""

from typing import ClassVar

from django.core.validators import URLValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, Panel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from accounts.enums import Region
from home.blocks import BodyBlock
from home.fields import PortalStreamField
from home.folding import danish_order
from home.models import BasePage

from ..enums import PlaceKind


class PeerPlace(index.Indexed, TranslatableMixin, models.Model):
    """A service, course or association with peers. It names a place or a team, never a person."""

    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=12, choices=PlaceKind.choices)
    region = models.CharField(
        _("region"), max_length=20, choices=Region.choices, blank=True, help_text=_("Empty for the whole country")
    )
    town = models.CharField(_("town"), max_length=60, blank=True)
    what = models.CharField(_("what it is"), max_length=300, help_text=_("One or two sentences, e.g. Café med peers"))
    for_whom = models.CharField(_("for whom"), max_length=160)
    link = models.URLField(
        _("address"),
        max_length=500,
        blank=True,
        validators=[URLValidator(schemes=["http", "https"])],
        help_text=_("Looked at once a day. Empty: visitors are invited to ask us."),
    )
    checked_on = models.DateField(
        _("checked on"), help_text=_("The day somebody last made sure that it is right. You are reminded after a year.")
    )
    live = models.BooleanField(_("shown to visitors"), default=True)
    sort_name = models.CharField(max_length=120, editable=False, default="")

    translatable_fields = [
        TranslatableField("what"),
        TranslatableField("for_whom"),
        *(SynchronizedField(name) for name in ("name", "kind", "region", "town", "link", "checked_on", "live")),
    ]
    panels = [
        HelpPanel(_("Listed on the page of where peers work. Name a place or a team, never a person.")),
        FieldPanel("name"),
        FieldPanel("kind"),
        MultiFieldPanel([FieldPanel("region"), FieldPanel("town")], _("Place")),
        FieldPanel("what"),
        FieldPanel("for_whom"),
        FieldPanel("link"),
        MultiFieldPanel([FieldPanel("checked_on"), FieldPanel("live")], _("Kept right")),
    ]
    search_fields = [
        index.SearchField("name"),
        index.SearchField("town"),
        index.AutocompleteField("name"),
        index.FilterField("locale_id"),
    ]

    class Meta(TranslatableMixin.Meta):
        ordering = ["sort_name"]
        verbose_name = _("place with peers")
        verbose_name_plural = _("places with peers")
        indexes = [models.Index(fields=["locale", "live", "sort_name"], name="place_by_name")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.sort_name = danish_order(self.name)[:120]
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def place(self) -> str:
        """Town and region in words, or the whole country."""
        region = self.get_region_display() if self.region else str(_("the whole country"))
        return f"{self.town}, {region}" if self.town else region


class PlacesPage(RoutablePageMixin, BasePage):
    """The directory: a list by region and kind, on the web and as a PDF."""

    body = PortalStreamField(BodyBlock(), blank=True, verbose_name=_("below the list"))

    parent_page_types = ["home.SectionPage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1
    stream_fields = ("body",)
    template = "employment/places/page.html"
    filters: ClassVar[frozenset[str]] = frozenset({"region", "slags", "page"})
    type_word = _("Directory")
    purpose = _("Where peers work and who offers what. The entries are kept under Places with peers in the menu.")

    class Meta:
        verbose_name = _("directory of places")

    @classmethod
    def content_panels_of(cls) -> list[Panel]:
        return [*super().content_panels_of(), FieldPanel("body")]

    @path("")
    def places(self, request: HttpRequest) -> HttpResponse:
        """The list, filtered by what the address asks for."""
        from ..views.places import show_places

        return show_places(request, self)

    @path("pdf/")
    def as_file(self, request: HttpRequest) -> HttpResponse:
        """The same list as a PDF."""
        from ..views.places import as_file

        return as_file(request, self)
