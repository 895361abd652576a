"""The directory of places as a PDF."""

from datetime import date

from pdf.render import Pdf, render

from ..models import PeerPlace


def file_of(places: list[PeerPlace], *, title: str, language: str, chosen: list[str], address: str, today: date) -> Pdf:
    """Makes the PDF of the places that were asked for. Raises PdfFailed."""
    context = {"places": places, "chosen": chosen, "address": address, "day": today}
    return render("pdf/places.html", context, language=language, title=title)
