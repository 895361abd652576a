"""Blocks of a newsletter issue. Each has three faces: on the web, in the mail, and in the mail's plain text."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.agenda import WORDS as HAPPENINGS
from home.agenda import Dated, Happening, between
from home.blocks.links import PagePointerBlock
from home.blocks.media import DownloadBlock, FilmBlock, ImageBlock
from home.blocks.text import ContactBoxBlock, NoticeBlock, QuoteBlock, TextBlock
from home.blocks.ways import CallToActionBlock

LONGEST_WEEKS = 26


class ArticlesValue(blocks.StructValue):
    """The value of a row of articles."""

    def live_articles(self) -> list[Any]:
        """The live ones of those chosen, in that order, each with its picture."""
        from .domain.queries import in_order

        chosen = [one["page"].pk for one in self["articles"] if one["page"]]
        return [one for one in in_order(chosen) if one.live]


class ArticleBlock(blocks.StructBlock):
    """One of the articles."""

    page = PagePointerBlock(page_type="news.NewsPage", label=_("article"))

    class Meta:
        icon = "doc-full"


class ArticlesBlock(blocks.StructBlock):
    """News to read more of."""

    title = blocks.CharBlock(max_length=80, required=False, label=_("heading"))
    articles = blocks.ListBlock(ArticleBlock(), min_num=1, max_num=8, label=_("articles"))

    class Meta:
        icon = "list-ul"
        label = _("news")
        group = _("From the portal")
        description = _("Articles, each with its summary and a link")
        template = "blocks/articles.html"
        value_class = ArticlesValue
        preview_value = {"title": "Nyt fra portalen", "articles": []}


class DatesValue(blocks.StructValue):
    """The value of a list of dates."""

    def dates(self, language: str) -> list[Dated]:
        """What comes within the weeks, of the chosen kinds."""
        today = timezone.localdate()
        last = today + timedelta(weeks=self["weeks"])
        chosen = set(self["kinds"] or [str(one) for one in Happening])
        return [one for one in between(language, today, last) if str(one.kind) in chosen]


class DatesBlock(blocks.StructBlock):
    """What comes: rounds, courses and events, as they stand when the issue is sent."""

    title = blocks.CharBlock(max_length=80, required=False, label=_("heading"))
    kinds = blocks.MultipleChoiceBlock(
        choices=[(str(kind), words) for kind, words in HAPPENINGS.items()],
        required=False,
        label=_("which"),
        help_text=_("None chosen shows all"),
        search_index=False,
    )
    weeks = blocks.IntegerBlock(min_value=1, max_value=LONGEST_WEEKS, default=8, label=_("weeks ahead"))

    class Meta:
        icon = "date"
        label = _("dates")
        group = _("From the portal")
        description = _("Deadlines, course starts and events of the weeks to come; they fill themselves in")
        template = "blocks/dates.html"
        value_class = DatesValue
        preview_value = {"title": "Det sker", "kinds": [], "weeks": 8}


class IssueBlock(blocks.StreamBlock):
    """What an issue is made of."""

    text = TextBlock()
    articles = ArticlesBlock()
    dates = DatesBlock()
    notice = NoticeBlock()
    quote = QuoteBlock()
    image = ImageBlock()
    film = FilmBlock()
    download = DownloadBlock()
    cta = CallToActionBlock()
    contact = ContactBoxBlock()
