"""The page types of the CMS foundation."""

from http import HTTPMethod
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail_localize.fields import SynchronizedField

from ..blocks import BodyBlock, FrontBlock, QuestionsBlock
from ..enums import Area, Illustration, Topic
from ..fields import PortalStreamField
from .base import BasePage

ORDINARY = [
    "home.ContentPage",
    "home.SectionPage",
    "home.FaqPage",
    "home.GlossaryPage",
]


class HomePage(BasePage):
    """The front page of a language."""

    lead = models.CharField(
        _("lead"), max_length=250, blank=True, help_text=_("Two short sentences below the heading.")
    )
    primary_text = models.CharField(_("first button"), max_length=40, blank=True)
    primary_page = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("leads to"),
    )
    secondary_text = models.CharField(_("second button"), max_length=40, blank=True)
    secondary_page = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("leads to"),
    )
    hero_title = models.CharField(_("heading"), max_length=80, blank=True, help_text=_("Max 80 characters"))
    highlight_title = models.CharField(_("card heading"), max_length=80, blank=True)
    highlight_rows = models.TextField(
        _("card facts"), blank=True, help_text=_("One fact a line with a colon between, e.g. Pris: Gratis")
    )
    highlight_text = models.CharField(_("card button"), max_length=40, blank=True)
    highlight_page = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("leads to"),
    )
    body = PortalStreamField(FrontBlock(), blank=True, verbose_name=_("below the hero"))

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        *ORDINARY,
        "home.ContactPage",
        "news.NewsIndexPage",
        "news.NewsletterPage",
        "news.CalendarPage",
        "courses.CataloguePage",
    ]
    max_count_per_parent = 2  # one a language
    stream_fields = ("body",)
    template = "home/home_page.html"
    type_word = _("Front page")
    purpose = _("The first page of a language: what the portal is and the ways on from it.")

    class Meta:
        verbose_name = _("front page")

    @classmethod
    def content_panels_of(cls) -> list[Panel]:
        return [
            *super().content_panels_of(),
            MultiFieldPanel(
                [
                    FieldPanel("hero_title"),
                    FieldPanel("lead"),
                    FieldPanel("primary_text"),
                    FieldPanel("primary_page"),
                    FieldPanel("secondary_text"),
                    FieldPanel("secondary_page"),
                ],
                _("Hero"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("highlight_title"),
                    FieldPanel("highlight_rows"),
                    FieldPanel("highlight_text"),
                    FieldPanel("highlight_page"),
                ],
                _("Card in the hero"),
            ),
            FieldPanel("body"),
        ]

    def linked_page_ids(self) -> set[int]:
        chosen = {self.primary_page_id, self.secondary_page_id, self.highlight_page_id} - {None}
        return super().linked_page_ids() | chosen

    @property
    def highlight_facts(self) -> list[tuple[str, str]]:
        """The facts of the card as pairs."""
        lines = (line.split(":", 1) for line in self.highlight_rows.splitlines() if ":" in line)
        return [(term.strip(), detail.strip()) for term, detail in lines]


class ContentPage(BasePage):
    """An ordinary page: a body of blocks."""

    body = PortalStreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    parent_page_types = [
        "home.HomePage",
        "home.SectionPage",
        "home.ContentPage",
        "courses.CataloguePage",
        "courses.CoursePage",
        "peerhub.KitPage",
    ]
    subpage_types = ORDINARY
    stream_fields = ("body",)
    template = "home/content_page.html"
    purpose = _("An ordinary page. Use it for one subject that can be read in a few minutes.")

    class Meta:
        verbose_name = _("content page")

    @classmethod
    def content_panels_of(cls) -> list[Panel]:
        return [*super().content_panels_of(), FieldPanel("body")]


