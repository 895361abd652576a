"""A hiring pack as a PDF."""

from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Page

from home.links import language_of, linking
from pdf.render import Pdf, render

from ..models import GuidePage
from .guide_document import linked_of, pictures_of
from .packs import Answers, Section


def file_of(answers: Answers, sections: list[Section], *, today: date) -> Pdf:
    """Makes the PDF of a pack, each section with where it comes from. Raises PdfFailed."""
    keys = {section.key.split(":")[0] for section in sections}
    guides = list(GuidePage.objects.live().filter(translation_key__in=keys))
    linked: dict[int, Page] = {}
    for guide in guides:
        if language_of(guide) == answers.language:
            linked |= linked_of(guide, answers.language)
    with translation.override(answers.language):
        title = _("Our hiring pack")
    with linking(linked):
        return render(
            "pdf/pack.html",
            {"sections": sections, "chapters": _lines(sections), "day": today},
            language=answers.language,
            title=title,
            pictures=pictures_of([section.chapter for section in sections]),
        )


def _lines(sections: list[Section]) -> list[dict[str, str]]:
    """The lines of the contents: numbered anew, for the pack has an order of its own."""
    return [
        {"anchor": f"afsnit-{number}", "heading": f"{number} {section.chapter.title}"}
        for number, section in enumerate(sections, start=1)
    ]
