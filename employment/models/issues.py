"""The questionnaire: what a workplace should talk about before it hires."""

from http import HTTPMethod
from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from home.blocks import BodyBlock
from home.fields import PortalStreamField
from home.models import BasePage

from ..blocks import TopicsBlock


class IssuesPage(RoutablePageMixin, BasePage):
    """Statements in topics; the answers say where to begin."""

    body = PortalStreamField(BodyBlock(), blank=True, verbose_name=_("before the questions"))
    topics = PortalStreamField(TopicsBlock(), blank=True, verbose_name=_("topics"))

    parent_page_types = ["home.SectionPage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1
    allowed_http_methods: ClassVar[list[HTTPMethod]] = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.POST]
    stream_fields = ("body", "topics")
    template = "employment/issues/page.html"
    type_word = _("Tool")
    purpose = _("The questionnaire: statements in topics, ranked by how much there is to talk about.")

    class Meta:
        verbose_name = _("questionnaire page")

    @classmethod
    def content_panels_of(cls) -> list[Panel]:
        return [*super().content_panels_of(), FieldPanel("body"), FieldPanel("topics")]

    @path("")
    def ask(self, request: HttpRequest) -> HttpResponse:
        """The statements, and what the answers mean when there are some."""
        from ..views.issues import ask

        return ask(request, self)

    @path("pdf/")
    def as_file(self, request: HttpRequest) -> HttpResponse:
        """The result as a PDF."""
        from ..views.issues import as_file

        return as_file(request, self)
