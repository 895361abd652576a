"""The result of the questionnaire as a PDF: an agenda with room to write."""

from datetime import date

from pdf.render import Pdf, render

from .issues import Result


def file_of(result: Result, *, title: str, language: str, today: date) -> Pdf:
    """Makes the PDF. Raises PdfFailed."""
    return render("pdf/issues.html", {"result": result, "day": today}, language=language, title=title)
