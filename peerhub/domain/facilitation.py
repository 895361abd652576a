"""The fixed leader of a group, where the scheme has one (S1 pair 5): who, trained when, supervised when."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.domain.access_log import record
from accounts.models import User
from outbox.locks import lock_row

from ..meeting_enums import COMING
from ..models import GroupFacilitator, PeerGroup
from .errors import Refused
from .meetings import settle


def of(group: PeerGroup) -> GroupFacilitator | None:
    """The fixed leader of a group. One query."""
    return GroupFacilitator.objects.select_related("person").filter(group=group).first()


def person_of(email: str) -> User:
    """Who has an account with this address. Raises Refused where nobody has."""
    found = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if found is None:
        raise Refused(_("Nobody has an account with this address. Register the person first."), field="email")
    return found


@transaction.atomic
def appoint(
    group: PeerGroup,
    person: User,
    *,
    trained_on: date | None,
    supervised_on: date | None,
    supervision_on: date | None,
    by: User,
    now: datetime,
) -> GroupFacilitator:
    """Makes somebody the group's fixed leader in the place of an earlier one, or keeps their dates; meetings that
    waited for somebody to lead them are agreed. The same again changes nothing.

    Raises Refused where the scheme has no fixed leaders, and for a supervision before the last one.
    """
    held = lock_row(group)
    if not held.programme.has_leader:
        raise Refused(_("Groups of this scheme lead themselves."))
    if supervised_on and supervision_on and supervision_on < supervised_on:
        raise Refused(_("The next supervision must be after the last one."), field="supervision_on")
    dates = {"trained_on": trained_on, "supervised_on": supervised_on, "supervision_on": supervision_on}
    known = GroupFacilitator.objects.filter(group=held).first()
    found = known or GroupFacilitator(group=held, since=now)
    if found.person_id != person.pk:
        found.person, found.since = person, now
    for name, value in dates.items():
        setattr(found, name, value)
    found.save()
    record(by=by, action="group.leader", subject=person, object=held, now=now)
    held = PeerGroup.objects.select_related("programme", "facilitator").get(pk=held.pk)
    for meeting in held.meetings.filter(state__in=sorted(COMING)):
        meeting.group = held
        settle(meeting, now=now)
    return found


@transaction.atomic
def release(group: PeerGroup, *, by: User, now: datetime) -> bool:
    """Takes the fixed leader off; meetings without anybody are flagged from then on. False where there was none."""
    gone, _counts = GroupFacilitator.objects.filter(group=lock_row(group)).delete()
    if gone:
        record(by=by, action="group.leader_gone", object=group, now=now)
    return bool(gone)
