"""The feed of news."""

from datetime import datetime, time
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from home.links import url_of

from .domain.queries import live_news
from .models import NewsIndexPage, NewsPage

MOST_ITEMS = 20


class NewsFeed(Feed):
    """The newest articles of a language as RSS 2."""

    def get_object(self, request: HttpRequest, index: NewsIndexPage) -> NewsIndexPage:
        return index

    def title(self, index: NewsIndexPage) -> str:
        return f"Peerportalen – {index.title}"

    def link(self, index: NewsIndexPage) -> str:
        return urljoin(settings.SITE_URL, url_of(index))

    def feed_url(self, index: NewsIndexPage) -> str:
        return urljoin(settings.SITE_URL, f"{url_of(index)}feed/")

    def description(self, index: NewsIndexPage) -> str:
        return index.summary or _("News from Peerportalen")

    def items(self, index: NewsIndexPage) -> list[NewsPage]:
        return list(live_news(index.locale_id).defer("body")[:MOST_ITEMS])

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
