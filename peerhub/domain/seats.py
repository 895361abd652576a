"""Seats in groups, kept in step with the signups they belong to: every act here runs in the transaction that moves the
signup, whose row its caller holds.

A seat is offered (INVITED), taken (ACCEPTED), or over (DECLINED, LEFT, MOVED). A signup has at most one that is not
over; the database holds that.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from accounts.models import Consent, User

from ..group_enums import GroupAct, MemberRole, MembershipState
from ..models import GroupEvent, GroupMembership, PeerGroup, Signup
from . import listings
from .signup_consents import SHARING

# What else ends with a seat; the life of groups puts it here at start-up.
ON_END: list[Callable[[GroupMembership, datetime], object]] = []


def of(held: Signup) -> GroupMembership | None:
    """The seat that a signup has now, with its group; one query."""
    return GroupMembership.objects.select_related("group__predefined").filter(signup=held).seated().first()


def invite(places: Iterable[tuple[Signup, PeerGroup, str]], *, by: User | None, now: datetime) -> list[GroupMembership]:
    """Offers each of these signups a seat, in a role, in two queries."""
    made = GroupMembership.objects.bulk_create(
        GroupMembership(group=group, signup=held, person=held.person, role=role, invited_at=now)
        for held, group, role in places
    )
    note_many(made, GroupAct.INVITED, by=by, now=now)
    for group in {one.group for one in made}:
        _room(group)
    return made


def _room(group: PeerGroup) -> None:
    if group.round_id is None:
        listings.follow(group)


def role_in(group: PeerGroup, role: str) -> str:
    """What somebody who signed up in a role is in a group: an equal where the round has no roles."""
    if group.round is None or not group.round.has_roles:
        return MemberRole.PEER
    return MemberRole.GIVER if role in ("giver", "both") else MemberRole.RECEIVER


def take(held: Signup, *, by: User | None, now: datetime) -> None:
    """Takes the offered seat. The group sees the name where the consent to that stands. Without a seat it does
    nothing."""
    seat = of(held)
    if seat is not None and seat.state == MembershipState.INVITED:
        seat.state, seat.accepted_at, seat.is_shown = MembershipState.ACCEPTED, now, _shares(held)
        seat.save(update_fields=["state", "accepted_at", "is_shown"])
        note(seat, GroupAct.ACCEPTED, by=by, now=now)


def _shares(held: Signup) -> bool:
    return Consent.objects.filter(about=held.pk, purpose=SHARING, withdrawn_at=None).exists()


def give_up(held: Signup, *, act: GroupAct | None = None, by: User | None, now: datetime) -> GroupMembership | None:
    """Ends the seat of a signup: an offered one counts as declined, a taken one as left. Returns it; None without."""
    seat = of(held)
    if seat is not None:
        end(seat, act=act, by=by, now=now)
    return seat


def end(seat: GroupMembership, *, act: GroupAct | None = None, by: User | None, now: datetime) -> None:
    """Ends a seat that stands; `act` names what happened where it is something else than a no or a leaving."""
    was_offered = seat.state == MembershipState.INVITED
    seat.state = MembershipState.DECLINED if was_offered else MembershipState.LEFT
    seat.ended_at, seat.is_shown = now, False
    seat.save(update_fields=["state", "ended_at", "is_shown"])
    note(seat, act or (GroupAct.DECLINED if was_offered else GroupAct.LEFT), by=by, now=now)
    _room(seat.group)
    for follow in ON_END:
        follow(seat, now)


def forget(held: Signup, *, now: datetime) -> None:
    """Ends the seat of a signup that is to name nobody, and takes the person off every seat it has had."""
    seat = of(held)
    if seat is not None and not seat.group.is_over:
        end(seat, by=None, now=now)
    GroupMembership.objects.filter(signup=held).update(person=None, is_shown=False)


def show(held: Signup, *, is_shown: bool, by: User | None, now: datetime) -> None:
    """Lets the group see the name of a member, or no longer. A second call changes nothing."""
    seat = of(held)
    if seat is not None and seat.state == MembershipState.ACCEPTED and seat.is_shown != is_shown:
        seat.is_shown = is_shown
        seat.save(update_fields=["is_shown"])
        note(seat, GroupAct.SHOWN if is_shown else GroupAct.HIDDEN, by=by, now=now)


def sharing_taken_back(consent: Consent, now: datetime) -> None:
    """Without a yes to sharing, a member's name is hidden from the group at the next request, and so are the others'
    from them: it is mutual. They stay a member, and are asked again on the signup's own page."""
    standing = GroupMembership.objects.filter(pk=consent.about, signup=None, is_shown=True) if consent.about else ()
    for seat in standing:
        seat.is_shown = False
        seat.save(update_fields=["is_shown"])
        note(seat, GroupAct.HIDDEN, by=consent.person, now=now)
    for held in Signup.objects.filter(pk=consent.about) if consent.about else ():
        show(held, is_shown=False, by=consent.person, now=now)


def note(seat: GroupMembership, act: GroupAct, *, by: User | None, now: datetime) -> None:
    """Writes what happened to a seat into the history of its group."""
    GroupEvent.objects.create(group_id=seat.group_id, membership=seat, act=act, at=now, by=by)


def note_many(seats: Iterable[GroupMembership], act: GroupAct, *, by: User | None, now: datetime) -> None:
    """The same for many, in one query."""
    GroupEvent.objects.bulk_create(
        GroupEvent(group_id=seat.group_id, membership=seat, act=act, at=now, by=by) for seat in seats
    )
