"""What the models of news hold about people: nothing, they are content."""

from accounts.registry import content

from .models import NewsIndexPage, NewsPage


def register_all() -> None:
    """Classifies every model; called once at start-up."""
    content(NewsIndexPage, NewsPage)
