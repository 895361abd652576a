"""Where there are peers in an organisation, and where there could be. Nothing is stored."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

from django.utils.translation import gettext as _

from pdf.render import Pdf, render

MOST_ROWS = 40


@dataclass(frozen=True)
class Place:
    """One unit: the peers it has today (None: nobody knows), what they do, and what could be."""

    unit: str
    today: int | None = None
    function: str = ""
    idea: str = ""
    who: str = ""
    when: str = ""


PARTS = tuple(field.name for field in fields(Place))


@dataclass(frozen=True)
class Overview:
    """The list and what it adds up to."""

    places: tuple[Place, ...]
    peers: int
    without: int
    ideas: int
    steps: int

    @property
    def header(self) -> list[str]:
        return [_("Place"), _("Peers today"), _("What they do"), _("What could be"), _("Next step"), _("When")]

    @property
    def rows(self) -> list[list[tuple[str, str]]]:
        """The list as a table, each cell with the heading of its column."""
        return [list(zip(self.header, _cells(place), strict=True)) for place in self.places]

    @property
    def totals(self) -> list[tuple[str, str]]:
        """The sums in words."""
        return [
            (_("Places"), str(len(self.places))),
            (_("Peers today"), str(self.peers)),
            (_("Places without a peer"), str(self.without)),
            (_("Places with an idea"), str(self.ideas)),
            (_("Places where somebody takes the next step"), str(self.steps)),
        ]

    @property
    def for_print(self) -> dict[str, object]:
        """The table as the PDF's own table takes it."""
        return {"caption": _("The places"), "header": self.header, "rows": self.rows}


def overview_of(places: Sequence[Place]) -> Overview:
    """Adds up the list. A place whose number of peers nobody knows is not one without."""
    return Overview(
        places=tuple(places),
        peers=sum(place.today or 0 for place in places),
        without=sum(place.today == 0 for place in places),
        ideas=sum(bool(place.idea) for place in places),
        steps=sum(bool(place.who) for place in places),
    )


def _cells(place: Place) -> list[str]:
    known = str(place.today) if place.today is not None else _("not known")
    return [place.unit, known, *(words or "–" for words in (place.function, place.idea, place.who, place.when))]


def file_of(overview: Overview, *, title: str, language: str, today: date) -> Pdf:
    """Makes the PDF of an overview. Raises PdfFailed."""
    return render("pdf/mapping.html", {"overview": overview, "day": today}, language=language, title=title)
