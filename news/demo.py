"""The news of the demo site."""

from datetime import timedelta
from typing import Any

from home.demo import Plan
from home.demo.drawings import PICTURE
from home.demo.reader import Text
from home.demo.site import add_page_type
from home.models import BasePage, PortalImage

from .models import NewsIndexPage, NewsPage


def article_values(text: Text, plan: Plan) -> dict[str, Any]:
    """Date, topic, place and author of an article from its front matter."""
    meta = text.meta
    return {
        "published_on": plan.today + timedelta(days=int(meta.get("date", "0"))),
        "topic": meta.get("topic", "portal"),
        "place": meta.get("place", ""),
        "author_role": meta.get("author", ""),
        "image": PortalImage.objects.filter(title=PICTURE + meta["image"]).first() if "image" in meta else None,
    }


def register() -> None:
    """Tells the demo which page types are ours."""
    types: dict[str, type[BasePage]] = {"news_index": NewsIndexPage, "news": NewsPage}
    add_page_type("news_index", types["news_index"])
    add_page_type("news", types["news"], article_values)
