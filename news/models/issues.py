"""The newsletter: where people ask for it, and its issues as pages that anybody can read."""

from http import HTTPMethod
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail_localize.fields import SynchronizedField

from home.blocks import BodyBlock
from home.fields import PortalStreamField
from home.models import BasePage

from ..blocks import IssueBlock


class NewsletterPage(RoutablePageMixin, BasePage):
    """What the newsletter is, the form that asks for it, and the issues so far."""

    body = PortalStreamField(BodyBlock(), blank=True, verbose_name=_("below the form"))

    parent_page_types = ["home.HomePage"]
    subpage_types = ["news.NewsletterIssuePage"]
    max_count_per_parent = 1
    allowed_http_methods: ClassVar[list[HTTPMethod]] = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.POST]
    stream_fields = ("body",)
    template = "news/newsletter_page.html"
    is_form = True  # it prints a token, so it is never stored
    type_word = _("Newsletter")
    purpose = _("Where people ask for the newsletter. Its issues are made below it.")

    class Meta:
        verbose_name = _("newsletter page")

    @classmethod
    def content_panels_of(cls) -> list[Panel]:
        return [*super().content_panels_of(), FieldPanel("body")]

    @path("")
    def ask(self, request: HttpRequest) -> HttpResponse:
        """The form, and what is sent with it."""
        from ..views.subscribing import ask

        return ask(request, self)


class NewsletterIssuePage(BasePage):
    """One issue: composed of news, dates, quotes, pictures, films and files with free text between. The page is the
    issue's place on the web; the mail is made of the same blocks."""

    issue_on = models.DateField(_("date"), default=timezone.localdate)
    body = PortalStreamField(IssueBlock(), blank=True, verbose_name=_("content"))

    parent_page_types = ["news.NewsletterPage"]
    subpage_types: ClassVar[list[str]] = []
    stream_fields = ("body",)
    template = "news/issue_page.html"
    type_word = _("Newsletter issue")
    purpose = _("One issue of the newsletter. Publish the page first; then it can be mailed to those who asked for it.")
    override_translatable_fields: ClassVar[list[Any]] = [
        *BasePage.override_translatable_fields,
        SynchronizedField("issue_on"),
    ]

    class Meta:
        verbose_name = _("newsletter issue")
        indexes = [models.Index(fields=["-issue_on"], name="issue_date")]

    @classmethod
    def content_panels_of(cls) -> list[Panel]:
        return [*super().content_panels_of(), FieldPanel("body")]

    @classmethod
    def fact_panels_of(cls) -> list[Panel]:
        return [FieldPanel("issue_on")]
