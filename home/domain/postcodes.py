"""Danish postcodes: which town and region one lies in, what is near it, and how far apart two are."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from ..distances import straight_km
from ..models import Postcode

LOWEST, HIGHEST = 800, 9990
NEAR = 6
# Postcodes with the same first digit lie in one part of the country.
PART = 1000


@dataclass(frozen=True)
class Area:
    """A postcode area. `first` and `last` are equal but for Copenhagen's inner codes."""

    first: int
    last: int
    town: str
    region: str
    latitude: float
    longitude: float

    @property
    def words(self) -> str:
        """As it stands on a letter: `8000 Aarhus C`."""
        return f"{self.first:04} {self.town}"


class Postcodes:
    """Every area, in order: built once and asked many times."""

    def __init__(self, areas: list[Area]) -> None:
        self.areas = areas
        self._firsts = [area.first for area in areas]

    def find(self, code: int) -> Area | None:
        """The area of a code; None for one that is not in the table."""
        place = bisect_right(self._firsts, code) - 1
        area = self.areas[place] if place >= 0 else None
        return area if area and area.first <= code <= area.last else None

    def near(self, code: int) -> list[Area]:
        """The areas whose numbers are nearest to a code that is not in the table: a question, never an answer.

        Those of the same part of the country come first: 7990 is next to 8000 by number, and across the sea from it.
        """

        def apart(area: Area) -> tuple[bool, int, int]:
            return area.first // PART != code // PART, abs(area.first - code), area.first

        return sorted(self.areas, key=apart)[:NEAR]


def all_postcodes() -> Postcodes:
    """The table, read once a process: it changes with a release only."""
    return _table(Postcode.objects.count())


@lru_cache(maxsize=1)
def _table(_rows: int) -> Postcodes:
    fields = ("first", "last", "town", "region", "latitude", "longitude")
    return Postcodes([Area(*row) for row in Postcode.objects.order_by("first").values_list(*fields)])


def distance_km(one: Area, other: Area) -> float:
    """Kilometres in a straight line between the middles of two areas."""
    return straight_km((one.latitude, one.longitude), (other.latitude, other.longitude))
