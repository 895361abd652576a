"""A round that is closed, with people in it, and a proposal of groups for them."""

from datetime import datetime, timedelta
from typing import Any

from accounts.models import User
from peerhub.domain import proposal_runs, proposals
from peerhub.domain.match_setup import Setup, usual_setup
from peerhub.enums import RoundState
from peerhub.models import MatchProposal, Signup, SignupRound
from tests.conftest import NOW

from .signing import make_signup

MOVES = 20
AFTER = NOW + timedelta(hours=1)


class Clock:
    """A clock that goes on by a second each time it is read, as the worker's does."""

    def __init__(self, now: datetime = AFTER) -> None:
        self.now = now

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def closed_round(round: SignupRound, people: int, **about: Any) -> list[Signup]:
    """So many confirmed people who can all meet, in a round that has closed."""
    made = [make_signup(round, f"nummer{at}@example.org", first_name=f"Nr{at}", **about) for at in range(people)]
    SignupRound.objects.filter(pk=round.pk).update(state=RoundState.CLOSED)
    round.refresh_from_db()
    return made


def asked(round: SignupRound, by: User, *, based_on: MatchProposal | None = None, **changed: Any) -> MatchProposal:
    """A proposal that is asked for, with few moves."""
    setup = Setup(**usual_setup(round).__dict__ | changed)
    made = proposals.start(round, setup=setup, by=by, now=AFTER, based_on=based_on)
    MatchProposal.objects.filter(pk=made.pk).update(moves=MOVES)
    return made


def proposed(round: SignupRound, by: User, **more: Any) -> MatchProposal:
    """A proposal that the worker has made."""
    made = asked(round, by, **more)
    proposal_runs.run(made.pk, clock=Clock())
    made.refresh_from_db()
    return made


def keys_of(proposal: MatchProposal) -> list[str]:
    """The keys of its groups, in their order."""
    return list(proposal.groups.values_list("key", flat=True))


def group_of(proposal: MatchProposal, signup: Signup) -> str:
    """The key of somebody's group; empty for who has none."""
    place = proposal.members.select_related("group").get(signup=signup)
    return place.group.key if place.group else ""
