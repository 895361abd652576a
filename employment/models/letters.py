"""Templates for letters and papers: words of editors, filled from a form. Nothing that is typed is stored."""

from http import HTTPMethod
from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from home.blocks import BodyBlock
from home.fields import PortalStreamField
from home.models import BasePage

from ..blocks import LettersBlock


class TemplatesPage(RoutablePageMixin, BasePage):
    """Leads to its templates, each with a short form at an address of its own."""

    body = PortalStreamField(BodyBlock(), blank=True, verbose_name=_("before the templates"))
    letters = PortalStreamField(LettersBlock(), verbose_name=_("templates"))

    parent_page_types = ["home.SectionPage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1
    allowed_http_methods: ClassVar[list[HTTPMethod]] = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.POST]
    stream_fields = ("body", "letters")
    template = "employment/letters/page.html"
    type_word = _("Tool")
    purpose = _("Templates filled from a form: a job advert, a function description, questions and a refusal.")

    class Meta:
        verbose_name = _("templates page")

    @classmethod
    def content_panels_of(cls) -> list[Panel]:
        return [*super().content_panels_of(), FieldPanel("body"), FieldPanel("letters")]

    @path("")
    def overview(self, request: HttpRequest) -> HttpResponse:
        """The templates there are."""
        from ..views.letters import overview

        return overview(request, self)

    @path("<str:kind>/")
    def one(self, request: HttpRequest, kind: str) -> HttpResponse:
        """A template with its form; posted, filled in."""
        from ..views.letters import one

        return one(request, self, kind)
