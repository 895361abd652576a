"""Items of the checklist and the talks of its follow-up plan."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from ..enums import PlanUnit, Stage

MOST_ITEMS = 60
MOST_TALKS = 12


class ItemBlock(blocks.StructBlock):
    """Something to do, at one of the five stages."""

    stage = blocks.ChoiceBlock(choices=Stage.choices, label=_("stage"), search_index=False)
    text = blocks.CharBlock(
        max_length=200, label=_("checklist item"), help_text=_("E.g. Plads, mail og nøgler er bestilt.")
    )

    class Meta:
        icon = "tick"
        label = _("checklist item")
        description = _("Something to tick off, at one of the five stages")
        template = "employment/blocks/item.html"
        preview_value = {"stage": "prepare", "text": "Plads, mail og nøgler er bestilt."}


class ItemsBlock(blocks.StreamBlock):
    """The items of a checklist. Stages come in their own order whatever the order of the items."""

    item = ItemBlock()

    class Meta:
        max_num = MOST_ITEMS


class TalkBlock(blocks.StructBlock):
    """A talk of the follow-up plan, so long after the first day."""

    title = blocks.CharBlock(max_length=80, label=_("heading"), help_text=_("E.g. Efter tre måneder"))
    count = blocks.IntegerBlock(min_value=0, max_value=60, label=_("how many"), help_text=_("0 is the first day"))
    unit = blocks.ChoiceBlock(choices=PlanUnit.choices, label=_("of what"), search_index=False)
    text = blocks.CharBlock(max_length=300, label=_("what to talk about"))

    class Meta:
        icon = "date"
        label = _("talk")
        description = _("A talk of the follow-up plan, so many days, weeks, months or years after the first day")
        template = "employment/blocks/talk.html"
        preview_value = {"title": "Efter tre måneder", "count": 3, "unit": "months", "text": "Tal om opgaver og timer."}


class TalksBlock(blocks.StreamBlock):
    """The talks of a follow-up plan."""

    talk = TalkBlock()

    class Meta:
        max_num = MOST_TALKS
