"""Groups made of other groups after publishing: two small ones merged, a large one split, one dissolved."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.domain.access_log import record_many
from accounts.models import User

from ..enums import MeetingForm, StartBy
from ..group_enums import GroupAct, GroupState
from ..models import PeerGroup
from ..signup_enums import SignupState, WaitingReason
from . import meeting_mails, meetings, seats
from .errors import Refused
from .first_meetings import proposed_start
from .group_steps import Held, note, refuse_full, seated_in, step
from .late_changes import shift, tell_all
from .match_facts import Table
from .publish_checks import LEAST
from .publishing import answers_day
from .signup_steps import move_many, tell_many

COPIED = ("programme_id", "region", "form", "town", "min_size", "max_size", "seats", "predefined_id", "start_place")


@transaction.atomic
def merge(group: PeerGroup, into: PeerGroup, *, reason: str = "", by: User, now: datetime) -> PeerGroup:
    """Moves everybody of a group into another, and ends the first. Returns the other; a second call changes nothing.

    Raises Refused where the other becomes too large, unless a reason is given.
    """
    held = Held(group.round, [group, into], by=by)
    target, source = held.open_group(into), held.groups[group.pk]
    if target.pk == source.pk:
        raise Refused(_("Choose another group."))
    if source.is_over:
        return target
    coming = [found for one in seated_in(source) if (found := held.seat(one))]
    meetings.call_off_all(source, by=by, now=now)
    refuse_full(target, len(coming), reason=reason)
    target.seats = len(seated_in(target)) + len(coming)
    target.max_size = max(target.max_size, target.seats)
    for one in coming:
        shift(held, one, target, by=by, now=now)
    _agree(held, target, now=now)
    step(source, GroupState.DISSOLVED, GroupAct.DISSOLVED, by=by, now=now, because=reason)
    note(target, GroupAct.CHANGED, by=by, now=now, because=reason)
    return target


def _agree(held: Held, group: PeerGroup, *, now: datetime) -> None:
    """Writes what a group whose members are others now shares. One that has not begun meets first at a time that all
    of them can; whoever was in it already is told where that is another one."""
    people = [one.signup_id for one in seated_in(group) if one.signup_id]
    facts = Table(held.round, people).facts(people)
    group.slots, group.languages = list(facts.slots), list(facts.languages)
    before = group.starts_at
    if group.state == GroupState.FORMING and held.round.start_by == StartBy.PREFERENCES:
        group.starts_at = proposed_start(facts.slots, held.round, not_before=answers_day(now))
        group.town = facts.town if group.form == MeetingForm.PHYSICAL and not group.predefined_id else group.town
    group.save(update_fields=["slots", "languages", "starts_at", "town", "seats", "max_size"])
    if group.starts_at != before:
        tell_all(group, mark=f"{now:%Y%m%d%H%M%S}", now=now)


@transaction.atomic
def split(
    group: PeerGroup, leaving: Collection[UUID], *, reason: str = "", by: User, now: datetime
) -> PeerGroup | None:
    """Moves the members whose seats are named into a group of their own, and returns it; None where a second call
    finds none of them left.

    Raises Refused where a part has fewer than two people, or fewer than the round's groups have, unless a reason is
    given.
    """
    held = Held(group.round, [group], by=by)
    source = held.open_group(group)
    here = [found for one in seated_in(source) if (found := held.seat(one))]
    going = [one for one in here if one.pk in set(leaving)]
    if not going:
        return None
    _refuse_small(held, len(going), len(here) - len(going), reason=reason)
    made = _twin(held, source, by=by, now=now)
    for one in going:
        shift(held, one, made, by=by, now=now)
    for part, size in ((made, len(going)), (source, len(here) - len(going))):
        part.seats = size
        _agree(held, part, now=now)
    note(source, GroupAct.CHANGED, by=by, now=now, because=reason)
    return made


def _refuse_small(held: Held, going: int, staying: int, *, reason: str) -> None:
    if min(going, staying) < LEAST:
        raise Refused(_("Each part must have two people at least."))
    if min(going, staying) < held.round.min_size and not reason.strip():
        raise Refused(
            _("Each part must have %(least)d people at least, or a reason why fewer will do.")
            % {"least": held.round.min_size}
        )


def _twin(held: Held, source: PeerGroup, *, by: User, now: datetime) -> PeerGroup:
    """A group like another, with a number of its own."""
    last = held.round.groups.aggregate(last=Max("number"))["last"] or 0
    made = PeerGroup(round=held.round, number=last + 1, starts_at=source.starts_at, made_at=now, made_by=by)
    for name in COPIED:
        setattr(made, name, getattr(source, name))
    made.save(force_insert=True)
    held.groups[made.pk] = made
    note(made, GroupAct.MADE, by=by, now=now)
    return made


@transaction.atomic
def dissolve(group: PeerGroup, *, because: str, by: User | None, now: datetime) -> PeerGroup:
    """Ends a group that cannot go on. Everybody in it is on the waiting list and told how to come into the next round.
    A second call changes nothing. Raises Refused without a reason, which stays in the history and is mailed to
    nobody."""
    if not because.strip():
        raise Refused(_("Write why, for the group's history."), field="because")
    held = Held(group.round, [group], by=by)
    found = held.groups[group.pk]
    if found.is_over:
        return found
    meetings.call_off_all(found, by=by, now=now)
    _send_home(held, found, by=by, now=now)
    step(found, GroupState.DISSOLVED, GroupAct.DISSOLVED, by=by, now=now, because=because)
    return found


def _send_home(held: Held, group: PeerGroup, *, by: User | None, now: datetime) -> None:
    leaving = [found for one in seated_in(group) if (found := held.seat(one))]
    for one in leaving:
        seats.end(one, act=GroupAct.LEFT, by=by, now=now)
    people = [one.signup for one in leaving if one.signup]
    move_many(people, SignupState.WAITLISTED, by=by, now=now, note="dissolved", waiting_reason=WaitingReason.GROUP)
    record_many(by=by, action="group.dissolved", about=[(one.person, group) for one in people], now=now)
    again = {str(one.signup_id): str(one.pk) for one in leaving}
    tell_many(people, "group_dissolved", now=now, again=again)


@transaction.atomic
def end(group: PeerGroup, to: str, *, by: User, now: datetime) -> PeerGroup:
    """Takes a group that has begun one step to its end: CLOSING while its last meeting is to come, then CLOSED, when
    what was planned is called off. Members are told of each. A second call changes nothing."""
    held = Held(group.round, [group], (), by=by)
    found = held.groups[group.pk]
    if found.state == to:
        return found
    if to == GroupState.CLOSING:
        step(found, GroupState.CLOSING, GroupAct.CLOSING, by=by, now=now)
        meeting_mails.tell_group(found, "group_closing", mark="closing", now=now)
        return found
    if found.state == GroupState.CLOSING:
        meetings.call_off_all(found, by=by, now=now)
    step(found, GroupState(to), GroupAct.CLOSED, by=by, now=now)
    meeting_mails.tell_group(found, "group_ended", mark="ended", now=now)
    meeting_mails.tell_group(found, "closing_asked", mark="ended", now=now)
    return found
