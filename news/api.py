"""News as others read them (home.read_api)."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from home import read_api
from home.links import url_of
from home.locales import id_of
from home.read_api import Asked

from .domain.queries import filtered, live_news
from .models import NewsPage
from .models.pages import TOPICS

YEARS = tuple(str(year) for year in range(2000, 2100))


def register() -> None:
    """Called once by the app's own start."""
    filters = {"topic": tuple(code for code, _words in TOPICS), "year": YEARS}
    read_api.register("news", read_api.Resource(_("News"), filters, rows, items))


def rows(asked: Asked) -> "QuerySet[NewsPage]":
    """The news of a language, newest first."""
    year = int(asked.values["year"]) if "year" in asked.values else None
    found = filtered(live_news(id_of(asked.language)), year=year, topic=asked.values.get("topic", ""), place="")
    return found.defer("body", "plain_text")


def items(found: Sequence[NewsPage], asked: Asked) -> list[dict[str, Any]]:
    """What a list of news shows. No query."""
    return [
        {
            "id": str(one.translation_key),
            "title": one.title,
            "summary": one.summary,
            "topic": one.topic,
            "place": one.place,
            "published_on": one.published_on.isoformat(),
            "url": urljoin(settings.SITE_URL, url_of(one)),
        }
        for one in found
    ]
