"""What other apps' templates may show of news."""

from typing import Any

from django import template

from home.locales import id_of
from home.shell import remembered

from ..domain.queries import newest

register = template.Library()


@register.inclusion_tag("news/latest.html", takes_context=True)
def latest_news(context: template.Context, most: int = 3) -> dict[str, Any]:
    """The newest articles of the reader's language."""
    request = context["request"]
    language = getattr(request, "asked_language", "da")
    articles = remembered(request, f"news:latest:{language}:{most}", lambda: newest(id_of(language), most))
    return {"articles": articles, "request": request}
