"""When and where a group meets first: proposed from the times its members share, or fixed by the round (S1 pair 9)."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from ..enums import StartBy
from ..models import SignupRound
from .matching.people import DAYS

# Local hours at which a part of the day begins. Clocks change at night, so each of them comes once every day.
HOURS = {"morning": 10, "afternoon": 14, "evening": 17}
WEEK = 7


def proposed_start(slots: Iterable[str], round: SignupRound, *, not_before: date | None = None) -> datetime | None:
    """The first moment, on or after the day groups start, at which all can: or the round's own, where it is fixed.
    None where they share no time. `not_before` is for groups that are made late."""
    if round.start_by == StartBy.FIXED:
        return round.start_meeting_at
    if round.first_start is None:
        return None
    first = max(round.first_start, not_before or round.first_start)
    return min((_next(slot, first) for slot in slots), default=None)


def _next(slot: str, first: date) -> datetime:
    """The first time of a slot of the week, e.g. `tue-evening`, on or after a day."""
    day, _dash, part = slot.partition("-")
    ahead = (DAYS.index(day) - first.weekday()) % WEEK
    return timezone.make_aware(datetime.combine(first + timedelta(days=ahead), time(HOURS[part])))


def proposed_place(round: SignupRound) -> str:
    """Where the first meeting is, where the round has fixed it."""
    return round.start_meeting_place if round.start_by == StartBy.FIXED else ""
