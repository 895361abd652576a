"""What editors write for the tools: the axes of the role star."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

FEWEST_AXES = 3
MOST_AXES = 12


class AxisBlock(blocks.StructBlock):
    """One side of the role, rated from 1 to 5."""

    title = blocks.CharBlock(max_length=40, label=_("subject"), help_text=_("E.g. Grænser. Max 40 characters."))
    low = blocks.CharBlock(
        max_length=120, label=_("what 1 means"), help_text=_("E.g. Peeren siger selv til og fra fra dag til dag")
    )
    high = blocks.CharBlock(
        max_length=120, label=_("what 5 means"), help_text=_("E.g. Det står skrevet, hvad der ligger uden for rollen")
    )

    class Meta:
        icon = "pick"
        label = _("subject of the star")
        description = _("One side of the role, and what 1 and 5 mean")
        template = "employment/blocks/axis.html"
        preview_value = {"title": "Grænser", "low": "Vi finder dem undervejs", "high": "De er skrevet ned på forhånd"}


class AxesBlock(blocks.StreamBlock):
    """The subjects of a role star."""

    axis = AxisBlock()

    class Meta:
        icon = "pick"
        min_num = FEWEST_AXES
        max_num = MOST_AXES
