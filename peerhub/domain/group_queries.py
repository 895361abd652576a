"""Reads of groups after they are published; the name says who may see the result."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.domain import access_log
from accounts.models import User

from ..group_enums import ENDED_GROUPS, SEATED, GroupState
from ..models import GroupEvent, GroupMembership, PeerGroup, Signup, SignupRound
from .running import with_seated

FEW = _("Too few have a place. Offer a free place, or merge the group with another.")
LATE = _("The day has come, and too few have said yes.")
NO_TIME = _("There is no time for the first meeting.")


@dataclass(frozen=True)
class GroupRow:
    """A group in the list: how many have said yes, have not answered, are still to be found; what needs somebody."""

    group: PeerGroup
    accepted: int
    invited: int
    flags: list[str | Promise]

    @property
    def free(self) -> int:
        """Places that nobody holds."""
        return 0 if self.group.is_over else max(0, self.group.seats - self.accepted - self.invited)


def groups_for_staff(person: User, round: SignupRound) -> "QuerySet[PeerGroup]":
    """The groups of a round that a coordinator runs, in their order."""
    found = PeerGroup.objects.filter(round=round).run_by(person)
    return with_seated(found).select_related("predefined", "case__owner").order_by("number")


def row_of(group: PeerGroup, round: SignupRound, now: datetime) -> GroupRow:
    """A group of `groups_for_staff` as a row."""
    seated, accepted = getattr(group, "seated", 0), getattr(group, "accepted", 0)
    return GroupRow(group, accepted, seated - accepted, list(_flags(group, round, seated, accepted, now)))


def _flags(group: PeerGroup, round: SignupRound, seated: int, accepted: int, now: datetime) -> Iterable[str | Promise]:
    if group.state in ENDED_GROUPS:
        return
    if group.starts_at is None:
        yield NO_TIME
    if seated < group.min_size:
        yield FEW
    elif group.state == GroupState.FORMING and accepted < group.min_size and _has_come(round, now):
        yield LATE


def _has_come(round: SignupRound, now: datetime) -> bool:
    return round.first_start is not None and round.first_start <= timezone.localdate(now)


def group_for_staff(person: User, round: SignupRound, number: int) -> PeerGroup | None:
    """A group by its number, for a coordinator who runs it."""
    found = groups_for_staff(person, round).filter(number=number).first()
    if found is not None:
        found.round = round
    return found


def run_group(person: User, key: UUID) -> PeerGroup | None:
    """A group by its id, of a round or standing, for a coordinator who runs it."""
    rows = with_seated(PeerGroup.objects.run_by(person).filter(pk=key))
    return rows.select_related("round__programme", "programme", "predefined", "case__owner").first()


def seats_in(group: PeerGroup) -> list[GroupMembership]:
    """Who holds a seat in a group; for coordinators who run it."""
    rows = GroupMembership.objects.filter(group=group, state__in=SEATED).select_related("signup__person", "person")
    return sorted(rows, key=lambda one: (name_of(one), str(one.pk)))


def name_of(seat: GroupMembership) -> str:
    """How a coordinator knows who holds a seat: the name, else the reference."""
    return (seat.signup.name or seat.signup.reference) if seat.signup else "–"


def seat_for_staff(group: PeerGroup, key: UUID) -> GroupMembership | None:
    """A seat in a group that the coordinator runs, one that is over too."""
    rows = GroupMembership.objects.filter(group=group, signup__isnull=False)
    found = rows.select_related("signup__round__programme", "signup__person", "person").filter(pk=key).first()
    if found is not None:
        found.group = group
    return found


def seats_of_others(person: User, group: PeerGroup) -> list[GroupMembership]:
    """Who holds a seat in the other groups of the round that a coordinator runs, by group and name."""
    others = PeerGroup.objects.filter(round=group.round_id).run_by(person).exclude(pk=group.pk)
    rows = GroupMembership.objects.filter(group__in=others, state__in=SEATED, signup__isnull=False)
    found = rows.select_related("signup", "group__predefined")
    return sorted(found, key=lambda one: (one.group.number, name_of(one)))


def open_groups_beside(person: User, group: PeerGroup) -> list[PeerGroup]:
    """The other groups of the round that a coordinator runs and that have not ended."""
    found = groups_for_staff(person, group.round) if group.round else PeerGroup.objects.none()
    return [one for one in found.exclude(pk=group.pk) if not one.is_over]


def history_of(group: PeerGroup) -> list[GroupEvent]:
    """What has happened to a group, the newest first; for coordinators who run it."""
    rows = GroupEvent.objects.filter(group=group).select_related("by", "membership__signup", "membership__person")
    return list(rows.order_by("-at", "-pk"))


def signups_of(seats: Iterable[GroupMembership]) -> list[Signup]:
    """The signups that these seats belong to."""
    return [one.signup for one in seats if one.signup]


@transaction.atomic
def look_at(signups: Iterable[Signup], *, by: User, purpose: str, now: datetime) -> None:
    """Logs that a coordinator saw who these people are, or part of what they told; once a day each."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    looks = [(one, one.person) for one in signups]
    access_log.record_reads(by=by, looks=looks, purpose=purpose, now=now, since=midnight)
