"""A role star as a PDF: drawing, table, and a sheet for the talk with room to write."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import translation

from pdf.render import Pdf, render

from .star_words import Words, words_of
from .stars import Outcome


@dataclass(frozen=True)
class Part:
    """One star of the file: its heading (empty for none), and whether a sheet for the talk follows."""

    heading: str
    outcome: Outcome
    has_sheet: bool = True


def file_of(parts: Sequence[Part], *, title: str, language: str, today: date) -> Pdf:
    """Makes the PDF of one or more stars. Raises PdfFailed."""
    with translation.override(language):
        stars: list[tuple[Part, Words]] = [(part, words_of(part.outcome)) for part in parts]
    return render("pdf/star.html", {"stars": stars, "day": today}, language=language, title=title)
