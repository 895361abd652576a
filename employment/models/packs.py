"""The hiring pack: the page that makes one, and those that somebody asked for a link to."""

import uuid
from http import HTTPMethod
from typing import ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from home.blocks import BodyBlock
from home.fields import PortalStreamField
from home.models import BasePage


class HiringPack(models.Model):
    """Six answers and the sections they gave. It holds nothing about a person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token_hash = models.CharField(max_length=64, unique=True)
    answers = models.JSONField(_("answers"))
    sections = models.JSONField(_("sections"))
    made_at = models.DateTimeField(_("made"))
    delete_after = models.DateField(_("deleted after"), db_index=True)

    class Meta:
        verbose_name = _("hiring pack")
        verbose_name_plural = _("hiring packs")

    def __str__(self) -> str:
        return str(self.pk)


class PackPage(RoutablePageMixin, BasePage):
    """Six questions, and the sections of the guides that apply."""

    body = PortalStreamField(BodyBlock(), blank=True, verbose_name=_("before the questions"))

    parent_page_types = ["home.SectionPage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1
    allowed_http_methods: ClassVar[list[HTTPMethod]] = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.POST]
    stream_fields = ("body",)
    template = "employment/pack/page.html"
    type_word = _("Tool")
    purpose = _("The hiring pack: six questions, and a PDF of the guide sections that apply.")

    class Meta:
        verbose_name = _("hiring pack page")

    @classmethod
    def content_panels_of(cls) -> list[Panel]:
        return [*super().content_panels_of(), FieldPanel("body")]

    @path("")
    def ask(self, request: HttpRequest) -> HttpResponse:
        """The questions, and the sections when they have been answered."""
        from ..views.packs import ask

        return ask(request, self)

    @path("pdf/")
    def as_file(self, request: HttpRequest) -> HttpResponse:
        """The sections as a PDF."""
        from ..views.packs import as_file

        return as_file(request, self)

    @path("gem/")
    def keep(self, request: HttpRequest) -> HttpResponse:
        """Makes a link, when asked to."""
        from ..views.packs import keep

        return keep(request, self)

    @path("gemt/<str:token>/")
    def kept(self, request: HttpRequest, token: str) -> HttpResponse:
        """A pack by its link: what has changed since."""
        from ..views.packs import kept

        return kept(request, self, token)

    @path("gemt/<str:token>/slet/")
    def remove(self, request: HttpRequest, token: str) -> HttpResponse:
        """Deletes a pack."""
        from ..views.packs import remove

        return remove(request, self, token)
