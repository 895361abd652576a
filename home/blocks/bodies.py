"""The bodies of pages: which blocks each may hold."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .media import DownloadBlock, FilmBlock, ImageBlock, TableBlock
from .text import (
    AccordionBlock,
    ContactBoxBlock,
    FactBlock,
    NoticeBlock,
    QuestionBlock,
    QuoteBlock,
    QuotedFactBlock,
    StepsBlock,
    TextBlock,
)
from .ways import CallToActionBlock, CardsBlock


class BodyBlock(blocks.StreamBlock):
    """The body of an ordinary page."""

    text = TextBlock()
    fact = FactBlock()
    quoted_fact = QuotedFactBlock()
    notice = NoticeBlock()
    steps = StepsBlock()
    quote = QuoteBlock()
    accordion = AccordionBlock()
    image = ImageBlock()
    film = FilmBlock()
    download = DownloadBlock()
    table = TableBlock()
    cta = CallToActionBlock()
    cards = CardsBlock()
    contact = ContactBoxBlock()


class FrontBlock(blocks.StreamBlock):
    """The body of the front page, below its hero."""

    cards = CardsBlock()
    steps = StepsBlock()
    cta = CallToActionBlock()
    text = TextBlock()
    quoted_fact = QuotedFactBlock()
    quote = QuoteBlock()


class QuestionGroupBlock(blocks.StructBlock):
    """Questions under one heading."""

    title = blocks.CharBlock(max_length=80, required=False, label=_("heading"))
    items = blocks.ListBlock(QuestionBlock(), min_num=1, max_num=30, label=_("questions"))

    class Meta:
        icon = "help"
        label = _("questions")
        description = _("Questions and answers under one heading")
        template = "blocks/accordion.html"
        preview_value = {"title": "", "items": [{"question": "Koster det noget?", "answer": "<p>Nej.</p>"}]}


class QuestionsBlock(blocks.StreamBlock):
    """The questions of a page of questions."""

    questions = QuestionGroupBlock()
