"""What happens on which day, for templates of any app."""

from typing import Any

from django import template

from ..agenda import Dated

register = template.Library()


@register.simple_tag(takes_context=True)
def dates_of(context: template.Context, value: Any) -> list[Dated]:
    """What a block of dates shows in the language of the page."""
    frame = context.get("frame")
    language = frame.page_language if frame else getattr(context.get("request"), "asked_language", "da")
    return list(value.dates(language))
