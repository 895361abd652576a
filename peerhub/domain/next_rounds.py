"""Which round comes next, and how it stands: what the front page and a scheme's page tell visitors."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.utils import timezone

from ..enums import ENDED_ROUNDS, RoundState
from ..models import PeerProgramme, SignupRound


class Standing(StrEnum):
    """How a scheme stands for somebody who wants to join."""

    OPEN = "open"
    OPENS = "opens"
    EXPECTED = "expected"
    ALL_YEAR = "all_year"
    NONE = "none"


ORDER = (Standing.OPEN, Standing.OPENS, Standing.EXPECTED, Standing.ALL_YEAR, Standing.NONE)


@dataclass(frozen=True)
class NextRound:
    """A scheme, how it stands, and the round that is meant."""

    programme: PeerProgramme
    standing: Standing
    round: SignupRound | None = None

    @property
    def has_deadline_hour(self) -> bool:
        """Whether the deadline is another hour than the end of its day, so that the hour must be told."""
        closes = self.round.closes_at if self.round else None
        return closes is not None and timezone.localtime(closes).strftime("%H:%M") != "23:59"


def next_of(programme: PeerProgramme, rounds: Iterable[SignupRound], now: datetime) -> NextRound:
    """How a scheme stands at a moment, told from its listed rounds: one that is open before one whose date is known,
    that before one that is only expected. Pure: asks nothing."""
    if not programme.has_rounds:
        return NextRound(programme, Standing.ALL_YEAR)
    own = [one for one in rounds if one.programme_id == programme.pk and one.state not in ENDED_ROUNDS]
    if opened := [one for one in own if one.is_open_at(now)]:
        return NextRound(programme, Standing.OPEN, min(opened, key=lambda one: one.closes_at or now))
    drafts = [one for one in own if one.state_at(now) == RoundState.DRAFT]
    if dated := [one for one in drafts if one.released_at and one.opens_at]:
        return NextRound(programme, Standing.OPENS, min(dated, key=lambda one: one.opens_at or now))
    today = timezone.localdate(now)
    if expected := [one for one in drafts if one.expected_on and one.expected_on >= _month(today)]:
        return NextRound(programme, Standing.EXPECTED, min(expected, key=lambda one: one.expected_on or today))
    return NextRound(programme, Standing.NONE)


def first_of(standings: Iterable[NextRound]) -> NextRound | None:
    """The one that the front page shows: the open one that closes first, else the one that opens first."""
    return min(standings, key=lambda one: (ORDER.index(one.standing), _when(one)), default=None)


def _when(one: NextRound) -> float:
    found = one.round
    moment = found and {Standing.OPEN: found.closes_at, Standing.OPENS: found.opens_at}.get(one.standing)
    if moment:
        return moment.timestamp()
    return float(found.expected_on.toordinal()) if found and found.expected_on else 0.0


def _month(day: date) -> date:
    return day.replace(day=1)
