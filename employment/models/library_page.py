"""The page that lists the works of the library."""

from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from home.blocks import BodyBlock
from home.fields import PortalStreamField
from home.models import BasePage


class LibraryPage(RoutablePageMixin, BasePage):
    """The library: a list with filters, and a page for each work."""

    body = PortalStreamField(BodyBlock(), blank=True, verbose_name=_("before the list"))

    parent_page_types = ["home.SectionPage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1
    stream_fields = ("body",)
    template = "employment/library/page.html"
    filters: ClassVar[frozenset[str]] = frozenset(
        {"fase", "laeser", "emne", "udgiver", "sprog", "slags", "sorter", "page"}
    )
    type_word = _("Library")
    purpose = _("The list of works made by others. The works are kept under Library in the menu.")

    class Meta:
        verbose_name = _("library page")

    @classmethod
    def content_panels_of(cls) -> list[Panel]:
        return [*super().content_panels_of(), FieldPanel("body")]

    @path("")
    def works(self, request: HttpRequest) -> HttpResponse:
        """The list, filtered by what the address asks for."""
        from ..views.library import show_library

        return show_library(request, self)

    @path("vaerk/<slug:slug>/")
    def work(self, request: HttpRequest, slug: str) -> HttpResponse:
        """One work."""
        from ..views.library import show_work

        return show_work(request, self, slug)
