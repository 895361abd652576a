"""What happens on which day, for templates of any app."""

from datetime import timedelta
from typing import Any

from django import template
from django.utils import timezone

from ..agenda import Dated, between
from ..shell import remembered

register = template.Library()
AHEAD = timedelta(days=92)


@register.simple_tag(takes_context=True)
def dates_of(context: template.Context, value: Any) -> list[Dated]:
    """What a block of dates shows in the language of the page."""
    frame = context.get("frame")
    language = frame.page_language if frame else getattr(context.get("request"), "asked_language", "da")
    return list(value.dates(language))


@register.simple_tag(takes_context=True)
def next_dates(context: template.Context, most: int = 3) -> list[Dated]:
    """The next things of the reader's language within three months; asked once a day and version of the site."""
    request = context["request"]
    language, today = getattr(request, "asked_language", "da"), timezone.localdate()
    read = lambda: between(language, today, today + AHEAD, is_front=True)[:most]  # noqa: E731
    found: list[Dated] = remembered(request, f"agenda:{language}:{today}:{most}", read)
    return found
