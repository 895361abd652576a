"""What editors write for the resource kit: the knowledge of a theme, and its question guide."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.blocks.media import TableBlock
from home.blocks.text import AccordionBlock, FactBlock, NoticeBlock, QuoteBlock, StepsBlock, TextBlock


class KnowledgeBlock(blocks.StreamBlock):
    """What a theme tells: all of it can be printed."""

    text = TextBlock(features=["h3", "bold", "italic", "ol", "ul", "link"])
    fact = FactBlock()
    notice = NoticeBlock()
    steps = StepsBlock()
    quote = QuoteBlock()
    accordion = AccordionBlock()
    table = TableBlock()


class ExerciseBlock(blocks.StructBlock):
    """Something to do together."""

    title = blocks.CharBlock(max_length=80, label=_("exercise"))
    text = blocks.TextBlock(max_length=500, label=_("what you do"), rows=3)

    class Meta:
        icon = "tick"
        label = _("exercise")
        description = _("Something the group does together")
        template = "peerhub/blocks/exercise.html"
        preview_value = {"title": "To og to", "text": "Gå en tur på ti minutter, og fortæl hinanden om en god dag."}


class AskedBlock(blocks.CharBlock):
    """One question of a guide."""

    class Meta:
        icon = "help"
        label = _("question")
        description = _("A question that the group talks about")
        template = "peerhub/blocks/asked.html"
        preview_value = "Hvad gør en god dag god?"


class QuestionGuideBlock(blocks.StreamBlock):
    """The questions of a theme in their order, with exercises between."""

    question = AskedBlock(max_length=200)
    exercise = ExerciseBlock()

    class Meta:
        icon = "help"
        max_num = 20
