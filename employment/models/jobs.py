"""Notices of jobs for peers. A notice is gone from everywhere once its deadline has passed."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail_localize.fields import SynchronizedField

from accounts.enums import Region
from home.blocks import BodyBlock
from home.fields import PortalStreamField
from home.models import BasePage


class JobIndexPage(RoutablePageMixin, BasePage):
    """The notices that are open, those whose deadline comes first on top."""

    body = PortalStreamField(BodyBlock(), blank=True, verbose_name=_("before the notices"))

    parent_page_types = ["home.SectionPage"]
    subpage_types = ["employment.JobNoticePage"]
    max_count_per_parent = 1
    stream_fields = ("body",)
    template = "employment/jobs/index.html"
    filters: ClassVar[frozenset[str]] = frozenset({"region"})
    type_word = _("Jobs for peers")
    purpose = _(
        "The list of jobs for peers. Notices are made below it and leave it by themselves after their deadline."
    )

    class Meta:
        verbose_name = _("job index")

    @classmethod
    def content_panels_of(cls) -> list[Panel]:
        return [*super().content_panels_of(), FieldPanel("body")]

    @path("")
    def notices(self, request: HttpRequest) -> HttpResponse:
        """The list, of one region where asked for."""
        from ..views.jobs import show_index

        return show_index(request, self)

    @path("<slug:slug>/")
    def past(self, request: HttpRequest, slug: str) -> HttpResponse:
        """A notice that is no longer live: over, or never there."""
        from ..views.jobs import show_past

        return show_past(request, self, slug)


class JobNoticePage(BasePage):
    """One job."""

    employer = models.CharField(_("workplace"), max_length=100, help_text=_("E.g. Værestedet Broen"))
    town = models.CharField(_("town"), max_length=60, help_text=_("E.g. Aarhus"))
    region = models.CharField(_("region"), max_length=20, choices=Region.choices)
    hours = models.DecimalField(
        _("hours a week"), max_digits=3, decimal_places=1, null=True, blank=True, help_text=_("E.g. 20 or 20,5")
    )
    deadline = models.DateField(
        _("last day to apply"), help_text=_("The day after, the notice is taken down by itself, in both languages.")
    )
    how_to_apply = models.CharField(
        _("how to apply"),
        max_length=300,
        help_text=_("Whom to write to, and what to send. A mail address of the place."),
    )
    link = models.URLField(_("address of the notice at the workplace"), blank=True)
    body = PortalStreamField(BodyBlock(), blank=True, verbose_name=_("about the job"))

    parent_page_types = ["employment.JobIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    stream_fields = ("body",)
    template = "employment/jobs/notice.html"
    type_word = _("Job for a peer")
    purpose = _("A job for a peer at a workplace. It is public until the last day to apply has passed.")
    override_translatable_fields: ClassVar[list[Any]] = [
        *BasePage.override_translatable_fields,
        SynchronizedField("employer"),
        SynchronizedField("town"),
        SynchronizedField("region"),
        SynchronizedField("hours"),
        SynchronizedField("deadline"),
        SynchronizedField("link"),
    ]

    class Meta:
        verbose_name = _("job notice")
        indexes = [models.Index(fields=["deadline"], name="job_deadline")]

    @classmethod
    def content_panels_of(cls) -> list[Panel]:
        return [
            *super().content_panels_of(),
            MultiFieldPanel([FieldPanel("employer"), FieldPanel("town"), FieldPanel("region")], _("Where")),
            MultiFieldPanel([FieldPanel("hours"), FieldPanel("deadline")], _("When")),
            MultiFieldPanel([FieldPanel("how_to_apply"), FieldPanel("link")], _("Applying")),
            FieldPanel("body"),
        ]

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        from ..views.jobs import show_notice

        return show_notice(request, self)
