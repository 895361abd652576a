"""The tools of the setup guide to test against."""

from typing import Any

from peerhub.models import ScalePage, SetupQuestionsPage
from peerhub.pairs import EXAMPLE
from tests.fixtures.sites import SiteTree

SCALE = "/peer-grupper/skala/"
QUESTIONS = "/peer-grupper/skema/"
PAIR = {
    "axis": "equality",
    "closed": "Nogle støtter andre.",
    "closed_for": "Klare roller\nRåd af erfaring",
    "closed_against": "En over og en under",
    "open": "Alle står lige.",
    "open_for": "Alle giver",
    "open_against": "Ingen bærer",
    "ours": True,
    "example": "Lige.",
}


def make_scale(tree: SiteTree) -> ScalePage:
    """A live scale below the section, with one pair in words."""
    page = ScalePage(title="Skalaen", slug="skala", pairs=[("pair", PAIR)], locale=tree.section.locale, live=True)
    tree.section.add_child(instance=page)
    return ScalePage.objects.get(pk=page.pk)


def make_questions(tree: SiteTree) -> SetupQuestionsPage:
    """A live page with a question before, one definition and one when taking stock."""
    asked = [("anchoring", "Virker det?"), ("before", "Hvilket behov?"), ("definition", "Hvad er det hos jer?")]
    questions = [("question", {"part": part, "question": words, "help": "Tænk efter."}) for part, words in asked]
    page = SetupQuestionsPage(title="Skema", slug="skema", questions=questions, locale=tree.section.locale, live=True)
    tree.section.add_child(instance=page)
    return SetupQuestionsPage.objects.get(pk=page.pk)


def sheet(**more: Any) -> dict[str, Any]:
    """What a form sends for Høreforeningen's sheet."""
    return {**EXAMPLE, "shown": "1", "act": "show", **more}
