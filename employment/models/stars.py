"""The role star: its page, and the stars that several people have answered apart."""

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

from ..blocks import AxesBlock


class RoleStar(models.Model):
    """A star that several answer apart. It keeps the words of the sides as they were when it began."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token_hash = models.CharField(max_length=64, unique=True)
    axes = models.JSONField(_("subjects of the star"))
    turn = models.PositiveSmallIntegerField(_("round"), default=1)
    started_at = models.DateTimeField(_("started"))
    revealed_at = models.DateTimeField(_("shown"), null=True)
    revealed_again_at = models.DateTimeField(_("shown the second time"), null=True)
    keep_until = models.DateField(_("kept until, if all agree"))
    delete_after = models.DateField(_("deleted after"), db_index=True)
    withdrawn = models.PositiveSmallIntegerField(_("withdrawn"), default=0)

    class Meta:
        verbose_name = _("role star")
        verbose_name_plural = _("role stars")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(turn__in=(1, 2)), name="star_turns_are_two"),
            models.CheckConstraint(
                condition=models.Q(turn=1) | models.Q(revealed_at__isnull=False), name="star_second_turn_after_first"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def shown_at(self) -> object:
        """When the answers of the present round were shown; None while they are hidden."""
        return self.revealed_at if self.turn == 1 else self.revealed_again_at


class RoleStarRater(models.Model):
    """One who rates. The name is what the one who began calls them, a role rather than a person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    star = models.ForeignKey(RoleStar, on_delete=models.CASCADE, related_name="raters")
    place = models.PositiveSmallIntegerField()
    name = EncryptedTextField(_("name"))
    token_hash = models.CharField(max_length=64, unique=True)
    keeps = models.BooleanField(_("agrees to keep it"), default=False)

    class Meta:
        verbose_name = _("rater of a role star")
        verbose_name_plural = _("raters of role stars")
        ordering = ["place"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["star", "place"], name="one_rater_a_place")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class RoleStarResult(models.Model):
    """What one has answered in one round, sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    rater = models.ForeignKey(RoleStarRater, on_delete=models.CASCADE, related_name="results")
    turn = models.PositiveSmallIntegerField(_("round"))
    scores = EncryptedTextField(_("answers"))

    class Meta:
        verbose_name = _("answer to a role star")
        verbose_name_plural = _("answers to role stars")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["rater", "turn"], name="one_answer_a_round")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class RoleStarPage(RoutablePageMixin, BasePage):
    """The tool: words before it, and the sides that are rated."""

    body = PortalStreamField(BodyBlock(), blank=True, verbose_name=_("before the star"))
    axes = PortalStreamField(AxesBlock(), blank=True, verbose_name=_("subjects of the star"))

    parent_page_types = ["home.SectionPage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1
    allowed_http_methods: ClassVar[list[HTTPMethod]] = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.POST]
    stream_fields = ("body", "axes")
    template = "employment/star/page.html"
    type_word = _("Tool")
    purpose = _("The role star: people rate the sides of the role, and see where they differ.")

    class Meta:
        verbose_name = _("role star page")

    @classmethod
    def content_panels_of(cls) -> list[Panel]:
        return [*super().content_panels_of(), FieldPanel("body"), FieldPanel("axes")]

    @path("")
    def begin(self, request: HttpRequest) -> HttpResponse:
        """What it is, and the two ways of doing it."""
        from ..views.stars import begin

        return begin(request, self)

    @path("udfyld/")
    def fill(self, request: HttpRequest) -> HttpResponse:
        """One to three voices on one screen; nothing is stored."""
        from ..views.stars import fill

        return fill(request, self)

    @path("pdf/")
    def as_file(self, request: HttpRequest) -> HttpResponse:
        """The result as a PDF."""
        from ..views.stars import as_file

        return as_file(request, self)

    @path("hver-for-sig/")
    def start(self, request: HttpRequest) -> HttpResponse:
        """Begins a star that several answer apart."""
        from ..views.joint_stars import start

        return start(request, self)

    @path("hver-for-sig/<str:token>/")
    def seat(self, request: HttpRequest, token: str) -> HttpResponse:
        """What a private link shows and does."""
        from ..views.joint_stars import seat

        return seat(request, self, token)

    @path("hver-for-sig/<str:token>/pdf/")
    def joint_file(self, request: HttpRequest, token: str) -> HttpResponse:
        """The shown result of a joint star as a PDF."""
        from ..views.joint_stars import joint_file

        return joint_file(request, self, token)
