"""Chapters of a guide. What a chapter applies to decides which hiring packs it goes into."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.blocks.media import ImageBlock, TableBlock
from home.blocks.text import (
    AccordionBlock,
    FactBlock,
    NoticeBlock,
    QuoteBlock,
    QuotedFactBlock,
    StepsBlock,
    TextBlock,
)

from ..enums import Reader, Situation, Stage, Workplace


class ChapterBodyBlock(blocks.StreamBlock):
    """What a chapter may hold: all of it can be printed."""

    text = TextBlock(features=["h3", "bold", "italic", "ol", "ul", "link"])
    fact = FactBlock()
    quoted_fact = QuotedFactBlock()
    notice = NoticeBlock()
    steps = StepsBlock()
    quote = QuoteBlock()
    accordion = AccordionBlock()
    image = ImageBlock()
    table = TableBlock()

    class Meta:
        icon = "list-ul"


class ChapterBlock(blocks.StructBlock):
    """A numbered chapter."""

    title = blocks.CharBlock(max_length=80, label=_("title"), help_text=_("Without a number; it is written for you"))
    stages = blocks.MultipleChoiceBlock(
        choices=Stage.choices, required=False, label=_("stages"), search_index=False, help_text=_("None means all")
    )
    readers = blocks.MultipleChoiceBlock(
        choices=Reader.choices, required=False, label=_("readers"), search_index=False, help_text=_("None means all")
    )
    workplaces = blocks.MultipleChoiceBlock(
        choices=Workplace.choices,
        required=False,
        label=_("workplaces"),
        search_index=False,
        help_text=_("None means all"),
    )
    situations = blocks.MultipleChoiceBlock(
        choices=Situation.choices,
        required=False,
        label=_("situations"),
        search_index=False,
        help_text=_("None means all"),
    )
    body = ChapterBodyBlock(label=_("text"))

    class Meta:
        icon = "doc-full"
        label = _("chapter")
        description = _("A numbered chapter with text, boxes, steps and tables")
        template = "employment/blocks/chapter.html"
        preview_value = {
            "title": "Gør kollegerne klar",
            "body": [{"type": "text", "value": "<p>Fortæl tidligt, hvad I vil, og hør, hvad der bekymrer.</p>"}],
        }


class ChaptersBlock(blocks.StreamBlock):
    """The chapters of a guide."""

    chapter = ChapterBlock()
