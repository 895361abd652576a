"""What every change of groups shares: who may make it, in which order rows are locked, the steps of a group's state,
its history, and who is told.

Locks are taken in one order: the round, then signups by their ids, then groups by theirs. Whoever answers an offer or
withdraws holds the own signup alone, so no two acts wait for each other.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.domain.access_log import record
from accounts.models import User
from outbox.locks import lock_row

from ..enums import RoundState
from ..group_enums import ENDED_GROUPS, GROUP_STEPS, GroupAct, GroupState, MembershipState
from ..models import GroupEvent, GroupMembership, PeerGroup, Signup, SignupRound
from ..signup_enums import SignupState, WaitingReason
from . import listings, seats
from .errors import Refused
from .signup_steps import hold, move_many, tell_many

HOLDING = frozenset({SignupState.PROPOSED, SignupState.ACCEPTED})
# Groups have been made, and have not all ended.
WITH_GROUPS = frozenset({RoundState.PUBLISHED, RoundState.RUNNING})


class Held:
    """A round, some of its groups, and signups: those named, or else all that hold a seat in these groups. Locked in
    the order of this file until the transaction ends.

    Raises Refused where the round has no groups to change, and for groups that are not this person's to change, are of
    another round, or have ended.
    """

    def __init__(
        self,
        round: SignupRound | None,
        groups: Iterable[PeerGroup],
        signups: Iterable[UUID] | None = None,
        *,
        by: User | None,
    ) -> None:
        wanted = {one.pk for one in groups}
        if round is None:
            raise Refused(_("A group without rounds is changed by its members."))
        self.round = lock_row(round)
        if self.round.state not in WITH_GROUPS:
            raise Refused(_("The groups of this round can no longer be changed."))
        # Asked with the round held: from now on people can leave, and nobody can come.
        self.signups = {one.pk: one for one in hold(_seated(wanted) if signups is None else signups)}
        rows = PeerGroup.objects.select_for_update(of=("self",)).select_related("predefined")
        found = rows.filter(pk__in=wanted, round=self.round).order_by("pk")
        self.groups = {one.pk: one for one in (found.run_by(by) if by else found)}
        for one in self.groups.values():
            one.round = self.round
        if wanted - set(self.groups):
            raise Refused(_("This group is run by others."))

    def open_group(self, group: PeerGroup) -> PeerGroup:
        """A group as it stands now. Raises Refused for one that has ended."""
        found = self.groups[group.pk]
        if found.state in ENDED_GROUPS:
            raise Refused(_("%(group)s has ended.") % {"group": found.title})
        return found

    def seat(self, seat: GroupMembership) -> GroupMembership | None:
        """A seat as it stands now, with its signup; None once it is over."""
        fresh = GroupMembership.objects.seated().filter(pk=seat.pk).first()
        if fresh is None or fresh.signup_id not in self.signups:
            return None
        fresh.signup = self.signups[fresh.signup_id]
        return fresh


def seated_in(group: PeerGroup) -> list[GroupMembership]:
    """The seats of a group that are offered or taken, in the order of their signups."""
    return list(GroupMembership.objects.seated().filter(group=group).order_by("signup"))


def _seated(groups: Iterable[UUID]) -> list[UUID]:
    rows = GroupMembership.objects.seated().filter(group__in=list(groups), signup__isnull=False)
    return [one for one in rows.values_list("signup", flat=True) if one]


def refuse_full(group: PeerGroup, coming: int, *, reason: str = "") -> None:
    """Raises Refused where a group cannot take so many more, unless a reason is given."""
    size = GroupMembership.objects.seated().filter(group=group).count() + coming
    if size > group.max_size and not reason.strip():
        words = {"group": group.title, "size": size, "most": group.max_size}
        raise Refused(_("%(group)s would have %(size)d people and takes %(most)d.") % words)


def step(group: PeerGroup, to: GroupState, act: GroupAct, *, by: User | None, now: datetime, because: str = "") -> None:
    """One step of a group's state, on a row that the caller has locked. Raises Refused for a step there is not."""
    if (group.state, to) not in GROUP_STEPS:
        words = dict(GroupState.choices)
        raise Refused(
            _("The group is “%(now)s” and cannot become “%(to)s”.") % {"now": words[group.state], "to": words[to]}
        )
    before, group.state = group.state, to
    group.ended_at = now if to in ENDED_GROUPS else None
    group.save(update_fields=["state", "ended_at"])
    listings.follow(group)
    note(group, act, before=before, by=by, now=now, because=because)
    record(by=by, action=f"group.{to}", object=group, now=now)


def note(
    group: PeerGroup, act: GroupAct, *, by: User | None, now: datetime, before: str = "", because: str = ""
) -> None:
    """Writes a line of the group's history."""
    GroupEvent.objects.create(
        group=group,
        act=act,
        from_state=before or group.state,
        to_state=group.state,
        at=now,
        by=by,
        note=because.strip()[:300],
    )


def tell_members(group: PeerGroup, *, mark: str, now: datetime, but: Iterable[Signup] = ()) -> None:
    """Tells the members of a group that has begun that somebody comes or leaves, once for each `mark`. While a group
    is being formed it changes with every answer, and nobody is told."""
    if group.state == GroupState.FORMING:
        return
    left_out = {one.pk for one in but}
    members = Signup.objects.filter(memberships__group=group, memberships__state=MembershipState.ACCEPTED)
    told = [one for one in members.select_related("person").distinct() if one.pk not in left_out]
    tell_many(told, "group_changed", now=now, again={str(one.pk): mark for one in told})


def dissolve_all(held_round: SignupRound, *, by: User | None, now: datetime) -> int:
    """Ends every group of a round, which the caller has locked and cancels; returns how many. Whoever had a place
    waits; the caller tells them why."""
    groups = PeerGroup.objects.filter(round=held_round).exclude(state__in=sorted(ENDED_GROUPS))
    people = [one for one in hold(_seated(groups.values_list("pk", flat=True))) if one.state in HOLDING]
    found = list(groups.select_for_update().order_by("pk"))
    for seat in GroupMembership.objects.seated().filter(group__in=found):
        seats.end(seat, act=GroupAct.LEFT, by=by, now=now)
    move_many(people, SignupState.WAITLISTED, by=by, now=now, note="cancelled", waiting_reason=WaitingReason.GROUP)
    for group in found:
        if group.state == GroupState.CLOSING:  # had its time; it ends as it would have
            step(group, GroupState.CLOSED, GroupAct.CLOSED, by=by, now=now)
        else:
            step(group, GroupState.DISSOLVED, GroupAct.DISSOLVED, by=by, now=now)
    return len(found)
