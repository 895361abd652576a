"""What editors write for the setup guide: each pair's two poles with what speaks for and against, and the questions."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from ..enums import QuestionPart, SchemeAxis
from ..words import lines_of

A_LINE_EACH = _("One a line")


def _lines(label: Any) -> blocks.TextBlock:
    return blocks.TextBlock(label=label, required=False, max_length=600, help_text=A_LINE_EACH, rows=3)


class PairValue(blocks.StructValue):
    """A pair's words, the lists as lists."""

    @property
    def poles(self) -> list[dict[str, Any]]:
        """The closed pole, then the open one."""
        return [
            {
                "side": side,
                "text": self[side],
                "gains": lines_of(self[f"{side}_for"]),
                "costs": lines_of(self[f"{side}_against"]),
            }
            for side in ("closed", "open")
        ]


class PairBlock(blocks.StructBlock):
    """One of the 15 pairs in words."""

    axis = blocks.ChoiceBlock(choices=SchemeAxis.choices, label=_("pair"), search_index=False)
    closed = blocks.TextBlock(label=_("the closed side"), max_length=500, rows=3)
    closed_for = _lines(_("advantages of the closed side"))
    closed_against = _lines(_("disadvantages of the closed side"))
    open = blocks.TextBlock(label=_("the open side"), max_length=500, rows=3)
    open_for = _lines(_("advantages of the open side"))
    open_against = _lines(_("disadvantages of the open side"))
    ours = blocks.BooleanBlock(
        label=_("our own words"),
        required=False,
        help_text=_("Tick it where Høreforeningen's guide has a heading only. The page says so."),
    )
    example = blocks.TextBlock(label=_("how Høreforeningen chose"), required=False, max_length=300, rows=2)

    class Meta:
        icon = "order"
        label = _("pair")
        description = _("What the two sides of a pair are, and what speaks for and against")
        template = "peerhub/blocks/pair.html"
        value_class = PairValue
        preview_value = {
            "axis": "organisation",
            "closed": "Et fælles kontor styrer det hele.",
            "closed_for": "Ens kvalitet",
            "closed_against": "Det koster",
            "open": "Lokale kræfter styrer hver deres.",
            "open_for": "Ejerskab",
            "open_against": "Svært at holde en fælles linje",
            "ours": False,
            "example": "Centralt.",
        }


class PairsBlock(blocks.StreamBlock):
    """The pairs in words."""

    pair = PairBlock()

    class Meta:
        icon = "order"
        max_num = len(SchemeAxis.values)


class SetupQuestionBlock(blocks.StructBlock):
    """A question with what to think of."""

    part = blocks.ChoiceBlock(choices=QuestionPart.choices, label=_("when"), search_index=False)
    question = blocks.CharBlock(max_length=160, label=_("question"))
    help = blocks.TextBlock(required=False, max_length=300, label=_("what to think of"), rows=2)

    class Meta:
        icon = "help"
        label = _("question")
        description = _("A question that is answered in writing")
        template = "peerhub/blocks/question.html"
        preview_value = {
            "part": "before",
            "question": "Hvilket behov skal ordningen dække?",
            "help": "Spørg også, om noget andet kan dække det bedre.",
        }


class SetupQuestionsBlock(blocks.StreamBlock):
    """The questions of the setup guide."""

    question = SetupQuestionBlock()

    class Meta:
        icon = "help"
        max_num = 20
