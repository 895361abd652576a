"""Changes of groups after they are published, by a coordinator: somebody joins, leaves, moves, changes places with
another; the first meeting gets another time. Each is in the group's history and the log, and tells those it concerns.

A second identical call changes nothing and tells nobody.
"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.domain.access_log import record
from accounts.models import User

from ..group_enums import GroupAct, MembershipState
from ..models import GroupMembership, PeerGroup, Signup
from ..signup_enums import POOL_STATES, SignupState, WaitingReason
from . import plans, seats, signups
from .errors import Refused
from .group_steps import Held, note, refuse_full, seated_in, tell_members
from .match_pool import told_by
from .offers import offer_many, place_in
from .signup_steps import log, move, tell, tell_many

CHANGEABLE = ("name", "starts_at", "start_place")


@transaction.atomic
def join(group: PeerGroup, signup: Signup, *, reason: str = "", by: User | None, now: datetime) -> GroupMembership:
    """Offers somebody who waits a seat in a group; members of a group that has begun are told.

    Raises Refused for who does not wait, and for a full group unless a reason is given.
    """
    role = next((answers.wishes.role for _one, answers in told_by([signup.pk])), "none")
    held = Held(group.round, [group], [signup.pk], by=by)
    open_group, one = held.open_group(group), held.signups.get(signup.pk)
    seat = seats.of(one) if one else None
    if seat is not None and seat.group_id == group.pk:
        return seat
    if one is None or one.round_id != held.round.pk or one.state not in POOL_STATES:
        raise Refused(_("Only somebody who waits for a group can be offered a place."))
    refuse_full(open_group, 1, reason=reason)
    offer_many([(one, place_in(open_group, len(seated_in(open_group)) + 1, role))], by=by, now=now)
    made = GroupMembership.objects.get(signup=one, group=open_group, state=MembershipState.INVITED)
    tell_members(open_group, mark=str(made.pk), now=now)
    return made


@transaction.atomic
def leave(seat: GroupMembership, *, waits: bool, by: User, now: datetime) -> GroupMembership:
    """Takes somebody out of a group: off the round, or with `waits` back to the waiting list. They are told, and so
    are the members of a group that has begun."""
    held = Held(seat.group.round, [seat.group], _signup_of(seat), by=by)
    group, found = held.open_group(seat.group), held.seat(seat)
    if found is None or found.signup is None:
        return seat
    if waits:
        _let_wait(found, by=by, now=now)
    else:
        signups.withdraw(found.signup, by=by, now=now)
    record(by=by, action="group.left", subject=found.person, object=group, now=now)
    tell_members(group, mark=str(seat.pk), now=now)
    return found


def _let_wait(seat: GroupMembership, *, by: User, now: datetime) -> None:
    held = seat.signup
    if held is not None:
        seats.end(seat, act=GroupAct.LEFT, by=by, now=now)
        held.waiting_reason = WaitingReason.GROUP
        move(held, SignupState.WAITLISTED, by=by, now=now, note="taken out", is_contact=False)
        tell(held, "signup_waits", now=now, again=str(seat.pk))


def _signup_of(*seats_held: GroupMembership) -> list[Any]:
    return [one.signup_id for one in seats_held if one.signup_id]


@transaction.atomic
def transfer(seat: GroupMembership, to: PeerGroup, *, reason: str = "", by: User, now: datetime) -> GroupMembership:
    """Moves somebody to another group of the round. Who has said yes keeps it, and is told of the new place; who has
    not is given the full time to answer again. Members of groups that have begun are told.

    Raises Refused for a full group unless a reason is given, and for a seat that is over.
    """
    held = Held(seat.group.round, [seat.group, to], _signup_of(seat), by=by)
    target, found = held.open_group(to), held.seat(seat)
    there = _seat_there(seat, target) if found is None else None
    if there is not None or (found is not None and found.group_id == target.pk):
        return there or found  # type: ignore[return-value]
    if found is None:
        raise Refused(_("This person no longer has the place. Look at the group again."))
    refuse_full(target, 1, reason=reason)
    return shift(held, found, target, by=by, now=now)


def _seat_there(seat: GroupMembership, target: PeerGroup) -> GroupMembership | None:
    rows = GroupMembership.objects.seated().filter(group=target, signup=seat.signup_id)
    return rows.first() if seat.signup_id else None


@transaction.atomic
def swap(one: GroupMembership, other: GroupMembership, *, by: User, now: datetime) -> None:
    """Lets two change places. Raises Refused where one of them no longer has the seat, and within one group."""
    if one.group_id == other.group_id:
        raise Refused(_("Choose two people of different groups."))
    held = Held(one.group.round, [one.group, other.group], _signup_of(one, other), by=by)
    first, second = held.seat(one), held.seat(other)
    if first is None and second is None and _seat_there(one, other.group) and _seat_there(other, one.group):
        return
    if first is None or second is None:
        raise Refused(_("This person no longer has the place. Look at the group again."))
    groups = held.open_group(one.group), held.open_group(other.group)
    shift(held, first, groups[1], by=by, now=now)
    shift(held, second, groups[0], by=by, now=now)


def shift(held: Held, seat: GroupMembership, to: PeerGroup, *, by: User, now: datetime) -> GroupMembership:
    """Puts somebody, whose signup is held, into another group and tells those it concerns."""
    came_from = held.groups[seat.group_id]
    made = _seat_in(seat, to, by=by, now=now)
    person = held.signups[seat.signup_id] if seat.signup_id else None
    if person is None:
        return made
    if person.state == SignupState.PROPOSED:
        person.answer_by, person.reminded_at = now + timedelta(days=settings.OFFER_ANSWER_DAYS), None
        person.save(update_fields=["answer_by", "reminded_at"])
    log(person, person.state, by=by, now=now, note="moved")
    record(by=by, action="group.moved", subject=person.person, object=to, now=now)
    tell(person, "place_changed", now=now, again=str(made.pk))
    for group in (came_from, to):
        tell_members(group, mark=str(made.pk), now=now, but=[person])
    return made


def _seat_in(seat: GroupMembership, to: PeerGroup, *, by: User, now: datetime) -> GroupMembership:
    """The same seat in another group; the old one is over, and both histories say so."""
    kept = {"state": seat.state, "is_shown": seat.is_shown, "accepted_at": seat.accepted_at, "role": seat.role}
    seat.state, seat.ended_at, seat.is_shown = MembershipState.MOVED, now, False
    seat.save(update_fields=["state", "ended_at", "is_shown"])
    seats.note(seat, GroupAct.MOVED, by=by, now=now)
    for follow in seats.ON_END:
        follow(seat, now)
    made = GroupMembership.objects.create(
        group=to, signup=seat.signup, person_id=seat.person_id, invited_at=now, **kept
    )
    seats.note(made, GroupAct.CAME, by=by, now=now)
    return made


@transaction.atomic
def change(group: PeerGroup, *, values: dict[str, Any], by: User, now: datetime) -> PeerGroup:
    """Gives a group another name, or its first meeting another time or place; the latter everybody in it is told.
    Raises Refused for a time that has passed."""
    held = Held(group.round, [group], (), by=by)
    found = held.open_group(group)
    changed = {name for name in CHANGEABLE if name in values and getattr(found, name) != values[name]}
    if not changed:
        return found
    if "starts_at" in changed and values["starts_at"] and values["starts_at"] <= now:
        raise Refused(_("This time has passed. Write one that is still to come."), field="starts_on")
    for name in changed:
        setattr(found, name, values[name])
    found.save(update_fields=sorted(changed))
    note(found, GroupAct.CHANGED, by=by, now=now)
    record(by=by, action="group.changed", object=found, purpose=",".join(sorted(changed)), now=now)
    if changed - {"name"}:
        members_know = plans.follow_start(found, now=now)
        tell_all(found, mark=f"{now:%Y%m%d%H%M%S}", now=now, but_members=members_know)
    return found


def tell_all(group: PeerGroup, *, mark: str, now: datetime, but_members: bool = False) -> None:
    """Tells everybody with a seat in a group that their place has changed; those whose yes is given may know it."""
    told_by_meeting = {MembershipState.ACCEPTED} if but_members else set()
    seated = [one.signup_id for one in seated_in(group) if one.signup_id and one.state not in told_by_meeting]
    people = Signup.objects.filter(pk__in=seated).select_related("person")
    told = list(people)
    tell_many(told, "place_changed", now=now, again={str(one.pk): mark for one in told})
