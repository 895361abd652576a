"""What editors write for the tools: the sides of the role star and the statements of the questionnaire."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.blocks.links import PagePointerBlock

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


class TopicBlock(blocks.StructBlock):
    """Statements about one topic, and the section of a guide that helps with it."""

    title = blocks.CharBlock(max_length=60, label=_("topic"), help_text=_("E.g. Timer og vilkår"))
    statements = blocks.ListBlock(
        blocks.CharBlock(max_length=160, label=_("statement"), help_text=_("E.g. Vi ved, hvem peeren går til i tvivl")),
        min_num=1,
        max_num=8,
        label=_("statements"),
    )
    page = PagePointerBlock(label=_("guide"), help_text=_("Where one reads on when there is much to talk about"))
    chapter = blocks.IntegerBlock(
        required=False, min_value=1, max_value=99, label=_("chapter"), help_text=_("Its number in the guide, e.g. 4")
    )

    class Meta:
        icon = "help"
        label = _("topic")
        description = _("Statements about one topic, and the guide that helps with it")
        template = "employment/blocks/topic.html"
        preview_value = {
            "title": "Kolleger",
            "statements": ["Alle kolleger ved, hvorfor vi ansætter en peer", "Vi har talt om det, der bekymrer"],
        }


class TopicsBlock(blocks.StreamBlock):
    """The topics of a questionnaire."""

    topic = TopicBlock()

    class Meta:
        icon = "help"
        max_num = 15
