"""The values of many pairs at once, by arrays: the same figures as `scoring.alike` gives pair by pair."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from .people import Person, Settings
from .travel import BRIDGED, gates, straight_between

FAR_KM = 100.0  # so far counts as nothing near
OLD_YEARS = 30.0  # so far apart counts as nothing alike
DIGITS = 6  # values are rounded: the last digits of a sine differ from machine to machine


class Arrays:
    """People as columns of figures. Every answer is an array: a row for each of `ones`, a column for each of `others`
    (both by place)."""

    def __init__(self, people: Sequence[Person], settings: Settings, weights: Sequence[Mapping[str, float]]) -> None:
        import numpy as np

        self.np, self.settings = np, settings
        self.lat = np.radians([one.lat for one in people])
        self.lon = np.radians([one.lon for one in people])
        self.land = _numbers([one.land for one in people])
        self.lands = list(dict.fromkeys(one.land for one in people))
        self.over_water = np.asarray([one.over_water for one in people], dtype=bool)
        self.age = np.asarray([np.nan if one.age is None else one.age for one in people], dtype=np.double)
        self.sector = _numbers(["", *(one.sector for one in people)])[1:]
        self.codes = {
            "challenge": _marked([one.challenges for one in people]),
            "themes": _marked([one.themes for one in people]),
        }
        self.weights = {name: np.asarray([one.get(name, 0.0) for one in weights]) for name in settings.criteria}
        self.mixed = {
            name: np.asarray([one.prefers.get(name) == "mixed" for one in people], dtype=bool)
            for name in settings.criteria
        }

    def both(self, ones: Any, others: Any) -> tuple[Any, Any]:
        """What each of `others` is worth to each of `ones`: where they meet in a town; and on a screen, where distance
        does not count."""
        alike = {criterion: self.alike(criterion, ones, others) for criterion in self.settings.criteria}
        return self._weighed(alike, ones)

    def mutual(self, one: int, others: Any) -> tuple[Any, Any, Any, Any]:
        """The same for one person, and what they are worth to each of `others`, as four lists of figures."""
        me = self.np.asarray([one])
        alike = {criterion: self.alike(criterion, me, others) for criterion in self.settings.criteria}
        near, screen = self._weighed(alike, me)
        turned = {criterion: values.T for criterion, values in alike.items()}
        their_near, their_screen = self._weighed(turned, others)
        return near[0], screen[0], their_near[:, 0], their_screen[:, 0]

    def _weighed(self, alike: Mapping[str, Any], ones: Any) -> tuple[Any, Any]:
        """Each criterion as people feel it, in the order that is theirs."""
        np = self.np
        total, weight, apart = 0.0, np.zeros((len(ones), 1)), 0.0
        for criterion, values in alike.items():
            mixed, counts = self.mixed[criterion][ones][:, None], self.weights[criterion][ones][:, None]
            felt = counts * (np.where(mixed, 1.0 - values, values) if mixed.any() else values)
            if criterion == "geography":
                apart = felt
            else:
                total = total + felt
                weight = weight + counts
        on_screen = total / np.where(weight > 0, weight, 1.0)
        shape = next(iter(alike.values())).shape if alike else (len(ones), 0)
        return np.broadcast_to(total + apart, shape).round(DIGITS), np.broadcast_to(on_screen, shape).round(DIGITS)

    def alike(self, criterion: str, ones: Any, others: Any) -> Any:
        """How alike they are in a criterion."""
        np = self.np
        if criterion == "geography":
            band = self.settings.band_km
            return np.clip(1.0 - np.maximum(0.0, self.km(ones, others) - band) / (FAR_KM - band), 0.0, 1.0)
        if criterion == "age":
            years = np.abs(self.age[ones][:, None] - self.age[others][None, :])
            return np.where(np.isnan(years), 0.5, np.maximum(0.0, 1.0 - years / OLD_YEARS))
        if criterion == "sector":
            mine, theirs = self.sector[ones][:, None], self.sector[others][None, :]
            return np.where((mine == 0) | (theirs == 0), 0.5, (mine == theirs).astype(np.double))
        marks, counts = self.codes[criterion]
        fewer = np.minimum(counts[ones][:, None], counts[others][None, :])
        shared = marks[ones] @ marks[others].T
        return np.divide(shared, fewer, out=np.full(shared.shape, 0.5), where=fewer > 0)

    def km(self, ones: Any, others: Any) -> Any:
        """Kilometres; without end where there is water that not both will cross."""
        np = self.np
        far = straight_between(self.lat[ones][:, None], self.lon[ones][:, None], self.lat[others], self.lon[others])
        away = self.land[ones][:, None] != self.land[others][None, :]
        away &= ~(self.over_water[ones][:, None] & self.over_water[others][None, :])
        if away.any():
            over = np.full(far.shape, np.inf)
            for mine, name in enumerate(self.lands):
                for theirs, other in enumerate(self.lands):
                    if name != other and {name, other} <= BRIDGED:
                        here = (self.land[ones] == mine)[:, None] & (self.land[others] == theirs)[None, :]
                        if here.any():
                            over = np.where(here, self._over_bridges(ones, others, name, other), over)
            far = np.where(away, over, far)
        return far

    def _over_bridges(self, ones: Any, others: Any, land: str, other: str) -> Any:
        np = self.np
        heads = [tuple(np.radians(point)) for point in gates(land, other)]
        first = straight_between(self.lat[ones], self.lon[ones], *heads[0])
        last = straight_between(self.lat[others], self.lon[others], *heads[-1])
        between = sum(straight_between(*a, *b) for a, b in pairwise(heads))
        return first[:, None] + between + last[None, :]


def _numbers(words: Sequence[str]) -> Any:
    """A number for each word, by when it is first met."""
    import numpy as np

    known: dict[str, int] = {}
    return np.asarray([known.setdefault(word, len(known)) for word in words], dtype=np.int64)


def _marked(answers: Sequence[frozenset[str]]) -> tuple[Any, Any]:
    """A column of ones and noughts for each code, and how many codes each person has."""
    import numpy as np

    codes = {code: place for place, code in enumerate(sorted({code for one in answers for code in one}))}
    marks = np.zeros((len(answers), len(codes)))
    for row, one in enumerate(answers):
        marks[row, [codes[code] for code in one]] = 1.0
    return marks, np.asarray([len(one) for one in answers], dtype=np.int64)
