"""What every page of the portal has."""

from html import unescape
from http import HTTPMethod
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    HelpPanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from ..folding import fold
from ..links import page_ids_in
from ..page_forms import BasePageForm
from ..panels import ChecksPanel


class BasePage(Page):
    """Summary, social image, owner and review date, on four tabs; the frame is fetched in a fixed number of queries."""

    summary = models.CharField(
        _("summary"),
        max_length=200,
        blank=True,
        help_text=_("Shown at the top of the page and in lists. Max 200 characters."),
    )
    social_image = models.ForeignKey(
        "home.PortalImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("social image"),
        help_text=_("Shown when somebody shares the page. 1200 × 630 works best."),
    )
    content_owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("owner"),
        help_text=_("Who keeps the page right and is asked when it is due for review."),
    )
    review_on = models.DateField(
        _("review on"), null=True, blank=True, help_text=_("The day somebody reads the page again, e.g. in a year.")
    )

    # The words of the body, written at each save: search, LIX and snippets read them without building blocks.
    plain_text = models.TextField(editable=False, blank=True, default="")

    base_form_class = BasePageForm
    show_in_menus_default = False
    allowed_http_methods: ClassVar[list[HTTPMethod]] = [HTTPMethod.GET, HTTPMethod.HEAD]
    stream_fields: ClassVar[tuple[str, ...]] = ()
    # What a visitor may choose in the address: with these, and with no other parameter, the page may be kept.
    filters: ClassVar[frozenset[str]] = frozenset()
    preview_modes: ClassVar[list[tuple[str, Promise]]] = [("", _("Page")), ("card", _("Card in a list"))]
    type_word: ClassVar[Promise] = _("Page")
    purpose: ClassVar[Promise] = _("A page of the portal.")
    before_publishing: ClassVar[Promise] = _(
        "Before you publish: write a summary, give pictures an alt text, set owner and review day, read the checks."
    )

    search_fields = [
        *Page.search_fields,
        index.SearchField("folded_title", boost=4),
        index.SearchField("folded_text"),
        index.AutocompleteField("folded_title"),
        index.AutocompleteField("folded_text"),
    ]
    override_translatable_fields: ClassVar[list[Any]] = [
        SynchronizedField("content_owner"),
        SynchronizedField("review_on"),
        SynchronizedField("social_image", overridable=True),
        SynchronizedField("plain_text"),
    ]

    class Meta:
        abstract = True

    @classmethod
    def content_panels_of(cls) -> list[Panel]:
        """The panels of the first tab; page types add to them."""
        return [FieldPanel("summary")]

    @classmethod
    def fact_panels_of(cls) -> list[Panel]:
        """The panels of the second tab."""
        return []

    @classmethod
    def get_edit_handler(cls) -> Any:
        """Four tabs: content, facts, sharing, settings (visual.md §7)."""
        help_text = format_lazy("<p>{}</p><p>{}</p>", cls.purpose, cls.before_publishing)
        tabs = [
            ObjectList(
                [
                    HelpPanel(help_text, classname="help"),
                    TitleFieldPanel("title"),
                    *cls.content_panels_of(),
                    ChecksPanel(),
                ],
                heading=_("Content"),
            )
        ]
        if facts := cls.fact_panels_of():
            tabs.append(ObjectList(facts, heading=_("Facts")))
        tabs += [
            ObjectList(
                [
                    MultiFieldPanel(
                        [FieldPanel("seo_title"), FieldPanel("search_description")], _("In search results")
                    ),
                    FieldPanel("social_image"),
                ],
                heading=_("Sharing"),
            ),
            ObjectList(
                [
                    MultiFieldPanel([FieldPanel("content_owner"), FieldPanel("review_on")], _("Owner and review")),
                    MultiFieldPanel([FieldPanel("slug"), FieldPanel("show_in_menus")], _("Place in the site")),
                    PublishingPanel(),
                ],
                heading=_("Settings"),
            ),
        ]
        return TabbedInterface(tabs, base_form_class=cls.base_form_class).bind_to_model(cls)

    def linked_page_ids(self) -> set[int]:
        """Ids of the pages that the body links to, read from the raw data without building blocks."""
        return set().union(*(page_ids_in(getattr(self, name).raw_data) for name in self.stream_fields), set())

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..frames import frame_of

        context = super().get_context(request, *args, **kwargs)
        context["frame"] = frame_of(request, self)
        return context

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "home/previews/card.html" if mode_name == "card" else self.get_template(request)

    # --- search -------------------------------------------------------------------------------------------------
    @property
    def folded_title(self) -> str:
        """The title with æ, ø and å written out, so that "hoere" finds "høre"."""
        return fold(self.title)

    @property
    def folded_text(self) -> str:
        """Summary and body in plain words, folded like the title."""
        return fold(f"{self.summary} {self.plain_text}")

    def words_of_body(self) -> str:
        """The words of the body as running text."""
        parts = [
            " ".join(str(part) for part in self._meta.get_field(name).get_searchable_content(getattr(self, name)))
            for name in self.stream_fields
        ]
        return " ".join(unescape(strip_tags(" ".join(parts).replace("</", " </"))).split())

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.plain_text = self.words_of_body()
        super().save(*args, **kwargs)
