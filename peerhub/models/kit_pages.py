"""The resource kit, Kufferten: its front page, and a page for each theme with knowledge and a question guide."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail_localize.fields import SynchronizedField

from home.blocks import BodyBlock
from home.fields import PortalStreamField
from home.models import BasePage

from ..blocks import KnowledgeBlock, QuestionGuideBlock

LONGEST = 240


class KitPage(BasePage):
    """The front page of the kit: leads to its themes, and to pages of advice."""

    body = PortalStreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    parent_page_types = ["home.SectionPage"]
    subpage_types = ["peerhub.ThemePage", "home.ContentPage"]
    max_count_per_parent = 1
    stream_fields = ("body",)
    template = "peerhub/kit/page.html"
    type_word = _("Resource kit")
    purpose = _("The resource kit. Make a theme or a page of advice below it, and it stands here by itself.")

    class Meta:
        verbose_name = _("resource kit")

    @classmethod
    def content_panels_of(cls) -> list[Panel]:
        return [*super().content_panels_of(), FieldPanel("body")]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..domain.kit import below

        context = super().get_context(request, *args, **kwargs)
        context.update(zip(("themes", "advice"), below(self, request), strict=True))
        return context


class ThemePage(RoutablePageMixin, BasePage):
    """A theme: knowledge in plain words, and questions to talk about. Groups choose it for a meeting and know it by
    its translation key: another title, address or language is the same theme."""

    minutes = models.PositiveSmallIntegerField(
        _("how long it takes"),
        null=True,
        blank=True,
        validators=[MinValueValidator(5), MaxValueValidator(LONGEST)],
        help_text=_("In minutes, for a whole group. Empty where it cannot be said."),
    )
    body = PortalStreamField(KnowledgeBlock(), blank=True, verbose_name=_("knowledge"))
    guide = PortalStreamField(QuestionGuideBlock(), blank=True, verbose_name=_("question guide"))

    parent_page_types = ["peerhub.KitPage"]
    subpage_types: ClassVar[list[str]] = []
    stream_fields = ("body", "guide")
    template = "peerhub/kit/theme.html"
    type_word = _("Theme")
    purpose = _("A theme of the resource kit: what is good to know, and questions in the order a group takes them.")
    override_translatable_fields: ClassVar[list[Any]] = [
        *BasePage.override_translatable_fields,
        SynchronizedField("minutes"),
    ]

    class Meta:
        verbose_name = _("theme of the resource kit")

    @classmethod
    def content_panels_of(cls) -> list[Panel]:
        return [*super().content_panels_of(), FieldPanel("body"), FieldPanel("guide")]

    @classmethod
    def fact_panels_of(cls) -> list[Panel]:
        return [FieldPanel("minutes")]

    @path("")
    def read(self, request: HttpRequest) -> HttpResponse:
        """The theme as a web page."""
        from ..views.kit import show_theme

        return show_theme(request, self)

    @path("pdf/")
    def as_file(self, request: HttpRequest) -> HttpResponse:
        """The same as a PDF."""
        from ..views.kit import theme_file

        return theme_file(request, self)
