"""How many have signed up, and what that makes of groups: by region, and by the larger town nearest to people."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from accounts.models import User
from home.domain.postcodes import Postcodes, all_postcodes, distance_km

from ..enums import MeetingForm
from ..models import Signup, SignupRound
from ..signup_enums import LIVE_STATES, SignupState

# Towns that groups gather round; people are counted with the nearest by their postcode.
TOWNS = {
    "København": 1550,
    "Hillerød": 3400,
    "Rønne": 3700,
    "Roskilde": 4000,
    "Holbæk": 4300,
    "Slagelse": 4200,
    "Næstved": 4700,
    "Nykøbing F.": 4800,
    "Odense": 5000,
    "Svendborg": 5700,
    "Sønderborg": 6400,
    "Kolding": 6000,
    "Esbjerg": 6700,
    "Vejle": 7100,
    "Herning": 7400,
    "Holstebro": 7500,
    "Aarhus": 8000,
    "Horsens": 8700,
    "Viborg": 8800,
    "Randers": 8900,
    "Aalborg": 9000,
    "Thisted": 7700,
    "Hjørring": 9800,
}
# Have said by their link that they mean it, and have not left.
CERTAIN = LIVE_STATES - {SignupState.SUBMITTED}


@dataclass(frozen=True)
class AreaCount:
    """How many people are near a town (or online), and what they make of groups."""

    name: str
    people: int
    least: int

    @property
    def sure(self) -> int:
        """Groups that there are people enough for."""
        return self.people // self.least

    @property
    def missing(self) -> int:
        """How many more make one group more."""
        return self.least - self.people % self.least


@dataclass(frozen=True)
class Recruitment:
    """The figures of a round: all of them count people who have confirmed, but for `waiting`."""

    confirmed: int
    waiting: int
    areas: list[AreaCount]


def live_signups(round: SignupRound) -> "QuerySet[Signup]":
    """Everybody who is signed up, confirmed or not; for acts upon the whole round."""
    return round.signups.live().select_related("person")


def confirmed_in(round: SignupRound) -> int:
    """How many have confirmed and not left, wherever they live."""
    return round.signups.filter(state__in=CERTAIN).count()


def totals(round: SignupRound) -> tuple[int, int]:
    """How many have confirmed, and how many have not yet, in the whole country; one query. For what a round needs."""
    certain, waiting = Q(state__in=CERTAIN), Q(state=SignupState.SUBMITTED)
    counts = round.signups.aggregate(certain=Count("pk", filter=certain), waiting=Count("pk", filter=waiting))
    return counts["certain"], counts["waiting"]


def figures(round: SignupRound, *, seen_by: User) -> Recruitment:
    """The figures of those signups that a coordinator may see. Three queries, whatever the number of signups."""
    seen = round.signups.for_user(seen_by)
    rows = list(seen.live().values_list("state", "postcode", "form").annotate(number=Count("pk")))
    waiting = sum(number for state, _code, _form, number in rows if state == SignupState.SUBMITTED)
    towns = Towns(all_postcodes())
    near: dict[str, int] = {}
    for state, code, form, number in rows:
        if state in CERTAIN:
            name = "" if form == MeetingForm.VIRTUAL or code is None else towns.nearest(code)
            near[name] = near.get(name, 0) + number
    areas = [AreaCount(name, people, round.min_size) for name, people in near.items()]
    return Recruitment(
        confirmed=sum(near.values()),
        waiting=waiting,
        areas=sorted(areas, key=lambda area: (area.name == "", -area.people, area.name)),
    )


class Towns:
    """The larger towns with their places, read once and asked for each postcode."""

    def __init__(self, known: Postcodes) -> None:
        self._known = known
        found = {name: known.find(code) for name, code in TOWNS.items()}
        self._middles = {name: area for name, area in found.items() if area}

    def nearest(self, code: int) -> str:
        """The larger town nearest to a postcode; empty for one that is in no table."""
        area = self._known.find(code)
        return min(self._middles, key=lambda name: distance_km(area, self._middles[name])) if area else ""
