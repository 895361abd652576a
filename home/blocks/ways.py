"""Blocks that lead on."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .links import LinkBlock
from .text import FactChoiceBlock


class CallToActionBlock(blocks.StructBlock):
    """One thing to do next."""

    title = blocks.CharBlock(max_length=80, label=_("heading"))
    text = blocks.CharBlock(max_length=300, required=False, label=_("text"))
    fact = FactChoiceBlock(required=False, label=_("or a fact"), help_text=_("Stands below the text, with its source"))
    link = LinkBlock(label=_("button"))

    class Meta:
        icon = "arrow-right"
        label = _("call to action")
        group = _("Ways on")
        description = _("A heading, a sentence and one button")
        template = "blocks/cta.html"
        preview_value = {
            "title": "Er I klar?",
            "text": "Se, hvordan I kommer godt i gang.",
            "link": {"url": "/", "text": "Kom i gang"},
        }


class CardBlock(blocks.StructBlock):
    link = LinkBlock(label=_("link"))
    text = blocks.CharBlock(max_length=200, required=False, label=_("text"))

    class Meta:
        icon = "doc-full"


class CardsBlock(blocks.StructBlock):
    """Cards that lead to pages."""

    title = blocks.CharBlock(max_length=80, label=_("heading"))
    cards = blocks.ListBlock(CardBlock(), min_num=1, max_num=9, label=_("cards"))

    class Meta:
        icon = "grip"
        label = _("cards")
        group = _("Ways on")
        description = _("Cards, each with a link and a sentence")
        template = "blocks/cards.html"
        preview_value = {
            "title": "Hvad leder du efter?",
            "cards": [{"link": {"url": "/", "text": "Jeg vil møde andre som mig"}, "text": "Peer-grupper"}],
        }
