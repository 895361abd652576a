"""The hours helper: one number in, what the recommendation says to it out."""

from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from home.blocks import BodyBlock
from home.fields import PortalStreamField
from home.models import BasePage


class HoursPage(RoutablePageMixin, BasePage):
    """One field, and the advice that fits. The numbers are those of the fact about hours; nothing is stored."""

    body = PortalStreamField(BodyBlock(), blank=True, verbose_name=_("below the helper"))

    parent_page_types = ["home.SectionPage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1
    stream_fields = ("body",)
    template = "employment/hours/page.html"
    type_word = _("Tool")
    purpose = _("The hours helper: what the recommendation says to a number. It counts with the fact peer-timer.")

    class Meta:
        verbose_name = _("hours page")

    @classmethod
    def content_panels_of(cls) -> list[Panel]:
        return [*super().content_panels_of(), FieldPanel("body")]

    @path("")
    def ask(self, request: HttpRequest) -> HttpResponse:
        """The question, and the answer when there is a number."""
        from ..views.hours import ask

        return ask(request, self)

    @path("pdf/")
    def as_file(self, request: HttpRequest) -> HttpResponse:
        """The answer as a PDF."""
        from ..views.hours import as_file

        return as_file(request, self)
