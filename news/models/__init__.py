"""Models of news."""

from .pages import NewsIndexPage, NewsPage

__all__ = ["NewsIndexPage", "NewsPage"]
