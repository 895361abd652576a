"""How the voices of a role star are told from each other: by dashes and marks, and by colour for those who see it."""

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

register = template.Library()

# The words, the dashes, and the colour on paper; on a screen the style sheet gives the colour of the scheme.
LINES: tuple[tuple[str | Promise, str, str], ...] = (
    (_("solid line"), "", "#0b5560"),
    (_("dashed line"), "12 7", "#683875"),
    (_("dotted line"), "3 5", "#94361b"),
    (_("line of dashes and dots"), "16 5 3 5", "#1b4b8a"),
    (_("line of short dashes"), "6 4", "#1c6337"),
)


@register.filter
def star_line_word(number: int) -> str | Promise:
    """What the line of a voice is called."""
    return LINES[(number - 1) % len(LINES)][0]


@register.filter
def star_dashes(number: int) -> str:
    """The dashes of a voice's line; empty for a solid one."""
    return LINES[(number - 1) % len(LINES)][1]


@register.filter
def star_colour(number: int) -> str:
    """The colour of a voice's line on paper."""
    return LINES[(number - 1) % len(LINES)][2]
