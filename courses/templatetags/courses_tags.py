"""What templates of courses need."""

from typing import Any

from django import template

from ..domain.catalogue import length_words, price_words
from ..filters import season_of, season_words

register = template.Library()
register.filter("price_of", price_words)
register.filter("length_of", length_words)


@register.filter
def season(cohort: Any) -> str:
    """The half-year a cohort begins in, in words."""
    return season_words(season_of(cohort))
