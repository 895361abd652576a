"""The mapping: where there are peers in an organisation, and where there could be."""

from http import HTTPMethod
from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from home.blocks import BodyBlock
from home.fields import PortalStreamField
from home.models import BasePage


class MappingPage(RoutablePageMixin, BasePage):
    """A list of places that a workplace writes; it stays with them."""

    body = PortalStreamField(BodyBlock(), blank=True, verbose_name=_("before the list"))

    parent_page_types = ["home.SectionPage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1
    allowed_http_methods: ClassVar[list[HTTPMethod]] = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.POST]
    stream_fields = ("body",)
    template = "employment/mapping/page.html"
    type_word = _("Tool")
    purpose = _("The mapping: a list of places with peers and without, made by the reader and stored nowhere.")

    class Meta:
        verbose_name = _("mapping page")

    @classmethod
    def content_panels_of(cls) -> list[Panel]:
        return [*super().content_panels_of(), FieldPanel("body")]

    @path("")
    def begin(self, request: HttpRequest) -> HttpResponse:
        """What it is."""
        from ..views.mapping import begin

        return begin(request, self)

    @path("udfyld/")
    def fill(self, request: HttpRequest) -> HttpResponse:
        """The list, and its overview."""
        from ..views.mapping import fill

        return fill(request, self)

    @path("pdf/")
    def as_file(self, request: HttpRequest) -> HttpResponse:
        """The overview as a PDF."""
        from ..views.mapping import as_file

        return as_file(request, self)
