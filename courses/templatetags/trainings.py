"""Hours in words."""

from django import template
from django.utils.formats import number_format
from django.utils.translation import ngettext

register = template.Library()


@register.filter
def hours(minutes: int | None) -> str:
    """ "2,5 timer" / "2.5 hours"; nothing for nothing."""
    if minutes is None:
        return ""
    value = round(minutes / 60, 2)
    text = number_format(value, decimal_pos=None) if value % 1 else str(int(value))
    return ngettext("%(hours)s hour", "%(hours)s hours", 1 if value == 1 else 2) % {"hours": text}
