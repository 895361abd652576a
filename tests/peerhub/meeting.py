"""Groups that have begun, and their meetings. NOW is the present."""

from datetime import datetime, timedelta
from typing import Any

from accounts.models import User
from peerhub.domain import duties, meetings, offers, running
from peerhub.models import GroupMeeting, GroupMembership, PeerGroup
from tests.conftest import NOW

from .grouping import matching_round, publish_groups

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def begun(size: int, *, by: User, slug: str = "foraar-2027", **more: Any) -> tuple[PeerGroup, list[GroupMembership]]:
    """A group of so many who have all said yes, without a plan yet; and their places, in the order they said it."""
    [(group, people)] = publish_groups(matching_round(slug, **more), [size], by=by)
    for number, one in enumerate(people):
        offers.accept(one, by=None, now=NOW - 60 * DAY + number * HOUR)
    running.begin_due(NOW)
    group = PeerGroup.objects.select_related("programme", "round").get(pk=group.pk)
    group.meetings.all().delete()
    rows = GroupMembership.objects.filter(group=group).select_related("person", "signup", "group")
    return group, list(rows.order_by("accepted_at"))


def values(at: datetime | None = None, **more: Any) -> dict[str, Any]:
    """What somebody types of a theme meeting in three weeks."""
    starts = at or NOW + 21 * DAY
    found = {"kind": "theme", "form": "physical", "place": "Frivilligcentret", "link": "", "theme": "Pauser"}
    return found | {"starts_at": starts, "ends_at": starts + 2 * HOUR} | more


def planned(group: PeerGroup, *, by: User, at: datetime | None = None, **more: Any) -> GroupMeeting:
    """A meeting that is proposed."""
    [made] = meetings.plan(group, values(at, **more), by=by, now=NOW)
    return made


def agreed(group: PeerGroup, leads: GroupMembership, *, at: datetime | None = None, **more: Any) -> GroupMeeting:
    """A meeting that somebody leads."""
    person = leads.person
    assert person is not None
    made = planned(group, by=person, at=at, **more)
    duties.take(made, leads, by=person, now=NOW)
    return fresh(made)


def fresh(meeting: GroupMeeting) -> GroupMeeting:
    """The meeting as it stands now."""
    return GroupMeeting.objects.select_related("group__programme", "group__round").get(pk=meeting.pk)
