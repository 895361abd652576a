"""The checklist: the page that editors own, and the lists that somebody asked for a link to."""

import uuid
from http import HTTPMethod
from typing import ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from accounts.fields import EncryptedTextField
from home.blocks import BodyBlock
from home.fields import PortalStreamField
from home.models import BasePage

from ..blocks import ItemsBlock, TalksBlock


class ChecklistPage(RoutablePageMixin, BasePage):
    """Items in five stages and a follow-up plan; filled in here, in the browser, or behind a private link."""

    body = PortalStreamField(BodyBlock(), blank=True, verbose_name=_("before the list"))
    items = PortalStreamField(ItemsBlock(), verbose_name=_("checklist items"))
    talks = PortalStreamField(TalksBlock(), blank=True, verbose_name=_("follow-up plan"))

    parent_page_types = ["home.SectionPage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1
    allowed_http_methods: ClassVar[list[HTTPMethod]] = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.POST]
    stream_fields = ("body", "items", "talks")
    template = "employment/checklist/page.html"
    is_form = True  # it prints a token, so it is never stored
    type_word = _("Tool")
    purpose = _("The checklist: items at five stages and a follow-up plan. A saved list tells what you change here.")

    class Meta:
        verbose_name = _("checklist page")

    @classmethod
    def content_panels_of(cls) -> list[Panel]:
        return [*super().content_panels_of(), FieldPanel("body"), FieldPanel("items"), FieldPanel("talks")]

    @path("")
    def fill(self, request: HttpRequest) -> HttpResponse:
        """The list; posted, the dates of the plan are worked out and nothing is stored."""
        from ..views.checklists import fill

        return fill(request, self)

    @path("pdf/")
    def as_file(self, request: HttpRequest) -> HttpResponse:
        """The list as a PDF: empty, or with what was posted."""
        from ..views.checklists import as_file

        return as_file(request, self)

    @path("gem/")
    def keep(self, request: HttpRequest) -> HttpResponse:
        """Stores the list behind a private link."""
        from ..views.checklists import keep

        return keep(request, self)

    @path("gemt/<str:token>/")
    def kept(self, request: HttpRequest, token: str) -> HttpResponse:
        """A stored list by its link, and saving it again."""
        from ..views.checklists import kept

        return kept(request, self, token)

    @path("gemt/<str:token>/slet/")
    def remove(self, request: HttpRequest, token: str) -> HttpResponse:
        """Deletes a stored list."""
        from ..views.checklists import remove

        return remove(request, self, token)


class KeptChecklist(models.Model):
    """A list behind a link. What was written is sealed; `version` tells a save that it comes too late."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    page = models.ForeignKey(ChecklistPage, on_delete=models.CASCADE, related_name="kept_lists", verbose_name=_("page"))
    token_hash = models.CharField(max_length=64, unique=True)
    content = EncryptedTextField(_("content"))
    version = models.PositiveIntegerField(_("version"), default=1)
    changed_at = models.DateTimeField(_("changed"))
    delete_after = models.DateField(_("deleted after"), db_index=True)

    class Meta:
        verbose_name = _("kept checklist")
        verbose_name_plural = _("kept checklists")

    def __str__(self) -> str:
        return str(self.pk)
