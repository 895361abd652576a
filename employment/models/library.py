"""The library: works of others, catalogued and linked to, hosted only where somebody has allowed it."""

from collections.abc import Iterable

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, PublishingPanel
from wagtail.models import DraftStateMixin, LockableMixin, Revision, RevisionMixin, TranslatableMixin, WorkflowMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from home.choice_fields import ChoicesField
from home.folding import danish_order, fold
from home.templatetags.components import file_size

from ..enums import Reader, Stage, WorkKind, WorkLanguage, WorkTopic
from ..work_forms import WorkForm

OLDEST, LATEST = 1900, 2100
KILOBYTE = 1024
COVER_AREAS: dict[str, str] = {WorkKind.FILM: "news", WorkKind.TOOL: "education", WorkKind.CHECKLIST: "education"}


class Work(
    WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, index.Indexed, TranslatableMixin, models.Model
):
    """A report, film or tool made by others. Its title stands as it was published, the summary is ours.

    Drafted, reviewed and published like a page (domain.md §4.10); one with a successor is archived: its address stays.
    """

    title = models.CharField(_("title"), max_length=250, help_text=_("Exactly as it stands on the cover"))
    slug = models.SlugField(
        _("address"), max_length=80, blank=True, help_text=_("The last part of its address. Empty: made of the title.")
    )
    publisher = models.CharField(_("publisher"), max_length=120, blank=True, help_text=_("Empty where nobody is named"))
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, validators=[MinValueValidator(OLDEST), MaxValueValidator(LATEST)]
    )
    kind = models.CharField(_("kind"), max_length=12, choices=WorkKind.choices, default=WorkKind.REPORT)
    languages = ChoicesField(_("languages"), choices=WorkLanguage.choices)
    summary = models.TextField(
        _("summary"), max_length=600, help_text=_("What it holds and whom it helps, in our own words. No quotations.")
    )
    topics = ChoicesField(_("topics"), choices=WorkTopic.choices, blank=True)
    stages = ChoicesField(_("stages"), choices=Stage.choices, blank=True)
    readers = ChoicesField(_("readers"), choices=Reader.choices, blank=True)
    cover = models.ForeignKey(
        "home.PortalImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture of the cover"),
        help_text=_("Only where its publisher allows it. Without one a cover is drawn."),
    )
    pages = models.PositiveSmallIntegerField(_("pages"), null=True, blank=True)
    size_kb = models.PositiveIntegerField(_("size in KB"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("length of the film in minutes"), null=True, blank=True)
    rights = models.CharField(
        _("rights"), max_length=200, blank=True, help_text=_("What others may do with it, e.g. CC BY 4.0")
    )
    link = models.URLField(
        _("address at the publisher"),
        max_length=500,
        blank=True,
        validators=[URLValidator(schemes=["http", "https"])],
        help_text=_("Looked at once a day. Empty: visitors are invited to ask us for the work."),
    )
    document = models.ForeignKey(
        "home.PortalDocument",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("file at the portal"),
        help_text=_("Only with permission; write below who gave it, and when."),
    )
    permission_by = models.CharField(
        _("permission given by"), max_length=160, blank=True, help_text=_("An organisation or a role, or the licence")
    )
    permission_on = models.DateField(_("permission given on"), null=True, blank=True)
    content_owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("owner"),
        help_text=_("Who keeps the entry right. Never shown to visitors."),
    )
    review_on = models.DateField(_("to be reviewed on"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("replaced by"),
        help_text=_("The work leaves the list; its address stays and leads to this one."),
    )
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="work",
        for_concrete_model=False,
    )
    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="work")

    # Written at each save: what lists are sorted by and searched in.
    sort_title = models.CharField(max_length=250, editable=False, default="")
    sort_year = models.PositiveSmallIntegerField(editable=False, default=0)
    folded = models.TextField(editable=False, default="")

    translatable_fields = [
        TranslatableField("summary"),
        *(
            SynchronizedField(name)
            for name in (
                "title",
                "slug",
                "publisher",
                "year",
                "kind",
                "languages",
                "topics",
                "stages",
                "readers",
                "cover",
                "pages",
                "size_kb",
                "minutes",
                "rights",
                "link",
                "document",
                "permission_by",
                "permission_on",
                "content_owner",
                "review_on",
                "successor",
            )
        ),
    ]
    panels = [
        HelpPanel(_("A work that others have made. It is listed in the library and on the pages by stage and reader.")),
        FieldPanel("title"),
        FieldPanel("summary"),
        MultiFieldPanel(
            [FieldPanel("publisher"), FieldPanel("year"), FieldPanel("kind"), FieldPanel("languages")], _("Facts")
        ),
        MultiFieldPanel([FieldPanel("topics"), FieldPanel("stages"), FieldPanel("readers")], _("For whom and when")),
        MultiFieldPanel(
            [FieldPanel("pages"), FieldPanel("size_kb"), FieldPanel("minutes"), FieldPanel("rights")],
            _("Length and rights"),
        ),
        FieldPanel("link"),
        MultiFieldPanel(
            [FieldPanel("document"), FieldPanel("permission_by"), FieldPanel("permission_on")], _("File at the portal")
        ),
        MultiFieldPanel([FieldPanel("cover"), FieldPanel("slug"), FieldPanel("successor")], _("How it is shown")),
        MultiFieldPanel([FieldPanel("content_owner"), FieldPanel("review_on")], _("Owner and review")),
        PublishingPanel(),
    ]
    base_form_class = WorkForm
    search_fields = [
        index.SearchField("title"),
        index.SearchField("publisher"),
        index.AutocompleteField("title"),
        index.FilterField("locale_id"),
    ]

    class Meta(TranslatableMixin.Meta):
        ordering = ["sort_title"]
        verbose_name = _("work")
        verbose_name_plural = _("works")
        constraints = [
            models.UniqueConstraint(fields=["slug", "locale"], name="one_work_an_address"),
            models.CheckConstraint(
                condition=Q(document__isnull=True) | (Q(permission_on__isnull=False) & ~Q(permission_by="")),
                name="hosted_work_has_permission",
                violation_error_message=_("A file is only hosted with permission: write who gave it, and when."),
            ),
        ]
        indexes = [
            # The first two give a page of the list in its order, the third counts a filtered list without reading rows.
            models.Index(fields=["locale", "-sort_year", "sort_title", "id"], name="work_newest"),
            models.Index(fields=["locale", "sort_title", "id"], name="work_by_title"),
            models.Index(
                fields=["locale", "kind", "publisher", "live", "stages", "topics", "readers", "languages"],
                name="work_facts",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: object, **kwargs: object) -> None:
        self.slug = self.slug or self._free_slug()
        self.derive()
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def clean(self) -> None:
        """A file needs to know who allowed it and when (domain.md §4.10)."""
        super().clean()
        missing = [name for name in ("permission_by", "permission_on") if not getattr(self, name)]
        if self.document_id and missing:
            message = _("A file is only hosted with permission: write who gave it, and when.")
            raise ValidationError(dict.fromkeys(missing, message))

    def derive(self) -> None:
        """Writes the fields that lists are sorted by and searched in; whoever saves past `save` calls it."""
        self.sort_title = danish_order(self.title)[:250]
        self.sort_year = self.year or 0
        self.folded = fold(f"{self.title} {self.publisher} {self.summary}")

    def _free_slug(self) -> str:
        stem = slugify(fold(self.title))[:70].strip("-") or "vaerk"
        taken = set(Work.objects.filter(slug__startswith=stem, locale_id=self.locale_id).values_list("slug", flat=True))
        numbered = (stem if number == 1 else f"{stem}-{number}" for number in range(1, len(taken) + 2))
        return next(slug for slug in numbered if slug not in taken)

    @property
    def revisions(self) -> "models.QuerySet[Revision]":
        """Its drafts and versions, for Wagtail."""
        return self._revisions

    @property
    def language_words(self) -> str:
        """ "Dansk, Engelsk"."""
        return _listed(WorkLanguage, self.languages)

    @property
    def length_words(self) -> str:
        """ "3 min.", "12 sider, 640 KB"; empty where nothing is known."""
        minutes = ngettext("%(count)d minute", "%(count)d minutes", self.minutes or 0) % {"count": self.minutes or 0}
        pages = ngettext("%(count)d page", "%(count)d pages", self.pages or 0) % {"count": self.pages or 0}
        size = file_size(self.size_kb * KILOBYTE) if self.size_kb else ""
        known = (minutes if self.minutes else "", pages if self.pages else "", size)
        return ", ".join(part for part in known if part)

    @property
    def fact_rows(self) -> list[tuple[str, str]]:
        """Everything known of the work as pairs of word and fact."""
        rows = [
            (_("Kind"), str(self.get_kind_display())),
            (_("Publisher"), self.publisher),
            (_("Year"), str(self.year or "")),
            (_("Language"), self.language_words),
            (_("Length"), self.length_words),
            (_("About"), _listed(WorkTopic, self.topics)),
            (_("Stages"), _listed(Stage, self.stages)),
            (_("Readers"), _listed(Reader, self.readers)),
            (_("Rights"), self.rights),
        ]
        return [(str(word), fact) for word, fact in rows if fact]

    @property
    def is_pdf_link(self) -> bool:
        """Whether the address at the publisher is that of a PDF file, as far as its ending tells."""
        return self.link.split("?")[0].lower().endswith(".pdf")

    @property
    def cover_area(self) -> str:
        """The colour of the drawn cover: films, tools and the rest are told apart."""
        return COVER_AREAS.get(self.kind, "workplaces")


def _listed(choices: type[models.TextChoices], codes: Iterable[str]) -> str:
    return ", ".join(str(choices(code).label) for code in codes)
