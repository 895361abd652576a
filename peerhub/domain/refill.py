"""A freed place is offered on to the waiting list: by a coordinator, or by the portal where the round is set so. The
portal does it until the round runs, never against a hard rule, and never twice to somebody who has said no."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from accounts.domain.access_log import record
from accounts.models import User
from outbox.locks import lock_row

from ..enums import RoundState
from ..group_enums import ENDED_GROUPS, MembershipState, Refill
from ..models import GroupMembership, PeerGroup, Signup, SignupPreference, SignupRound
from ..signup_enums import SignupState
from . import rounds
from .errors import Refused
from .late_changes import join
from .match_facts import Table
from .matching.scoring import Scores
from .running import with_seated


@dataclass(frozen=True)
class Candidate:
    """Somebody who waits, beside a group: the hard rules in the way, and how well they would fit (0 to 100)."""

    signup: Signup
    broken: tuple[str, ...]
    quality: float

    @property
    def fits(self) -> bool:
        """Whether nothing stands in the way."""
        return not self.broken


@transaction.atomic
def choose(round: SignupRound, refill: str, *, by: User, now: datetime) -> SignupRound:
    """Says who offers freed places on. The same again changes nothing."""
    held = lock_row(round)
    if not rounds.may_run(held, by):
        raise Refused(_("This round is run by others."))
    if held.refill != refill:
        held.refill = Refill(refill)
        held.save(update_fields=["refill"])
        record(by=by, action="round.changed", object=held, purpose="refill", now=now)
    return held


def candidates(group: PeerGroup, *, by: User | None = None) -> list[Candidate]:
    """Everybody on the waiting list of a group's round, who fits best first; for coordinators who run the group (then
    those they may see), and for the portal itself."""
    if group.round is None:
        return []
    waiting = Signup.objects.filter(round=group.round_id, state=SignupState.WAITLISTED).select_related("person")
    found = list(waiting.for_user(by) if by else waiting)
    return ranked(group, found)


def ranked(group: PeerGroup, waiting: Sequence[Signup]) -> list[Candidate]:
    """The same for people who have been read: who breaks no rule first, then who fits best, then who came first."""
    seated = GroupMembership.objects.seated().filter(group=group, signup__isnull=False)
    here = [one for one in seated.values_list("signup", flat=True) if one]
    if group.round is None or not waiting:
        return []
    if group.predefined_id:
        found = _by_choice(group, waiting)
    else:
        table = Table(group.round, [*here, *(one.pk for one in waiting)])
        scores = Scores(table.pool)
        found = [_candidate(table, scores, group, here, one) for one in waiting]
    return sorted(found, key=lambda one: (len(one.broken), -one.quality, one.signup.submitted_at, one.signup.reference))


def _by_choice(group: PeerGroup, waiting: Sequence[Signup]) -> list[Candidate]:
    """For a group made beforehand: who chose it fits, the higher it was ranked the better."""
    chosen = SignupPreference.objects.filter(group=group.predefined_id, signup__in=[one.pk for one in waiting])
    ranks = dict(chosen.values_list("signup", "rank"))
    return [
        Candidate(one, (), 100.0 / ranks[one.pk]) if one.pk in ranks else Candidate(one, ("choice",), 0.0)
        for one in waiting
    ]


def _candidate(table: Table, scores: Scores, group: PeerGroup, here: Sequence[UUID], one: Signup) -> Candidate:
    if one.pk not in table.names:
        return Candidate(one, ("answers",), 0.0)
    together = [*here, one.pk]
    broken = set(table.broken(together, coming=one.pk))
    if not table.can_come(one.pk, form=group.form, town=group.town):
        broken.add("way")
    quality = 0.0 if broken else round(scores.quality(table.places(together)), 1)
    return Candidate(one, tuple(sorted(broken)), quality)


def refill_due(now: datetime) -> int:
    """Offers freed places of rounds that are set so to who fits best; returns how many. One place is offered to one
    person at a time; a round that runs is left to its coordinator."""
    groups = PeerGroup.objects.filter(round__state=RoundState.PUBLISHED, round__refill=Refill.AUTOMATIC)
    short = with_seated(groups.exclude(state__in=sorted(ENDED_GROUPS))).filter(seated__lt=F("seats"))
    return sum(_refill(group, now) for group in list(short.select_related("round")))


@transaction.atomic
def _refill(group: PeerGroup, now: datetime) -> bool:
    """Offers one freed place of a group, if somebody fits; asked again with the round held."""
    if group.round is None:
        return False
    lock_row(group.round)
    seated = GroupMembership.objects.seated().filter(group=group).count()
    said_no = GroupMembership.objects.filter(state=MembershipState.DECLINED, signup__isnull=False).values("signup")
    waiting = Signup.objects.filter(round=group.round_id, state=SignupState.WAITLISTED, answers__isnull=False)
    found = ranked(group, list(waiting.exclude(pk__in=said_no).select_related("person")))
    if seated >= group.seats or not found or not found[0].fits:
        return False
    join(group, found[0].signup, by=None, now=now)
    return True
