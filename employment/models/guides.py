"""Guides: written once as chapters, read on the web, downloaded as PDF; and the entry pages that lead to them."""

from functools import cached_property
from typing import Any, ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel, Panel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from home.blocks import BodyBlock
from home.choice_fields import ChoicesField
from home.fields import PortalStreamField
from home.models import BasePage

from ..blocks import ChaptersBlock
from ..enums import Reader, Stage

LICENCE = "CC BY-SA 4.0"


class GuidePage(RoutablePageMixin, BasePage):
    """One guide. Its PDF is made of the same chapters each time it is published."""

    stages = ChoicesField(
        _("stages"),
        choices=Stage.choices,
        blank=True,
        help_text=_("The steps of hiring the guide helps with; none where it is about something else"),
    )
    readers = ChoicesField(
        _("readers"), choices=Reader.choices, blank=True, help_text=_("Whom of a workplace it is written for")
    )
    version = models.PositiveSmallIntegerField(
        _("version"),
        default=1,
        validators=[MinValueValidator(1)],
        help_text=_("Raise it when the advice changes. A spelling mistake mended is still the same version."),
    )
    revised_on = models.DateField(
        _("date of the version"), default=timezone.localdate, help_text=_("Stands on the cover and in the file name.")
    )
    licence = models.CharField(
        _("licence"), max_length=60, default=LICENCE, help_text=_("What others may do with the text, e.g. CC BY-SA 4.0")
    )
    sources = models.TextField(
        _("sources"), blank=True, help_text=_("One work a line: title | publisher | year. The year may be left out.")
    )
    successor = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("replaced by"),
        help_text=_("The guide that has taken its place. This one keeps its address and leads on."),
    )
    chapters = PortalStreamField(ChaptersBlock(), blank=True, verbose_name=_("chapters"))

    parent_page_types = ["home.SectionPage"]
    subpage_types: ClassVar[list[str]] = []
    stream_fields = ("chapters",)
    template = "employment/guide_page.html"
    type_word = _("Guide")
    purpose = _("A guide in chapters. It is read here and downloaded as a PDF that is made when you publish.")
    preview_modes: ClassVar[list[tuple[str, Promise]]] = [*BasePage.preview_modes, ("pdf", _("PDF"))]
    search_fields = [*BasePage.search_fields, index.FilterField("stages"), index.FilterField("readers")]
    override_translatable_fields: ClassVar[list[Any]] = [
        *BasePage.override_translatable_fields,
        SynchronizedField("stages"),
        SynchronizedField("readers"),
        SynchronizedField("version"),
        SynchronizedField("revised_on"),
        SynchronizedField("licence"),
        SynchronizedField("sources"),
        SynchronizedField("successor"),
    ]

    class Meta:
        verbose_name = _("guide")

    @classmethod
    def content_panels_of(cls) -> list[Panel]:
        return [*super().content_panels_of(), FieldPanel("chapters")]

    @classmethod
    def fact_panels_of(cls) -> list[Panel]:
        return [
            MultiFieldPanel([FieldPanel("version"), FieldPanel("revised_on"), FieldPanel("licence")], _("Version")),
            MultiFieldPanel([FieldPanel("stages"), FieldPanel("readers")], _("For whom and when")),
            FieldPanel("sources"),
            PageChooserPanel("successor", ["employment.GuidePage"]),
        ]

    @path("")
    def read(self, request: HttpRequest) -> HttpResponse:
        """The guide as a web page."""
        from ..views.guides import show_guide

        return show_guide(request, self)

    @path("pdf/")
    def newest_file(self, request: HttpRequest) -> HttpResponse:
        """The newest finished PDF."""
        from ..views.guides import download

        return download(request, self)

    @path("pdf/<int:version>/")
    def file_of_version(self, request: HttpRequest, version: int) -> HttpResponse:
        """The last PDF of a version; old versions are kept."""
        from ..views.guides import download

        return download(request, self, version)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        from ..views.guides import preview_file, show_guide

        if mode_name == "pdf":
            return preview_file(request, self)
        if mode_name == "card":
            return super().serve_preview(request, mode_name)
        return show_guide(request, self)

    def linked_page_ids(self) -> set[int]:
        return super().linked_page_ids() | ({self.successor_id} - {None})

    @property
    def source_rows(self) -> list[dict[str, str]]:
        """The works the guide builds on: title, publisher, year."""
        rows = []
        for line in self.sources.splitlines():
            parts = [part.strip() for part in line.split("|")] + ["", ""]
            if parts[0]:
                rows.append({"title": parts[0], "publisher": parts[1], "year": parts[2]})
        return rows

    @cached_property
    def reader_words(self) -> str:
        """ "Leder, HR"."""
        return ", ".join(str(Reader(code).label) for code in self.readers)

    @cached_property
    def stage_words(self) -> str:
        """ "Overvej, Forbered"."""
        return ", ".join(str(Stage(code).label) for code in self.stages)


class EntryPage(BasePage):
    """A way in by stage or by reader: own words, then the chapters of guides, the tools and the works that apply."""

    stage = models.CharField(_("stage"), max_length=12, choices=Stage.choices, blank=True)
    reader = models.CharField(_("reader"), max_length=12, choices=Reader.choices, blank=True)
    body = PortalStreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    parent_page_types = ["home.SectionPage"]
    subpage_types: ClassVar[list[str]] = []
    stream_fields = ("body",)
    template = "employment/entry_page.html"
    type_word = _("Step or reader")
    purpose = _("A way in for one stage or one kind of reader. Guides, tools and works that apply are added for you.")
    override_translatable_fields: ClassVar[list[Any]] = [
        *BasePage.override_translatable_fields,
        SynchronizedField("stage"),
        SynchronizedField("reader"),
    ]

    class Meta:
        verbose_name = _("entry page")

    @classmethod
    def content_panels_of(cls) -> list[Panel]:
        return [
            *super().content_panels_of(),
            MultiFieldPanel([FieldPanel("stage"), FieldPanel("reader")], _("Which guides apply")),
            FieldPanel("body"),
        ]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..domain.guides import applying
        from ..domain.library import libraries, shelf_for
        from ..domain.tools import tools_for

        context = super().get_context(request, *args, **kwargs)
        context["guides"] = applying(self.locale_id, stage=self.stage, reader=self.reader)
        url = libraries(request).get(self.locale_id, "")
        context["shelf"] = shelf_for(self.locale_id, url, stage=self.stage, reader=self.reader)
        context["tools"] = tools_for(self.locale_id, stage=self.stage, reader=self.reader)
        return context
