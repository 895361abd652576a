"""How far it is over the ground between two points. No Django: the matching engine measures with it too."""

from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0
Point = tuple[float, float]


def straight_km(one: Point, other: Point) -> float:
    """Kilometres in a straight line over the ground between two points given as latitude and longitude in degrees."""
    lat_1, lon_1, lat_2, lon_2 = map(radians, (*one, *other))
    half = sin((lat_2 - lat_1) / 2) ** 2 + cos(lat_1) * cos(lat_2) * sin((lon_2 - lon_1) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))