class SectionPage(BasePage):
    """A page that leads to the pages below it."""

    area = models.CharField(_("area"), max_length=12, choices=Area.choices, default=Area.PORTAL)
    menu_title = models.CharField(_("title in the menu"), max_length=30, blank=True, help_text=_("Max 30 characters"))
    illustration = models.CharField(_("drawing"), max_length=12, choices=Illustration.choices, blank=True)
    body = PortalStreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    parent_page_types = ["home.HomePage", "home.SectionPage", "courses.CataloguePage"]
    subpage_types = [
        *ORDINARY,
        "employment.EntryPage",
        "employment.GuidePage",
        "employment.PackPage",
        "employment.HoursPage",
        "employment.LibraryPage",
        "employment.PlacesPage",
        "employment.ChecklistPage",
        "employment.TemplatesPage",
        "employment.JobIndexPage",
        "peerhub.DirectoryPage",
        "peerhub.KitPage",
        "peerhub.PeerProgrammePage",
    ]
    stream_fields = ("body",)
    template = "home/section_page.html"
    type_word = _("Section")
    purpose = _("The first page of a section: it tells what the section holds and leads to its pages.")

    class Meta:
        verbose_name = _("section page")

    @classmethod
    def content_panels_of(cls) -> list[Panel]:
        return [*super().content_panels_of(), FieldPanel("body")]

    @classmethod
    def fact_panels_of(cls) -> list[Panel]:
        return [FieldPanel("area"), FieldPanel("menu_title"), FieldPanel("illustration")]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..domain.queries import children_of

        context = super().get_context(request, *args, **kwargs)
        context["children"] = children_of(self, request)
        return context


class FaqPage(BasePage):
    """Questions and answers, each with an address of its own."""

    topic = models.CharField(
        _("topic of letters"),
        max_length=20,
        choices=Topic.choices,
        default=Topic.OTHER,
        help_text=_("Each answer ends with a way to write to us about it; the letter gets this topic."),
    )
    intro = PortalStreamField(BodyBlock(), blank=True, verbose_name=_("before the questions"))
    questions = PortalStreamField(QuestionsBlock(), verbose_name=_("questions"))
    outro = PortalStreamField(BodyBlock(), blank=True, verbose_name=_("after the questions"))

    parent_page_types = ["home.HomePage", "home.SectionPage", "courses.CataloguePage"]
    subpage_types: ClassVar[list[str]] = []
    stream_fields = ("intro", "questions", "outro")
    template = "home/faq_page.html"
    type_word = _("Questions and answers")
    purpose = _("Questions and answers. Each question can be linked to, opened by keyboard and printed.")
    override_translatable_fields: ClassVar[list[Any]] = [
        *BasePage.override_translatable_fields,
        SynchronizedField("topic"),
    ]

    class Meta:
        verbose_name = _("page of questions")

    @classmethod
    def content_panels_of(cls) -> list[Panel]:
        return [*super().content_panels_of(), FieldPanel("intro"), FieldPanel("questions"), FieldPanel("outro")]

    @classmethod
    def fact_panels_of(cls) -> list[Panel]:
        return [FieldPanel("topic")]


class ContactPage(RoutablePageMixin, BasePage):
    """The way to write to us, with the local contacts."""

    body = PortalStreamField(BodyBlock(), blank=True, verbose_name=_("before the form"))

    parent_page_types = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1
    allowed_http_methods: ClassVar[list[HTTPMethod]] = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.POST]
    stream_fields = ("body",)
    template = "home/contact_page.html"
    is_form = True  # it prints a token, so it is never stored
    type_word = _("Contact")
    purpose = _("The form that people write to us with. Enquiries are answered at /koordinator/henvendelser/.")

    class Meta:
        verbose_name = _("contact page")

    @classmethod
    def content_panels_of(cls) -> list[Panel]:
        return [*super().content_panels_of(), FieldPanel("body")]

    @path("")
    def write(self, request: HttpRequest) -> HttpResponse:
        """The form, and what is sent with it."""
        from ..views.contact import write

        return write(request, self)

    @path("tak/<str:reference>/")
    def receipt(self, request: HttpRequest, reference: str) -> HttpResponse:
        """What happens next."""
        from ..views.contact import receipt

        return receipt(request, self, reference)
