"""News articles and their index."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from home.blocks import BodyBlock
from home.enums import Area
from home.fields import PortalStreamField
from home.models import BasePage
from home.shell import remembered

TOPICS = [choice for choice in Area.choices if choice[0] != Area.NEWS]


class NewsIndexPage(RoutablePageMixin, BasePage):
    """All news of a language, newest first, with filters and a feed."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["news.NewsPage"]
    max_count_per_parent = 1
    template = "news/news_index_page.html"
    feed_topic = ""  # what a feed was asked for
    filters: ClassVar[frozenset[str]] = frozenset({"aar", "emne", "sted", "page"})
    type_word = _("News")
    purpose = _("The list of news. Articles are made below it.")

    class Meta:
        verbose_name = _("news index")

    @path("")
    def articles(self, request: HttpRequest) -> HttpResponse:
        """The list, filtered by what the address asks for."""
        from ..views.index import show_index

        return show_index(request, self)

    @path("feed/")
    def feed(self, request: HttpRequest) -> HttpResponse:
        """The newest articles as RSS."""
        from ..feeds import NewsFeed

        return NewsFeed()(request, index=self)

    @path("atom/")
    def atom(self, request: HttpRequest) -> HttpResponse:
        """The same as Atom."""
        from ..feeds import AtomFeed

        return AtomFeed()(request, index=self)


class NewsPage(BasePage):
    """One article."""

    published_on = models.DateField(
        _("date"), default=timezone.localdate, help_text=_("Shown on the article. It may lie in the past.")
    )
    topic = models.CharField(_("topic"), max_length=12, choices=TOPICS, default=Area.PORTAL)
    place = models.CharField(_("place"), max_length=60, blank=True, help_text=_("E.g. Aarhus"))
    author_role = models.CharField(_("written by"), max_length=60, blank=True, help_text=_("A role, e.g. Redaktionen"))
    image = models.ForeignKey(
        "home.PortalImage", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("image")
    )
    body = PortalStreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    parent_page_types = ["news.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    stream_fields = ("body",)
    template = "news/news_page.html"
    type_word = _("News article")
    purpose = _("One piece of news: what has happened, or what will, and what a reader can do with it.")
    search_fields = [*BasePage.search_fields, index.FilterField("published_on"), index.FilterField("topic")]
    override_translatable_fields: ClassVar[list[Any]] = [
        *BasePage.override_translatable_fields,
        SynchronizedField("published_on"),
        SynchronizedField("topic"),
        SynchronizedField("image", overridable=True),
    ]

    class Meta:
        verbose_name = _("news article")
        indexes = [models.Index(fields=["-published_on"], name="news_date")]

    @classmethod
    def content_panels_of(cls) -> list[Panel]:
        return [*super().content_panels_of(), FieldPanel("image"), FieldPanel("body")]

    @classmethod
    def fact_panels_of(cls) -> list[Panel]:
        return [
            FieldPanel("published_on"),
            MultiFieldPanel([FieldPanel("topic"), FieldPanel("place"), FieldPanel("author_role")], _("About")),
        ]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..domain.queries import RECENT, newest, related_to

        context = super().get_context(request, *args, **kwargs)
        recent = remembered(request, f"news:recent:{self.locale_id}", lambda: newest(self.locale_id, RECENT))
        context["related"] = related_to(self, recent)
        return context

    @property
    def updated_on(self) -> Any:
        """The day the article was last changed, where that is after its date; else None."""
        changed = self.last_published_at and timezone.localdate(self.last_published_at)
        return (
            changed
            if changed and self.first_published_at and changed > timezone.localdate(self.first_published_at)
            else None
        )
