"""The moments at which a public page changes by itself: an event is over, a round opens, a deadline has passed.

Whoever reads the clock for a public page says which moments decide what it shows. The page is the same until the next
of them, and never longer than the day, so neither its validator nor what is kept of it lives past that (ADR 0021).
"""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.http import HttpRequest
from django.utils import timezone

# Some rules hold until a moment, some through it, and a deadline's last second is within it: a page may change at each
# of these after a moment. One too many costs a rendering, one too few would be an old page.
STEPS = (timedelta(0), timedelta(microseconds=1), timedelta(seconds=1))


def changes_at(request: HttpRequest, moments: Iterable[datetime | None], *, now: datetime) -> None:
    """Says that what is shown now is right until the first of these moments to come. Those that have passed, and None,
    count for nothing; what was said before for this request holds too."""
    turns = (moment + step for moment in moments if moment is not None for step in STEPS)
    coming = min((turn for turn in turns if turn > now), default=None)
    if coming is not None:
        request._turn = min(coming, getattr(request, "_turn", coming))  # type: ignore[attr-defined]


def next_turn(request: HttpRequest, now: datetime) -> datetime:
    """The moment until which the answer is right: the first that was told of, the next midnight in Denmark at the
    latest."""
    day = timezone.localdate(now) + timedelta(days=1)
    midnight = timezone.make_aware(datetime.combine(day, time.min))
    return min(midnight, getattr(request, "_turn", midnight))
