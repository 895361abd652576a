"""Models of news, events and newsletters."""

from .events import CalendarPage, EventPage
from .issues import NewsletterIssuePage, NewsletterPage
from .pages import NewsIndexPage, NewsPage
from .sendings import IssueEdition, IssueSending
from .subscribers import Subscriber

__all__ = [
    "CalendarPage",
    "EventPage",
    "IssueEdition",
    "IssueSending",
    "NewsIndexPage",
    "NewsPage",
    "NewsletterIssuePage",
    "NewsletterPage",
    "Subscriber",
]
