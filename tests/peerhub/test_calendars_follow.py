"""What a coordinator changes of a group that has begun reaches the calendars of its members."""

from typing import Any

import pytest
from django.urls import reverse

from outbox.domain.delivery import deliver_due
from peerhub.domain import late_changes, reshaping
from peerhub.group_enums import GroupState
from peerhub.meeting_enums import MeetingKind, MeetingState
from tests.conftest import NOW

from .meeting import DAY, agreed, begun, fresh, planned

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("consent_texts")]


@pytest.fixture(autouse=True)
def at_now(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


def appointments(mailoutbox: Any) -> list[str]:
    mailoutbox.clear()
    deliver_due(now=NOW, limit=500)
    return [text for mail in mailoutbox for _name, text, _kind in mail.attachments]


@pytest.mark.parametrize("end", ["dissolve", "close", "merge"])
def test_what_was_planned_leaves_calendars_when_a_coordinator_ends_a_group(
    end: str, coordinator: Any, mailoutbox: Any
) -> None:
    group, (anna, bo) = begun(2, by=coordinator)
    meeting, loose = agreed(group, anna), planned(group, by=anna.person, at=NOW + 40 * DAY)
    other, _people = begun(2, by=coordinator, slug="anden-2027")
    appointments(mailoutbox)
    for _time in range(2):
        if end == "dissolve":
            reshaping.dissolve(group, because="For få", by=coordinator, now=NOW)
        elif end == "merge":
            other.round, other.number = group.round, 9
            other.save()
            reshaping.merge(group, other, reason="Sammen", by=coordinator, now=NOW)
        else:
            for state in (GroupState.CLOSING, GroupState.CLOSED):
                reshaping.end(group, state, by=coordinator, now=NOW)
            break
    assert {fresh(one).state for one in (meeting, loose)} == {MeetingState.CANCELLED}
    told = appointments(mailoutbox)
    assert len(told) == 2
    assert all("METHOD:CANCEL" in one and f"UID:{meeting.pk}@" in one for one in told)
    assert {mail.to[0] for mail in mailoutbox if mail.attachments} == {anna.person.email, bo.person.email}


def test_who_left_before_hears_nothing_of_it(coordinator: Any, mailoutbox: Any) -> None:
    group, (anna, bo, cilla) = begun(3, by=coordinator)
    agreed(group, anna)
    late_changes.leave(cilla, waits=False, by=coordinator, now=NOW - DAY)
    appointments(mailoutbox)
    reshaping.dissolve(group, because="For få", by=coordinator, now=NOW)
    appointments(mailoutbox)
    assert {mail.to[0] for mail in mailoutbox if mail.attachments} == {anna.person.email, bo.person.email}


def test_a_first_meeting_that_is_moved_comes_as_a_new_appointment(coordinator: Any, mailoutbox: Any) -> None:
    group, (anna, _bo) = begun(2, by=coordinator)
    meeting = agreed(group, anna, kind=MeetingKind.START)
    appointments(mailoutbox)
    values = {"starts_at": NOW + 20 * DAY, "start_place": "Kulturhuset"}
    for _time in range(2):
        late_changes.change(group, values=values, by=coordinator, now=NOW)
    moved = fresh(meeting)
    assert (moved.starts_at, moved.sequence > meeting.sequence) == (values["starts_at"], True)
    told = appointments(mailoutbox)
    assert len(told) == 2
    assert len(mailoutbox) == 2
    assert all(f"SEQUENCE:{moved.sequence}\r\n" in one for one in told)


def test_a_member_finds_the_way_to_invite_a_guest_where_the_scheme_has_them(coordinator: Any, client_as: Any) -> None:
    group, (anna, _bo) = begun(2, by=coordinator)
    meeting = agreed(group, anna)
    page, guest = (reverse(name, args=[group.pk, meeting.pk]) for name in ("own_meeting", "meeting_guest"))
    shown = []
    for source in ("open", "closed"):
        group.programme.content_source = source
        group.programme.save()
        shown.append(guest in client_as(anna.person).get(page).content.decode())
    assert shown == [False, True]
