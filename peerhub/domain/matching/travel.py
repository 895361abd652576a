"""How far it is between two places, and who may cross what water.

Straight lines on one land. Jutland, Funen and Zealand (with what stands on their bridges) are measured over the
bridges: through Middelfart, and from Nyborg to Korsør. Any other land is out of range unless the person says that they
will cross water: that lifts every limit, and then even bridges are measured straight (contract.md).
"""

from bisect import bisect_right
from itertools import pairwise

from home.distances import Point, straight_km

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
    gates = _gates(land, other_land)
    stops = [one, *gates, other]
    return sum(straight_km(a, b) for a, b in pairwise(stops))


def _gates(land: str, other: str) -> list[Point]:
    """The bridge heads on the way, in order."""
    way = {
        (JUTLAND, FUNEN): [MIDDELFART],
        (FUNEN, ZEALAND): [NYBORG, KORSOER],
        (JUTLAND, ZEALAND): [MIDDELFART, NYBORG, KORSOER],
    }
    return way[land, other] if (land, other) in way else list(reversed(way[other, land]))
