"""Blocks of words."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from ..enums import NoticeKind, Topic

SMALL = ["bold", "italic", "link", "ul"]


class TextBlock(blocks.RichTextBlock):
    """Running text with headings and lists."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("features", ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"])
        super().__init__(**kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("text")
        group = _("Words")
        description = _("Running text with headings, lists and links")
        template = "blocks/text.html"
        preview_value = (
            "<h2>Sådan begynder I</h2><p>Aftal først, hvad I vil med gruppen. Skriv det ned med jeres egne ord.</p>"
        )


class FactRowBlock(blocks.StructBlock):
    term = blocks.CharBlock(max_length=40, label=_("word"), help_text=_("E.g. Pris"))
    detail = blocks.CharBlock(max_length=200, label=_("fact"), help_text=_("E.g. Gratis"))

    class Meta:
        icon = "list-ul"


class FactBlock(blocks.StructBlock):
    """Facts in two columns."""

    title = blocks.CharBlock(max_length=80, label=_("heading"))
    rows = blocks.ListBlock(FactRowBlock(), label=_("facts"), min_num=1, max_num=12)

    class Meta:
        icon = "clipboard-list"
        label = _("fact box")
        group = _("Words")
        description = _("Short facts: who, price, length")
        template = "blocks/fact.html"
        preview_value = {
            "title": "Kort om forløbet",
            "rows": [{"term": "Pris", "detail": "Gratis"}, {"term": "Længde", "detail": "Et halvt til et helt år"}],
        }


def known_facts() -> list[tuple[str, str]]:
    """The facts that editors have written; asked each time a form is drawn."""
    from ..domain.facts import choices

    return choices()


class FactChoiceBlock(blocks.ChoiceBlock):
    """A fact by its key, so that both languages quote the same."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("choices", known_facts)
        kwargs.setdefault("label", _("fact"))
        kwargs.setdefault("search_index", False)
        super().__init__(**kwargs)

    # Wagtail looks a stored value up among the choices, which would ask the database once for each quote on a page.
    def to_python(self, value: Any) -> str:
        return value or ""

    def normalize(self, value: Any) -> str:
        return value or ""

    class Meta:
        icon = "pick"


class QuotedFactBlock(blocks.StructBlock):
    """A fact of the portal with its source and the day it was checked."""

    title = blocks.CharBlock(max_length=80, label=_("heading"))
    fact = FactChoiceBlock()

    class Meta:
        icon = "pick"
        label = _("quoted fact")
        group = _("Words")
        description = _("A fact from the list of facts, with its source. It follows when the fact is changed")
        template = "blocks/quoted_fact.html"
        preview_value = {"title": "Hvor mange timer?", "fact": "peer-timer"}


class NoticeBlock(blocks.StructBlock):
    """Something to remember."""

    kind = blocks.ChoiceBlock(choices=NoticeKind.choices, default=NoticeKind.INFO, label=_("kind"), search_index=False)
    title = blocks.CharBlock(max_length=80, label=_("heading"))
    text = blocks.RichTextBlock(features=SMALL, label=_("text"))

    class Meta:
        icon = "warning"
        label = _("notice")
        group = _("Words")
        description = _("A tinted box with something to remember")
        template = "blocks/notice.html"
        preview_value = {"kind": "info", "title": "Husk", "text": "<p>Det kan tage op til et år at falde til.</p>"}


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=80, label=_("step"))
    text = blocks.CharBlock(max_length=400, required=False, label=_("what happens"))

    class Meta:
        icon = "list-ol"


class StepsBlock(blocks.StructBlock):
    """Numbered steps."""

    title = blocks.CharBlock(max_length=80, label=_("heading"))
    steps = blocks.ListBlock(StepBlock(), min_num=2, max_num=12, label=_("steps"))

    class Meta:
        icon = "list-ol"
        label = _("step list")
        group = _("Words")
        description = _("Numbered steps, each with a short title")
        template = "blocks/steps.html"
        preview_value = {
            "title": "Sådan gør du",
            "steps": [
                {"title": "Tilmeld dig", "text": "Du svarer på nogle spørgsmål."},
                {"title": "Vi finder en gruppe", "text": "Du hører fra os, når runden er lukket."},
            ],
        }


class QuoteBlock(blocks.StructBlock):
    """Somebody's words, with who said them."""

    text = blocks.TextBlock(max_length=500, label=_("quote"), help_text=_("Without quotation marks"))
    attribution = blocks.CharBlock(max_length=80, label=_("who said it"), help_text=_("A role is enough, e.g. Kursist"))

    class Meta:
        icon = "openquote"
        label = _("quote")
        group = _("Words")
        description = _("A quotation and who said it")
        template = "blocks/quote.html"
        preview_value = {"text": "Her behøver jeg ikke forklare alting forfra.", "attribution": "Deltager, demo"}


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(max_length=150, label=_("question"))
    # No CharBlock: its value is the same in every language, so a shared link opens the answer in both.
    address = blocks.RegexBlock(
        regex=r"^[a-z0-9]+(-[a-z0-9]+)*$",
        required=False,
        max_length=60,
        label=_("address of the answer"),
        help_text=_("Keeps links right when the question is worded anew, e.g. timetal. Empty: made of the question."),
        error_messages={"invalid": _("Use small letters a–z, figures and hyphens.")},
    )
    fact = FactChoiceBlock(
        required=False, label=_("begins with the fact"), help_text=_("Stands first in the answer, with its source")
    )
    answer = blocks.RichTextBlock(features=["bold", "italic", "link", "ul", "ol"], label=_("answer"))

    class Meta:
        icon = "help"


class AccordionBlock(blocks.StructBlock):
    """Questions that open one by one."""

    title = blocks.CharBlock(max_length=80, required=False, label=_("heading"))
    items = blocks.ListBlock(QuestionBlock(), min_num=1, max_num=20, label=_("questions"))

    class Meta:
        icon = "collapse-down"
        label = _("questions and answers")
        group = _("Words")
        description = _("Questions that open one by one, each with its own address")
        template = "blocks/accordion.html"
        preview_value = {
            "title": "Ofte stillede spørgsmål",
            "items": [{"question": "Koster det noget?", "answer": "<p>Nej, det er gratis.</p>"}],
        }


class ContactBoxBlock(blocks.StructBlock):
    """Who to write to about a topic; the local contacts of that topic are shown with it."""

    topic = blocks.ChoiceBlock(choices=Topic.choices, label=_("topic"), search_index=False)
    text = blocks.CharBlock(max_length=300, label=_("text"), help_text=_("What people may ask about"))

    class Meta:
        icon = "mail"
        label = _("contact box")
        group = _("Ways on")
        description = _("A way to write to us about a topic, with the local contacts")
        template = "blocks/contact.html"
        preview_value = {
            "topic": "groups",
            "text": "Skriv til os, hvis du er i tvivl om, hvilken gruppe der passer til dig.",
        }
