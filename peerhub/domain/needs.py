"""What needs a coordinator today: groups and signups, each found in the database, as often asked for one group as for a
thousand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from accounts.models import User

from ..enums import ENDED_ROUNDS
from ..group_enums import ENDED_GROUPS, GroupAct, GroupState, MembershipState, Need
from ..meeting_enums import MeetingState
from ..models import GroupEvent, GroupMeeting, GroupMembership, PeerGroup, Signup, SignupRound
from ..signup_enums import SignupState
from . import watching
from .running import with_seated

Found = dict[UUID, list[Need]]
BEGUN = (GroupState.FORMING, GroupState.ACTIVE)


@dataclass(frozen=True)
class SignupNeed:
    """A round in which somebody waits: how many have no group, how many are on the waiting list, how many offers have
    not been answered, and how many of those run out soon."""

    round: SignupRound
    unmatched: int
    waiting: int
    unanswered: int
    soon: int


def by_group(person: User, now: datetime) -> Found:
    """Each group that a coordinator runs and that needs somebody, with why. Six queries beside the regions."""
    run = PeerGroup.objects.run_by(person)
    found: Found = {}
    rested = _followed_since(now - timedelta(days=settings.FOLLOW_UP_DAYS))
    for need, keys in (
        (Need.NO_LEADER, (one.pk for one in watching.groups_without_convener(person, now))),
        (Need.QUIET, (one.pk for one in watching.quiet_groups(person, now) if one.pk not in rested)),
        (Need.SMALL, _small(run)),
        (Need.OFFERS, _offers(run, now)),
        (Need.FOLLOW_UP, _not_followed(run, now)),
    ):
        _add(found, need, keys)
    return found


def _add(found: Found, need: Need, keys: Iterable[UUID]) -> None:
    for key in keys:
        found.setdefault(key, []).append(need)


def _followed_since(edge: datetime) -> set[UUID]:
    """The groups about which a coordinator has asked since a moment: their quiet rests."""
    rows = GroupEvent.objects.filter(act=GroupAct.FOLLOWED, at__gte=edge)
    return set(rows.values_list("group", flat=True))


def _small(run: "QuerySet[PeerGroup]") -> list[UUID]:
    rows = with_seated(run.filter(state__in=BEGUN, round__isnull=False))
    return list(rows.filter(seated__lt=F("min_size")).order_by().values_list("pk", flat=True))


def _offers(run: "QuerySet[PeerGroup]", now: datetime) -> list[UUID]:
    soon = now + timedelta(days=settings.OFFER_SOON_DAYS)
    rows = GroupMembership.objects.filter(state=MembershipState.INVITED, signup__answer_by__lte=soon)
    rows = rows.filter(group__in=run.exclude(state__in=sorted(ENDED_GROUPS)).values("pk"))
    return list(rows.order_by().values_list("group", flat=True).distinct())


def _not_followed(run: "QuerySet[PeerGroup]", now: datetime) -> list[UUID]:
    """Groups that met some time ago and about which no coordinator has asked yet."""
    met = GroupMeeting.objects.filter(
        group=OuterRef("pk"),
        state=MeetingState.HELD,
        starts_at__lte=now - timedelta(days=settings.FOLLOW_UP_DAYS),
    )
    asked = GroupEvent.objects.filter(group=OuterRef("pk"), act=GroupAct.FOLLOWED)
    rows = run.filter(watching.not_paused("", now), state=GroupState.ACTIVE)
    return list(rows.filter(Exists(met)).exclude(Exists(asked)).order_by().values_list("pk", flat=True))


def groups_shown(
    person: User, found: Found, *, need: str = "", mine: bool = False, everything: bool = False
) -> "QuerySet[Any]":
    """The groups of a coordinator's list: those that need somebody, for one reason or any, or all that go on; `mine`
    leaves those that the reader looks after."""
    rows = PeerGroup.objects.run_by(person).exclude(state__in=sorted(ENDED_GROUPS))
    if need:
        rows = rows.filter(pk__in=[key for key, needs in found.items() if need in needs])
    elif not everything:
        rows = rows.filter(pk__in=list(found))
    if mine:
        rows = rows.filter(case__owner=person)
    return rows.select_related("round", "programme", "predefined", "case__owner").order_by("made_at", "number", "pk")


def by_round(person: User, now: datetime) -> list[SignupNeed]:
    """The rounds that go on and in which somebody waits for a coordinator. Two queries beside the regions."""
    soon = now + timedelta(days=settings.OFFER_SOON_DAYS)
    offered = Q(state=SignupState.PROPOSED)
    states = (SignupState.CONFIRMED, SignupState.WAITLISTED, SignupState.PROPOSED)
    rows = Signup.objects.for_user(person).filter(state__in=states).exclude(round__state__in=sorted(ENDED_ROUNDS))
    counted = rows.order_by("round__closes_at", "round").values("round")
    found = counted.annotate(
        unmatched=Count("pk", filter=Q(state=SignupState.CONFIRMED)),
        waiting=Count("pk", filter=Q(state=SignupState.WAITLISTED)),
        unanswered=Count("pk", filter=offered),
        soon=Count("pk", filter=offered & Q(answer_by__lte=soon)),
    )
    rounds = SignupRound.objects.in_bulk([one["round"] for one in found])
    return [
        SignupNeed(rounds[one["round"]], one["unmatched"], one["waiting"], one["unanswered"], one["soon"])
        for one in found
    ]
