"""Pages of the catalogue: the list with filters, a course, the recovery schools and each of them."""

from typing import Any, ClassVar

from django.core.validators import URLValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail_localize.fields import SynchronizedField

from accounts.enums import Region
from home.blocks import BodyBlock
from home.fields import PortalStreamField
from home.models import BasePage, SectionPage
from home.words import lines_of

from ..enums import SchoolModel
from .courses import Course


class CataloguePage(RoutablePageMixin, SectionPage):
    """The section of courses: what can be learned, and the cohorts with filters, on the web and as a PDF."""

    parent_page_types = ["home.HomePage"]
    subpage_types = [
        "home.ContentPage",
        "home.FaqPage",
        "home.SectionPage",
        "courses.CoursePage",
        "courses.SchoolsPage",
    ]
    max_count_per_parent = 1
    template = "courses/catalogue/page.html"
    filters: ClassVar[frozenset[str]] = frozenset({"by", "saeson", "type", "pladser", "kolleger", "page"})
    type_word = _("Catalogue")
    purpose = _("The courses and their cohorts. Courses are pages below it; cohorts come from the coordinators.")

    class Meta:
        verbose_name = _("catalogue of courses")

    @path("")
    def cohorts(self, request: HttpRequest) -> HttpResponse:
        """The courses and their cohorts, filtered by what the address asks for."""
        from ..views.catalogue import show_catalogue

        return show_catalogue(request, self)

    @path("katalog/")
    def as_file(self, request: HttpRequest) -> HttpResponse:
        """The same as a PDF."""
        from ..views.catalogue import as_file

        return as_file(request, self)


class CoursePage(BasePage):
    """What a course is, for those who think of applying. How it works is read off the course itself."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="pages", verbose_name=_("course"))
    for_whom = models.CharField(_("who it is for"), max_length=160, help_text=_("One sentence. Begin with Dig, der …"))
    length = models.CharField(_("length"), max_length=80, help_text=_("E.g. 13 uger, én dag om ugen"))
    teachers = models.CharField(
        _("teachers"),
        max_length=160,
        help_text=_("E.g. To undervisere: en med egne erfaringer og en fagperson"),
    )
    aims_text = models.TextField(_("what you learn"), max_length=1000, help_text=_("One aim a line"))
    weeks_text = models.TextField(
        _("content, meeting by meeting"), max_length=2000, blank=True, help_text=_("One meeting a line")
    )
    practicum = models.TextField(
        _("the practicum explained"), max_length=800, blank=True, help_text=_("Empty if there is none")
    )
    body = PortalStreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    parent_page_types = ["courses.CataloguePage"]
    subpage_types = ["home.ContentPage"]
    stream_fields = ("body",)
    template = "courses/catalogue/course.html"
    type_word = _("Course")
    purpose = _("A course: who it is for, what it holds and who teaches. Dates and places come from its cohorts.")
    override_translatable_fields: ClassVar[list[Any]] = [
        *BasePage.override_translatable_fields,
        SynchronizedField("course"),
    ]

    class Meta:
        verbose_name = _("page of a course")

    @classmethod
    def content_panels_of(cls) -> list[Panel]:
        facts = [FieldPanel("for_whom"), FieldPanel("length"), FieldPanel("teachers")]
        return [
            *super().content_panels_of(),
            MultiFieldPanel(facts, _("In the fact box")),
            FieldPanel("aims_text"),
            FieldPanel("weeks_text"),
            FieldPanel("practicum"),
            FieldPanel("body"),
        ]

    @classmethod
    def fact_panels_of(cls) -> list[Panel]:
        return [FieldPanel("course")]

    @property
    def aims(self) -> list[str]:
        """What one learns, aim by aim."""
        return lines_of(self.aims_text)

    @property
    def by_week(self) -> list[str]:
        """What it holds, meeting by meeting."""
        return lines_of(self.weeks_text)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..domain.catalogue import course_facts

        context = super().get_context(request, *args, **kwargs)
        context.update(course_facts(self, timezone.localdate()))
        return context


class SchoolsPage(BasePage):
    """The network of recovery schools: what they share, and the way to each of them."""

    body = PortalStreamField(BodyBlock(), blank=True, verbose_name=_("before the schools"))

    parent_page_types = ["courses.CataloguePage"]
    subpage_types = ["courses.SchoolPage"]
    stream_fields = ("body",)
    template = "courses/catalogue/schools.html"
    type_word = _("Recovery schools")
    purpose = _("The recovery schools and their network. Each school is a page below it.")

    class Meta:
        verbose_name = _("page of recovery schools")

    @classmethod
    def content_panels_of(cls) -> list[Panel]:
        return [*super().content_panels_of(), FieldPanel("body")]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..domain.catalogue import schools_below

        context = super().get_context(request, *args, **kwargs)
        context["schools"] = schools_below(self)
        return context


class SchoolPage(BasePage):
    """One recovery school: where it is, how it works, and whether it is in the network."""

    town = models.CharField(_("town"), max_length=60)
    region = models.CharField(_("region"), max_length=20, choices=Region.choices)
    model = models.CharField(_("model"), max_length=8, choices=SchoolModel.choices, default=SchoolModel.COLLEGE)
    is_member = models.BooleanField(_("in the network"), default=True)
    link = models.URLField(_("address"), blank=True, validators=[URLValidator(schemes=["http", "https"])])
    body = PortalStreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    parent_page_types = ["courses.SchoolsPage"]
    subpage_types: ClassVar[list[str]] = []
    stream_fields = ("body",)
    template = "courses/catalogue/school.html"
    type_word = _("Recovery school")
    purpose = _("One recovery school. Name the place, never a person.")
    override_translatable_fields: ClassVar[list[Any]] = [
        *BasePage.override_translatable_fields,
        *(SynchronizedField(name) for name in ("town", "region", "model", "is_member", "link")),
    ]

    class Meta:
        verbose_name = _("page of a recovery school")

    @classmethod
    def content_panels_of(cls) -> list[Panel]:
        return [*super().content_panels_of(), FieldPanel("body")]

    @classmethod
    def fact_panels_of(cls) -> list[Panel]:
        place = [FieldPanel("town"), FieldPanel("region")]
        return [
            MultiFieldPanel(place, _("Place")),
            FieldPanel("model"),
            FieldPanel("is_member"),
            FieldPanel("link"),
        ]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..domain.catalogue import schools_beside

        context = super().get_context(request, *args, **kwargs)
        context["others"] = schools_beside(self)
        return context

    @property
    def place(self) -> str:
        """Town and region."""
        return f"{self.town}, {self.get_region_display()}"

    @property
    def model_words(self) -> str:
        """Said where a school works in another way than the others; empty otherwise."""
        return str(self.get_model_display()) if self.model != SchoolModel.COLLEGE else ""

    @property
    def facts(self) -> list[tuple[str, str]]:
        """Where it is and how it works, in pairs."""
        network = str(_("Yes")) if self.is_member else str(_("No, it has been a guest of the network"))
        return [
            (str(_("Place")), self.place),
            (str(_("Model")), str(self.get_model_display())),
            (str(_("In the network of 2017")), network),
        ]
