"""Templates that workplaces fill from a form."""

from typing import Any

from django.core.exceptions import ValidationError
from django.forms.utils import ErrorList
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from ..enums import LetterKind
from ..placeholders import unknown_in, unknown_message


class LetterBlock(blocks.StructBlock):
    """One template: plain text with names in braces."""

    kind = blocks.ChoiceBlock(choices=LetterKind.choices, label=_("kind"), search_index=False)
    title = blocks.CharBlock(max_length=80, label=_("heading"))
    intro = blocks.CharBlock(max_length=300, label=_("what it is good for"))
    text = blocks.TextBlock(
        max_length=6000,
        rows=16,
        label=_("text"),
        help_text=_(
            "An empty line parts paragraphs, ## begins a heading and - a line of a list. The form fills in "
            "{arbejdsplads}, {by}, {timer}, {start}, {opgaver}, {kontakt}, {frist}, {ansoeger} and {afsender}."
        ),
    )

    def clean(self, value: Any) -> Any:
        result = super().clean(value)
        if unknown := unknown_in(result["text"]):
            raise StructBlockValidationError({"text": ErrorList([ValidationError(unknown_message(unknown[0]))])})
        return result

    class Meta:
        icon = "doc-full-inverse"
        label = _("template")
        description = _("A text with names in braces that a form fills in")
        template = "employment/blocks/letter.html"
        preview_value = {
            "kind": "afslag",
            "title": "Et godt afslag",
            "intro": "Når nogen skal have et nej.",
            "text": "Kære {ansoeger}\n\nTak, fordi du søgte hos {arbejdsplads}.",
        }


class LettersBlock(blocks.StreamBlock):
    """The templates of the page, one of each kind."""

    letter = LetterBlock()

    class Meta:
        block_counts = {"letter": {"max_num": len(LetterKind.choices)}}
