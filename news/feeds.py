"""The feeds of news: RSS and Atom, all of a language or those of one topic."""

from datetime import datetime, time
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from home.links import url_of

from .domain.queries import filtered, live_news
from .models import NewsIndexPage, NewsPage
from .models.pages import TOPICS

MOST_ITEMS = 20


class NewsFeed(Feed):
    """The newest articles of a language as RSS 2; with `?emne=` those of one topic. An unknown topic counts as none."""

    part = "feed/"

    def get_object(self, request: HttpRequest, index: NewsIndexPage) -> NewsIndexPage:
        topic = request.GET.get("emne", "")
        index.feed_topic = topic if topic in dict(TOPICS) else ""
        return index

    def title(self, index: NewsIndexPage) -> str:
        about = str(dict(TOPICS).get(index.feed_topic, ""))
        return " – ".join(filter(None, ("Peerportalen", str(index.title), about)))

    def link(self, index: NewsIndexPage) -> str:
        return urljoin(settings.SITE_URL, url_of(index))

    def feed_url(self, index: NewsIndexPage) -> str:
        topic = f"?emne={index.feed_topic}" if index.feed_topic else ""
        return urljoin(settings.SITE_URL, f"{url_of(index)}{self.part}{topic}")

    def description(self, index: NewsIndexPage) -> str:
        return index.summary or _("News from Peerportalen")

    def items(self, index: NewsIndexPage) -> list[NewsPage]:
        found = filtered(live_news(index.locale_id), year=None, topic=index.feed_topic, place="")
        return list(found.defer("body", "plain_text")[:MOST_ITEMS])

    def item_title(self, item: Any) -> str:
        return str(item.title)

    def item_description(self, item: Any) -> str:
        return str(item.summary)

    def item_link(self, item: Any) -> str:
        return urljoin(settings.SITE_URL, url_of(item))

    def item_guid(self, item: NewsPage) -> str:
        return f"{item.translation_key}:{item.locale_id}"

    item_guid_is_permalink = False

    def item_pubdate(self, item: NewsPage) -> datetime:
        return timezone.make_aware(datetime.combine(item.published_on, time(9)))

    def item_categories(self, item: NewsPage) -> list[str]:
        return [str(item.get_topic_display())]


class AtomFeed(NewsFeed):
    """The same as Atom."""

    feed_type = Atom1Feed
    part = "atom/"

    def subtitle(self, index: NewsIndexPage) -> str:
        return self.description(index)

    def item_updateddate(self, item: NewsPage) -> datetime:
        return item.last_published_at or self.item_pubdate(item)
