"""The tools of the setup guide: the scale with its pairs, and the questions before and after."""

from http import HTTPMethod
from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from home.blocks import BodyBlock
from home.fields import PortalStreamField
from home.models import BasePage

from ..blocks import PairsBlock, SetupQuestionsBlock


class Tool(RoutablePageMixin):
    """What both tools have: where they stand, and a form that posts to the page."""

    parent_page_types = ["home.SectionPage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1
    allowed_http_methods: ClassVar[list[HTTPMethod]] = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.POST]
    is_form = True  # it prints a token, so it is never stored
    type_word: ClassVar[Promise] = _("Tool")


class ScalePage(Tool, BasePage):
    """The 15 pairs to choose from, with what speaks for and against each pole in the editors' words."""

    body = PortalStreamField(BodyBlock(), blank=True, verbose_name=_("before the scale"))
    pairs = PortalStreamField(PairsBlock(), blank=True, verbose_name=_("the pairs in words"))

    stream_fields = ("body", "pairs")
    template = "peerhub/scale/page.html"
    purpose = _("The scale: 15 choices from closed to open, with a total, a comparison and advice.")

    class Meta:
        verbose_name = _("scale page")

    @classmethod
    def content_panels_of(cls) -> list[Panel]:
        return [*super().content_panels_of(), FieldPanel("body"), FieldPanel("pairs")]

    @path("")
    def fill(self, request: HttpRequest) -> HttpResponse:
        """The rows; posted, the result as well. Nothing is stored."""
        from ..views.scale import fill

        return fill(request, self)

    @path("fil/<slug:form>/")
    def as_file(self, request: HttpRequest, form: str) -> HttpResponse:
        """The sheet as PDF (asked for, empty; posted, filled in), CSV or JSON."""
        from ..views.scale import as_file

        return as_file(request, self, form)

    @path("gem/")
    def keep(self, request: HttpRequest) -> HttpResponse:
        """Stores the sheet behind a private link."""
        from ..views.scale import keep

        return keep(request, self)

    @path("gemt/<str:token>/")
    def kept(self, request: HttpRequest, token: str) -> HttpResponse:
        """A stored sheet by one of its links, and what the link allows."""
        from ..views.scale import kept

        return kept(request, self, token)

    @path("gemt/<str:token>/fil/<slug:form>/")
    def kept_file(self, request: HttpRequest, token: str, form: str) -> HttpResponse:
        """A stored sheet as a file."""
        from ..views.scale import kept_file

        return kept_file(request, self, token, form)

    @path("hver-for-sig/")
    def start(self, request: HttpRequest) -> HttpResponse:
        """Begins a scale that several answer apart."""
        from ..views.joint_scales import start

        return start(request, self)

    @path("hver-for-sig/<str:token>/")
    def seat(self, request: HttpRequest, token: str) -> HttpResponse:
        """What a private link of a joint scale shows and does."""
        from ..views.joint_scales import seat

        return seat(request, self, token)


class SetupQuestionsPage(Tool, BasePage):
    """The questions before one begins and when one takes stock, answered in writing."""

    body = PortalStreamField(BodyBlock(), blank=True, verbose_name=_("before the questions"))
    questions = PortalStreamField(SetupQuestionsBlock(), blank=True, verbose_name=_("questions"))

    stream_fields = ("body", "questions")
    template = "peerhub/setup_questions/page.html"
    purpose = _("The questions of the setup guide: answered in writing, printed or kept behind a private link.")

    class Meta:
        verbose_name = _("page with the questions of the setup guide")

    @classmethod
    def content_panels_of(cls) -> list[Panel]:
        return [*super().content_panels_of(), FieldPanel("body"), FieldPanel("questions")]

    @path("")
    def fill(self, request: HttpRequest) -> HttpResponse:
        """The questions. Nothing is stored."""
        from ..views.setup_questions import fill

        return fill(request, self)

    @path("pdf/")
    def as_file(self, request: HttpRequest) -> HttpResponse:
        """The questions as PDF: asked for, empty; posted, with the answers."""
        from ..views.setup_questions import as_file

        return as_file(request, self)

    @path("gem/")
    def keep(self, request: HttpRequest) -> HttpResponse:
        """Stores the answers behind a private link."""
        from ..views.setup_questions import keep

        return keep(request, self)

    @path("gemt/<str:token>/")
    def kept(self, request: HttpRequest, token: str) -> HttpResponse:
        """Stored answers by one of their links, and what the link allows."""
        from ..views.setup_questions import kept

        return kept(request, self, token)
