"""A member's pages of the own group, and of a meeting behind a mail's link: works, wrong role, wrong method, another
group's; by form, with bad input; and nothing of another group seen."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from outbox.domain.delivery import deliver_due
from outbox.models import Message
from peerhub.domain import guests, meetings
from peerhub.domain.errors import Refused
from peerhub.domain.group_access import link_for
from peerhub.group_enums import MembershipState
from peerhub.meeting_enums import DutyState, MeetingState
from peerhub.models import GroupMeeting, MeetingGuest, PeerProgramme
from tests.conftest import NOW

from .grouping import told
from .meeting import DAY, agreed, begun, fresh, planned
from .signing import errors_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("consent_texts")]
FORM = {
    "kind": "theme",
    "theme": "Energi",
    "day": "2026-12-01",
    "hour": "17.00",
    "until": "19.00",
    "form": "physical",
    "place": "Biblioteket",
    "link": "",
    "repeat": "once",
    "count": "",
}


@pytest.fixture(autouse=True)
def _today(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


def body(answer: Any) -> str:
    return str(answer.content.decode())


def page(name: str, *parts: Any) -> str:
    return reverse(name, args=parts)


def by_link(meeting: GroupMeeting, member: Any) -> str:
    return reverse("member_meeting", args=[link_for(meeting.pk, member.pk)])


class TestTheGroupsPage:
    def test_it_asks_as_often_for_one_meeting_and_two_members_as_for_many(
        self, coordinator: Any, client_as: Any, django_assert_num_queries: Any
    ) -> None:
        small, (anna, _bo) = begun(2, by=coordinator)
        agreed(small, anna)
        large, members = begun(5, by=coordinator, slug="efteraar-2027")
        for number, one in enumerate(members[:3]):
            agreed(large, one, at=NOW + (10 + number) * DAY)
        for group, person in ((small, anna.person), (large, members[0].person)):
            client = client_as(person)
            client.get(page("own_group", group.pk))
            with django_assert_num_queries(11):
                assert client.get(page("own_group", group.pk)).status_code == 200

    def test_the_next_meeting_stands_first_and_names_as_each_has_chosen(self, coordinator: Any, client_as: Any) -> None:
        group, (anna, bo, carl) = begun(3, by=coordinator)
        agreed(group, bo)
        carl.is_shown = False
        carl.save()
        seen = body(client_as(anna.person).get(page("own_group", group.pk)))
        assert seen.index("Næste møde") < seen.index("Planen") < seen.index("Hvem der er i gruppen")
        assert f"{bo.person.name} er tovholder" in seen
        assert carl.person.name not in seen
        assert bo.person.email not in seen
        assert "1 mere viser ikke sit navn her" in seen
        hidden = body(client_as(carl.person).get(page("own_group", group.pk)))
        assert anna.person.name not in hidden

    def test_nobody_else_finds_it(self, coordinator: Any, outsider: Any, client_as: Any, stranger: Client) -> None:
        group, (anna, bo) = begun(2, by=coordinator)
        made = agreed(group, anna)
        _other, (foreign, _dora) = begun(2, by=coordinator, slug="efteraar-2027")
        bo.state, bo.is_shown = MembershipState.LEFT, False
        bo.save()
        names = ("own_meeting", "own_meeting_file", "meeting_edit", "meeting_cancel", "meeting_days", "meeting_guest")
        addresses = [page(name, group.pk, made.pk) for name in names]
        addresses += [page("own_meeting_pack", group.pk, made.pk)]
        addresses += [page("own_group", group.pk), page("meeting_new", group.pk)]
        for person in (outsider, foreign.person, bo.person, coordinator):
            client = client_as(person)
            assert {client.get(one).status_code for one in addresses} == {404}
            assert {client.post(one).status_code for one in addresses} <= {404, 405}
        assert {stranger.get(one).status_code for one in addresses} == {302}
        own = client_as(anna.person)
        assert {own.get(one).status_code for one in addresses} == {200}
        assert own.post(page("own_group", group.pk)).status_code == 405
        assert own.get(page("own_meeting", _other.pk, made.pk)).status_code == 404
        assert {answer["Cache-Control"] for answer in map(own.get, addresses)} == {"private, no-store"}


class TestPlanningByForm:
    def test_a_meeting_is_planned_changed_copied_and_cancelled(self, coordinator: Any, client_as: Any) -> None:
        group, (anna, _bo) = begun(2, by=coordinator)
        client = client_as(anna.person)
        assert client.post(page("meeting_new", group.pk), FORM | {"repeat": "weekly", "count": "2"}).status_code == 302
        first, second = GroupMeeting.objects.filter(group=group)
        assert (second.starts_at - first.starts_at, first.theme) == (timedelta(days=7), "Energi")
        one = (group.pk, first.pk)
        assert "Biblioteket" in body(client.get(page("meeting_edit", *one)))
        for _time in range(2):
            client.post(page("meeting_edit", *one), FORM | {"place": "Rådhuset"})
        assert fresh(first).place == "Rådhuset"
        assert "Rådhuset" in body(client.get(f"{page('meeting_new', group.pk)}?som={first.pk}"))
        assert client.get(f"{page('meeting_new', group.pk)}?som=nonsens").status_code == 200
        for _time in range(2):
            client.post(page("meeting_cancel", *one))
        assert fresh(first).state == MeetingState.CANCELLED

    @pytest.mark.parametrize(
        ("wrong", "field", "words"),
        [
            ({"link": "javascript:alert(1)"}, "link", "https"),
            ({"link": "http://example.org"}, "link", "https"),
            ({"day": "2027-03-28", "hour": "02:30"}, "hour", "klokkeslæt"),
            ({"day": "2026-01-01"}, "day", "Tidspunktet"),
            ({"day": ""}, "day", "dagen"),
            ({"hour": ""}, "hour", "begynder"),
            ({"hour": "10.00", "until": "23.00"}, "until", "tolv"),
            ({"theme": "010190-1234"}, "theme", "CPR"),
            ({"kind": "outing"}, "kind", ""),
            ({"count": "1000"}, "count", "10"),
        ],
    )
    def test_bad_input_gets_a_kind_message_and_keeps_what_was_typed(
        self, wrong: dict[str, str], field: str, words: str, coordinator: Any, client_as: Any
    ) -> None:
        group, (anna, _bo) = begun(2, by=coordinator)
        answer = client_as(anna.person).post(page("meeting_new", group.pk), FORM | wrong)
        assert answer.status_code == 422, answer.content.decode()
        assert list(answer.context["form"].errors) == [field]
        assert words in " ".join(errors_of(answer))
        assert "Biblioteket" in body(answer)
        assert not GroupMeeting.objects.filter(group=group).exists()

    def test_of_the_hour_that_comes_twice_the_first_is_meant(self, coordinator: Any, client_as: Any) -> None:
        group, (anna, _bo) = begun(2, by=coordinator)
        night = {"day": "2027-10-31", "hour": "02:30", "until": "04:00"}
        assert client_as(anna.person).post(page("meeting_new", group.pk), FORM | night).status_code == 302
        assert GroupMeeting.objects.get(group=group).starts_at.isoformat() == "2027-10-31T00:30:00+00:00"

    def test_days_are_asked_and_chosen_on_one_page(self, coordinator: Any, client_as: Any) -> None:
        group, (anna, bo) = begun(2, by=coordinator)
        made = planned(group, by=anna.person)
        client, address = client_as(anna.person), page("meeting_days", group.pk, made.pk)
        days = {"day_1": "2026-12-01", "day_2": "2026-12-02", "hour": "17:00", "until": "19:00"}
        assert client.post(address, days).status_code == 422
        assert client.post(address, days | {"answer_on": "2026-11-20"}).status_code == 302
        first = made.dates.first()
        assert first is not None
        answer = client_as(bo.person).post(
            page("own_meeting", group.pk, made.pk), {"act": "vote", f"day_{first.pk}": "yes"}
        )
        assert answer.status_code == 302
        seen = body(client.get(address))
        assert seen.count("Mødes ") == 2
        for date in ("999999", first.pk):
            assert client.post(address, {"date": date}).status_code == 302
        assert fresh(made).starts_at == first.starts_at


class TestBehindALink:
    def test_the_whole_end_of_a_meeting_takes_three_requests_without_signing_in(
        self, coordinator: Any, stranger: Client, time_machine: Any
    ) -> None:
        group, (anna, bo) = begun(2, by=coordinator)
        made = agreed(group, anna)
        time_machine.move_to(NOW + 21 * DAY + timedelta(hours=3), tick=False)
        address = by_link(made, anna)
        seen = body(stranger.get(address))
        assert bo.person.first_name in seen
        assert bo.person.last_name not in seen
        # Anna has just led, so it is Bo's turn.
        assert re.findall(r'<option value="([0-9a-f-]{36})"', seen) == [str(bo.pk), str(anna.pk)]
        sent = {"act": "wrap", "attended": "2", "day": "2026-12-22", "hour": "17:00", "until": "19:00"}
        sent |= {"place": "Biblioteket", "theme": "Pauser", "leads": str(bo.pk), "agreed": "on"}
        for _time in range(2):
            answer = stranger.post(address, sent)
            assert (answer.status_code, answer["Location"]) == (302, address)
        assert "Mødet er noteret" in body(stranger.get(address))
        coming = GroupMeeting.objects.get(group=group, state=MeetingState.SCHEDULED)
        assert coming.duties.get(state=DutyState.ACCEPTED).membership == bo

    def test_yes_no_late_and_handing_over_are_buttons(self, coordinator: Any, stranger: Client) -> None:
        group, (anna, bo) = begun(2, by=coordinator)
        made = planned(group, by=anna.person)
        own, other = by_link(made, anna), by_link(made, bo)
        stranger.get(own)
        assert not made.duties.exists()  # reading changes nothing
        for _time in range(2):
            stranger.post(own, {"act": "take"})
        assert stranger.post(other, {"act": "take"}).status_code == 409
        for act in ("late", "absent", "comes", "absent"):
            assert stranger.post(other, {"act": act}).status_code == 302
        assert made.absences.get().membership == bo
        assert stranger.post(own, {"act": "hand-over", "to": "nonsens"}).status_code == 422
        assert stranger.post(own, {"act": "hand-over", "to": str(bo.pk)}).status_code == 302
        stranger.post(other, {"act": "take"})
        assert made.duties.get(state=DutyState.ACCEPTED).membership == bo
        stranger.post(other, {"act": "decline"})
        assert not made.duties.filter(state=DutyState.ACCEPTED).exists()
        assert stranger.post(own, {"act": "nonsens"}).status_code == 200

    def test_an_altered_link_an_old_one_and_that_of_somebody_who_left_open_nothing(
        self, coordinator: Any, stranger: Client, time_machine: Any
    ) -> None:
        group, (anna, bo) = begun(2, by=coordinator)
        made = agreed(group, anna)
        _other, (foreign, _dora) = begun(2, by=coordinator, slug="efteraar-2027")
        whole = by_link(made, anna)
        for broken in (whole[:-2] + "/", reverse("member_meeting", args=["x:y"]), by_link(made, foreign)):
            answer = stranger.get(broken)
            assert answer.status_code == 404
            assert "Biblioteket" not in body(answer)
        bo.state, bo.is_shown = MembershipState.LEFT, False
        bo.save()
        assert stranger.get(by_link(made, bo)).status_code == 404
        time_machine.move_to(NOW + 40 * DAY, tick=False)
        for answer in (stranger.get(whole), stranger.post(whole, {"act": "wrap", "attended": "3"})):
            assert answer.status_code == 410
        assert fresh(made).state == MeetingState.SCHEDULED

    def test_no_page_behind_a_link_names_anybody_before_the_meeting(self, coordinator: Any, stranger: Client) -> None:
        group, (anna, bo) = begun(2, by=coordinator)
        made = agreed(group, anna)
        assert bo.person.first_name not in body(stranger.get(by_link(made, bo)))
        assert anna.person.first_name not in body(stranger.get(by_link(made, bo)))


class TestGuests:
    def test_a_guest_hears_when_and_what_about_and_no_name(
        self, coordinator: Any, client_as: Any, mailoutbox: Any
    ) -> None:
        group, (anna, bo) = begun(2, by=coordinator)
        PeerProgramme.objects.update(content_source="closed")
        made = agreed(group, anna)
        sent = {"name": "Ea Gæst", "email": "Ea@example.org", "about": "Regler om hjælp"}
        client, address = client_as(anna.person), page("meeting_guest", group.pk, made.pk)
        for _time in range(2):
            assert client.post(address, sent).status_code == 302
        Message.objects.exclude(kind="peerhub.guest_invited").delete()
        deliver_due(now=NOW)
        [mail] = mailoutbox
        assert mail.to == ["ea@example.org"]
        text = mail.body + mail.attachments[0][1]
        assert "Regler om hjælp" in text
        assert not [one for one in (anna, bo) if one.person.first_name in text]
        assert str(group.pk) not in text
        meetings.cancel(fresh(made), by=anna.person, now=NOW)
        assert told("guest_cancelled") == 1

    def test_guests_go_thirty_days_after_the_meeting_and_schemes_without_guests_have_none(
        self, coordinator: Any, client_as: Any
    ) -> None:
        group, (anna, _bo) = begun(2, by=coordinator)
        made = agreed(group, anna)
        sent = {"name": "Ea", "email": "ea@example.org", "about": "Regler"}
        with pytest.raises(Refused):
            guests.invite(made, **sent, by=anna.person, now=NOW)
        assert client_as(anna.person).post(page("meeting_guest", group.pk, made.pk), sent).status_code == 422
        PeerProgramme.objects.update(content_source="between")
        guests.invite(fresh(made), **sent, by=anna.person, now=NOW)
        ends = made.ends_at
        assert ends is not None
        assert [guests.forget(ends + number * DAY) for number in (30, 31)] == [0, 1]
        assert not MeetingGuest.objects.exists()
