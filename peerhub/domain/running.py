"""Groups and rounds that begin and end (domain.md §4.1, §4.3): by themselves when enough have said yes and the day has
come, and by a coordinator when every group has ended."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from outbox.locks import lock_row

from ..enums import RoundState
from ..group_enums import ENDED_GROUPS, SEATED, GroupAct, GroupState, MembershipState
from ..models import PeerGroup, SignupRound
from . import plans, reshaping, rounds
from .errors import Refused
from .group_steps import WITH_GROUPS, step

# With fewer members a group has ended (domain.md §4.3).
LEAST = 2
NOBODY_LEFT = "fewer than two members"


def with_seated(groups: "QuerySet[PeerGroup]") -> "QuerySet[Any]":
    """Groups with how many hold a seat (`seated`) and how many of them have said yes (`accepted`)."""
    seats, taken = Q(memberships__state__in=SEATED), Q(memberships__state=MembershipState.ACCEPTED)
    return groups.annotate(seated=Count("memberships", filter=seats), accepted=Count("memberships", filter=taken))


def begin_due(now: datetime) -> int:
    """Lets groups begin in which enough have said yes and whose first meeting has a time, and rounds whose day has come
    and of which a group has begun; returns how many of both. Each is asked again on the locked row."""
    waiting = PeerGroup.objects.filter(state=GroupState.FORMING, round__state__in=WITH_GROUPS, starts_at__isnull=False)
    ready = with_seated(waiting).filter(accepted__gte=F("min_size"))
    done = sum(_begin(one, now) for one in list(ready.select_related("round")))
    day = timezone.localdate(now)
    due = SignupRound.objects.filter(state=RoundState.PUBLISHED, first_start__lte=day, groups__state=GroupState.ACTIVE)
    return done + sum(_run(one, now) for one in list(due.distinct()))


@transaction.atomic
def _begin(group: PeerGroup, now: datetime) -> bool:
    if group.round is None:
        return False
    lock_row(group.round)
    held = lock_row(group)
    accepted = held.memberships.filter(state=MembershipState.ACCEPTED).count()
    due = held.state == GroupState.FORMING and held.starts_at is not None and accepted >= held.min_size
    if due:
        step(held, GroupState.ACTIVE, GroupAct.STARTED, by=None, now=now)
        plans.lay_out(held, now=now)
    return due


@transaction.atomic
def _run(round: SignupRound, now: datetime) -> bool:
    held = lock_row(round)
    due = held.state == RoundState.PUBLISHED and held.groups.filter(state=GroupState.ACTIVE).exists()
    if due:
        rounds.step(held, RoundState.RUNNING, by=None, now=now)
    return due


def dissolve_empty(now: datetime) -> int:
    """Dissolves groups that have begun and in which fewer than two are left, counting those who have not answered yet;
    returns how many."""
    begun = with_seated(PeerGroup.objects.filter(state=GroupState.ACTIVE, round__state__in=WITH_GROUPS))
    lonely = begun.filter(seated__lt=LEAST)
    done = 0
    for one in list(lonely.select_related("round")):
        done += reshaping.dissolve(one, because=NOBODY_LEFT, by=None, now=now).is_over
    return done


def going_on(round: SignupRound) -> list[str]:
    """What the groups of a round are called that have not ended; one query."""
    left = round.groups.exclude(state__in=sorted(ENDED_GROUPS)).select_related("predefined")
    return [one.title for one in left]


@transaction.atomic
def complete(round: SignupRound, *, by: User, now: datetime) -> SignupRound:
    """Ends a round whose groups have all ended. A second call changes nothing. Raises Refused with the groups that
    still go on."""
    held = lock_row(round)
    if not rounds.may_run(held, by):
        raise Refused(_("This round is run by others."))
    if held.state == RoundState.COMPLETED:
        return held
    if left := going_on(held):
        raise Refused(_("These groups have not ended yet: %(groups)s.") % {"groups": ", ".join(left)})
    return rounds.step(held, RoundState.COMPLETED, by=by, now=now)
