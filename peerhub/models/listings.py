"""What the public sees of a group, and the page that lists groups."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from accounts.enums import Region
from home.blocks import BodyBlock
from home.choice_fields import ChoicesField
from home.fields import PortalStreamField
from home.folding import fold
from home.models import BasePage

from ..enums import MeetingForm
from ..group_enums import LISTED_GROUPS, GroupAccess
from ..signup_enums import DAYS, LANGUAGES
from .groups import PeerGroup
from .programmes import PeerProgramme


class GroupListing(models.Model):
    """A group as it stands in the public directory: an area, never an address; what meetings are like, never who comes.

    What the group proposes to change stands in `proposed` until a coordinator has approved it.
    """

    group = models.OneToOneField(PeerGroup, on_delete=models.CASCADE, primary_key=True, related_name="listing")
    is_shown = models.BooleanField(_("shown to everybody"), default=False)
    title = models.CharField(_("title"), max_length=80, help_text=_("Without names of people, e.g. Hørepeers i Aarhus"))
    area = models.CharField(
        _("area"), max_length=80, blank=True, help_text=_("A part of a town, never an address. Empty when online.")
    )
    region = models.CharField(_("region"), max_length=20, choices=Region.choices, blank=True)
    postcode = models.PositiveSmallIntegerField(
        _("postcode of the area"),
        null=True,
        blank=True,
        validators=[MinValueValidator(800), MaxValueValidator(9990)],
        help_text=_("Only to find the groups nearest to somebody. Not shown."),
    )
    form = models.CharField(_("meetings"), max_length=8, choices=MeetingForm.choices)
    weekday = models.CharField(_("weekday"), max_length=3, choices=list(DAYS.items()), blank=True)
    languages = ChoicesField(_("languages"), choices=list(LANGUAGES.items()), max_length=60)
    access = ChoicesField(_("access and hearing"), choices=GroupAccess.choices, blank=True)
    about = models.CharField(_("what meetings are like"), max_length=300, blank=True)
    about_en = models.CharField(_("the same in English"), max_length=300, blank=True)
    # What the search looks in: the words that everybody sees, folded. Written at each save.
    folded = models.TextField(null=True, editable=False)
    # Shown, and of a group that has not ended: what the list is read by, whatever its length. Written at each save, and
    # by each step of the group (`domain.listings.follow`).
    is_listed = models.BooleanField(null=True, editable=False)
    # What the filter for room reads, so that nobody is counted when somebody looks: a standing group with a free place,
    # kept with each seat (`domain.listings.follow`), and the scheme whose next round leads into a group of a round.
    has_place = models.BooleanField(null=True, editable=False)
    rounds_of = models.ForeignKey(PeerProgramme, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    proposed = models.JSONField(default=dict, blank=True)
    proposed_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["title", "pk"]
        verbose_name = _("group in the directory")
        indexes = [
            models.Index(fields=["is_shown", "region"], name="listing_shown_region"),
            # Every filter is answered, and counted by place, from the index alone.
            models.Index(
                fields=["region", "form", "weekday", "postcode", "languages", "access", "has_place", "rounds_of"],
                condition=Q(is_listed=True),
                name="listed_by_place",
            ),
            models.Index(fields=["title", "group"], condition=Q(is_listed=True), name="listed_by_title"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(form__in=MeetingForm.values), name="known_listing_form"),
            models.CheckConstraint(
                condition=Q(is_shown=False) | Q(form=MeetingForm.VIRTUAL) | ~Q(region=""), name="shown_group_has_region"
            ),
        ]

    def __str__(self) -> str:
        return f"listing of {self.group_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(" ".join((self.title, self.area, self.about, self.about_en)))
        self.is_listed = self.is_shown and self.group.state in LISTED_GROUPS
        self.rounds_of_id = self.group.programme_id if self.group.round_id else None
        self.has_place = self.group.takes_people
        super().save(*args, **kwargs)

    @property
    def access_words(self) -> list[str]:
        """What makes it possible to take part, in words."""
        return [str(GroupAccess(one).label) for one in self.access if one in GroupAccess.values]

    @property
    def language_words(self) -> str:
        """The languages by name."""
        return ", ".join(str(LANGUAGES[one]) for one in self.languages if one in LANGUAGES)

    def about_in(self, language: str) -> str:
        """What meetings are like, in a language: English falls back on Danish."""
        return (self.about_en if language == "en" else "") or self.about


class DirectoryPage(RoutablePageMixin, BasePage):
    """The directory of groups: a list with filters and a map, on the web and as a PDF, and a page for each group."""

    body = PortalStreamField(BodyBlock(), blank=True, verbose_name=_("below the list"))

    parent_page_types = ["home.SectionPage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1
    stream_fields = ("body",)
    template = "peerhub/directory/page.html"
    type_word = _("Directory")
    purpose = _("All groups that are shown to everybody. Coordinators keep the entries on the page of each group.")

    class Meta:
        verbose_name = _("directory of groups")

    @classmethod
    def content_panels_of(cls) -> list[Panel]:
        return [*super().content_panels_of(), FieldPanel("body")]

    @path("")
    def groups(self, request: HttpRequest) -> HttpResponse:
        """The list, filtered by what the address asks for."""
        from ..views.directory import show_directory

        return show_directory(request, self)

    @path("pdf/")
    def as_file(self, request: HttpRequest) -> HttpResponse:
        """The same list as a PDF."""
        from ..views.directory import as_file

        return as_file(request, self)

    @path("gruppe/<uuid:group>/")
    def one_group(self, request: HttpRequest, group: Any) -> HttpResponse:
        """What everybody may know of one group."""
        from ..views.directory import show_listed

        return show_listed(request, self, group)
