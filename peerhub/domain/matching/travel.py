"""How far it is between two places, and who may cross what water.

Straight lines on one land. Jutland, Funen and Zealand (with what stands on their bridges) are measured over the
bridges: through Middelfart, and from Nyborg to Korsør. Any other land is out of range unless the person says that they
will cross water: that lifts every limit, and then even bridges are measured straight (contract.md).
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise, permutations
from math import radians
from typing import Any

from home.distances import EARTH_KM, Point, straight_km

JUTLAND, FUNEN, ZEALAND = "jylland", "fyn", "sjaelland"
BRIDGED = frozenset({JUTLAND, FUNEN, ZEALAND})
MIDDELFART, NYBORG, KORSOER = (55.5058, 9.7302), (55.3127, 10.7896), (55.3299, 11.1386)
# The first postcodes of each land in order; what stands on a bridge belongs to the land the bridge leads to.
LANDS: tuple[tuple[int, str], ...] = (
    (0, ZEALAND),
    (3700, "bornholm"),
    (3800, ZEALAND),
    (5000, FUNEN),
    (5960, "aeroe"),
    (5986, FUNEN),
    (6000, JUTLAND),
    (6720, "fanoe"),
    (6721, JUTLAND),
    (8305, "samsoe"),
    (8306, JUTLAND),
    (8592, "anholt"),
    (8593, JUTLAND),
    (8789, "endelave"),
    (8790, JUTLAND),
    (8799, "tunoe"),
    (8800, JUTLAND),
    (9940, "laesoe"),
    (9941, JUTLAND),
)


def land_of(postcode: int) -> str:
    """The land that a Danish postcode stands on: Jutland, Funen, Zealand, or an island that no bridge leads to."""
    return LANDS[bisect_right(LANDS, (postcode, "\uffff")) - 1][1]


def km(one: Point, land: str, other: Point, other_land: str, *, over_water: bool = False) -> float | None:
    """Kilometres between two places; None where there is water that nobody may be asked to cross."""
    if over_water or land == other_land:
        return straight_km(one, other)
    if land not in BRIDGED or other_land not in BRIDGED:
        return None
    heads = gates(land, other_land)
    stops = [one, *heads, other]
    return sum(straight_km(a, b) for a, b in pairwise(stops))


def gates(land: str, other: str) -> list[Point]:
    """The bridge heads on the way from one land to another, in order."""
    way = {
        (JUTLAND, FUNEN): [MIDDELFART],
        (FUNEN, ZEALAND): [NYBORG, KORSOER],
        (JUTLAND, ZEALAND): [MIDDELFART, NYBORG, KORSOER],
    }
    return way[land, other] if (land, other) in way else list(reversed(way[other, land]))


class Reach:
    """Many places, by arrays: which of them are near somebody, at once."""

    def __init__(self, places: Sequence[Point], lands: Sequence[str]) -> None:
        import numpy as np

        self.np = np
        self.lat, self.lon = np.radians(np.asarray(places, dtype=np.double).reshape(-1, 2)).T
        self.lands = np.asarray(lands, dtype=object)
        self._of_land = {land: self.lands == land for land in set(lands)}
        self._from = {land: self._straight(gates(*land)[-1]) for land in permutations(sorted(BRIDGED), 2)}

    def within(self, one: Point, land: str, max_km: float, *, over_water: bool) -> int:
        """A mask of the places that somebody will travel to."""
        np = self.np
        far = self._straight(one)
        if not over_water:
            for other, here in self._of_land.items():
                if other != land:
                    far[here] = self._over_bridges(one, land, other)[here] if {land, other} <= BRIDGED else np.inf
        return int.from_bytes(np.packbits(far <= max_km, bitorder="little").tobytes(), "little")

    def _over_bridges(self, one: Point, land: str, other: str) -> Any:
        stops = [one, *gates(land, other)]
        return self._from[land, other] + sum(straight_km(a, b) for a, b in pairwise(stops))

    def _straight(self, one: Point) -> Any:
        return straight_between(radians(one[0]), radians(one[1]), self.lat, self.lon)


def straight_between(lat: Any, lon: Any, other_lat: Any, other_lon: Any) -> Any:
    """Kilometres in a straight line between points in radians, for arrays too."""
    import numpy as np

    half = np.sin((other_lat - lat) / 2) ** 2 + np.cos(lat) * np.cos(other_lat) * np.sin((other_lon - lon) / 2) ** 2
    return 2 * EARTH_KM * np.arcsin(np.sqrt(half))
