"""Meetings: planned, agreed, changed, held, cancelled; twice is once; and who leads them."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connections, transaction

from outbox.domain.delivery import deliver_due
from outbox.models import Message
from peerhub.domain import absences, date_finding, duties, meetings, watching, wrapping_up
from peerhub.domain.errors import Refused
from peerhub.domain.wrapping_up import NextTime
from peerhub.group_enums import MembershipState
from peerhub.meeting_enums import DutyState, MeetingKind, MeetingState
from peerhub.models import ConvenerDuty, GroupMeeting, MeetingAbsence, MemberChoice, PeerGroup
from tests.conftest import NOW

from .grouping import told
from .meeting import DAY, HOUR, agreed, begun, fresh, planned, values

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("consent_texts")]


@pytest.fixture(autouse=True)
def _today(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


class TestPlanning:
    def test_a_group_begins_with_a_start_meeting_and_five_themes_four_weeks_apart(self, coordinator: Any) -> None:
        from peerhub.domain import offers, running

        from .grouping import matching_round, publish_groups

        [(group, people)] = publish_groups(matching_round(), [2], by=coordinator)
        for one in people:
            offers.accept(one, by=None, now=NOW)
        for _time in range(2):
            running.begin_due(NOW)
        found = list(GroupMeeting.objects.filter(group=group))
        assert [one.kind for one in found] == [MeetingKind.START, *[MeetingKind.THEME] * 5]
        assert {one.state for one in found} == {MeetingState.PROPOSED}
        assert found[1].starts_at - found[0].starts_at == timedelta(weeks=4)
        assert found[0].agenda.count("\n") > 3

    def test_a_meeting_is_agreed_once_it_has_a_time_a_place_and_somebody_who_leads(self, coordinator: Any) -> None:
        group, (anna, bo) = begun(2, by=coordinator)
        made = planned(group, by=anna.person, place="")
        duties.take(made, anna, by=anna.person, now=NOW)
        assert (fresh(made).state, told("meeting_agreed")) == (MeetingState.PROPOSED, 0)
        for _time in range(2):
            meetings.change(fresh(made), {"place": "Biblioteket"}, by=bo.person, now=NOW)
        assert (fresh(made).state, told("meeting_agreed")) == (MeetingState.SCHEDULED, 2)

    def test_every_second_tuesday_is_at_the_same_hour_after_the_clocks_have_changed(self, coordinator: Any) -> None:
        group, (anna, _bo) = begun(2, by=coordinator)
        at = datetime(2027, 3, 16, 16, 0, tzinfo=UTC)  # 17:00 in Copenhagen, two weeks before summer time
        for _time in range(2):
            made = meetings.plan(group, values(at), repeat="fortnightly", count=3, by=anna.person, now=NOW)
        assert [one.starts_at.astimezone(UTC).hour for one in made] == [16, 15, 15]
        assert GroupMeeting.objects.filter(group=group).count() == 3

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"starts_at": NOW - DAY, "ends_at": NOW}, "day"),
            ({"ends_at": NOW}, "until"),
            ({"ends_at": NOW + 23 * DAY}, "until"),
            ({"kind": "walk"}, "kind"),
        ],
    )
    def test_a_time_that_cannot_be_and_a_kind_the_scheme_lacks_are_refused(
        self, wrong: dict[str, Any], field: str, coordinator: Any
    ) -> None:
        group, (anna, _bo) = begun(2, by=coordinator)
        with pytest.raises(Refused) as refusal:
            meetings.plan(group, values() | wrong, by=anna.person, now=NOW)
        assert refusal.value.field == field

    def test_a_group_has_one_start_meeting(self, coordinator: Any) -> None:
        group, (anna, _bo) = begun(2, by=coordinator)
        first = planned(group, by=anna.person, kind="start")
        with pytest.raises(Refused, match="allerede"):
            planned(group, by=anna.person, kind="start")
        meetings.cancel(first, by=anna.person, now=NOW)
        assert planned(group, by=anna.person, kind="start").kind == "start"
        with pytest.raises(IntegrityError), transaction.atomic():
            GroupMeeting.objects.create(group=group, kind="start", form="virtual", changed_at=NOW)

    @pytest.mark.engines
    @pytest.mark.parametrize(
        "wrong",
        [
            {"link": "http://example.org/moede"},
            {"link": "javascript:alert(1)"},
            {"state": "scheduled"},
            {"state": "held", "attended": 3},
            {"state": "proposed", "attended": 3},
            {"starts_at": NOW, "ends_at": NOW},
            {"state": "perhaps"},
        ],
    )
    def test_the_database_refuses_what_cannot_be(self, wrong: dict[str, Any], coordinator: Any) -> None:
        group, _members = begun(2, by=coordinator)
        with pytest.raises(IntegrityError), transaction.atomic():
            GroupMeeting.objects.create(group=group, form="physical", changed_at=NOW, **wrong)

    def test_what_is_changed_and_cancelled_reaches_calendars_and_twice_is_once(
        self, coordinator: Any, mailoutbox: Any
    ) -> None:
        group, (anna, bo) = begun(2, by=coordinator)
        made = agreed(group, anna)
        for _time in range(2):
            meetings.change(fresh(made), {"place": "Rådhuset"}, by=bo.person, now=NOW)
        for _time in range(2):
            meetings.cancel(fresh(made), by=bo.person, now=NOW)
        assert (told("meeting_changed"), told("meeting_cancelled")) == (2, 2)
        mailoutbox.clear()
        deliver_due(now=NOW, limit=500)
        mails = [mail for mail in mailoutbox if mail.attachments]
        assert len(mails) == 2  # the mails about the meeting before it was cancelled would only confuse
        name, text, kind = mails[0].attachments[0]
        assert (name, kind) == ("moede.ics", "text/calendar; method=CANCEL")
        assert f"UID:{made.pk}@peerportalen" in text
        assert "TZID=Europe/Copenhagen" in text
        assert "BEGIN:VTIMEZONE" in text
        assert "Pauser" not in text + mails[0].body
        with pytest.raises(Refused):
            meetings.change(fresh(made), {"place": "Hjemme"}, by=bo.person, now=NOW)

    def test_a_count_is_noted_after_the_beginning_and_can_be_corrected(self, coordinator: Any) -> None:
        group, (anna, _bo) = begun(2, by=coordinator)
        made = agreed(group, anna)
        with pytest.raises(Refused, match="begyndt"):
            meetings.hold(made, attended=2, by=anna.person, now=NOW)
        later = NOW + 22 * DAY
        for count in (2, 2, 1):
            meetings.hold(fresh(made), attended=count, by=anna.person, now=later)
        assert (fresh(made).state, fresh(made).attended) == (MeetingState.HELD, 1)

    def test_a_meeting_that_nobody_tells_about_is_put_down_and_can_be_corrected(self, coordinator: Any) -> None:
        group, (anna, _bo) = begun(2, by=coordinator)
        made = agreed(group, anna)
        late = NOW + 28 * DAY
        assert [watching.sweep_not_held(late - DAY), watching.sweep_not_held(late), watching.sweep_not_held(late)] == [
            0,
            1,
            0,
        ]
        assert fresh(made).state == MeetingState.NOT_HELD
        meetings.hold(fresh(made), attended=2, by=anna.person, now=late)
        assert fresh(made).state == MeetingState.HELD


class TestLeading:
    def test_one_takes_it_and_the_other_reads_that_it_is_taken(self, coordinator: Any) -> None:
        group, (anna, bo) = begun(2, by=coordinator)
        made = agreed(group, anna)
        assert duties.take(made, anna, by=anna.person, now=NOW).state == DutyState.ACCEPTED
        with pytest.raises(Refused, match="allerede"):
            duties.take(made, bo, by=bo.person, now=NOW)

    @pytest.mark.engines
    @pytest.mark.django_db(transaction=True, serialized_rollback=True)
    def test_of_two_who_take_it_at_once_one_leads(self, coordinator: Any) -> None:
        group, members = begun(2, by=coordinator)
        made = planned(group, by=members[0].person)
        answers: list[str] = []
        gate = threading.Barrier(2)

        def take(member: Any) -> None:
            try:
                gate.wait()
                duties.take(fresh(made), member, by=member.person, now=NOW)
                answers.append("leads")
            except Refused as refusal:
                answers.append(str(refusal.message))
            finally:
                connections.close_all()

        threads = [threading.Thread(target=take, args=(one,)) for one in members]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        assert sorted(answers) == ["En anden er allerede tovholder for mødet.", "leads"]
        assert ConvenerDuty.objects.filter(state=DutyState.ACCEPTED).count() == 1

    def test_a_no_asks_the_next_in_turn_and_twice_is_once(self, coordinator: Any) -> None:
        group, (anna, bo, carl) = begun(3, by=coordinator)
        made = planned(group, by=anna.person)
        duties.ask(made, anna, by=bo.person, now=NOW)
        for _time in range(2):
            duties.decline(made, anna, by=anna.person, now=NOW)
        asked = made.duties.get(state=DutyState.OFFERED)
        assert asked.membership == bo
        duties.decline(made, bo, by=bo.person, now=NOW)
        duties.decline(made, carl, by=carl.person, now=NOW)
        assert not made.duties.exclude(state=DutyState.DECLINED).exists()
        assert told("duty_offered") == 3

    def test_a_newcomer_and_who_does_not_want_to_are_not_suggested(self, coordinator: Any) -> None:
        group, (anna, bo, carl) = begun(3, by=coordinator)
        first = agreed(group, anna, at=NOW + DAY)
        meetings.hold(first, attended=3, by=anna.person, now=NOW + 2 * DAY)
        carl.accepted_at = NOW + 3 * DAY
        carl.save()
        MemberChoice.objects.create(membership=bo, leads=False)
        made = planned(group, by=anna.person)
        assert duties.whose_turn(made) == anna.pk
        assert duties.order_of(made)[0] == anna.pk

    def test_it_is_handed_over_only_with_a_yes(self, coordinator: Any) -> None:
        group, (anna, bo, carl) = begun(3, by=coordinator)
        made = agreed(group, anna)
        with pytest.raises(Refused):
            duties.hand_over(made, carl, bo, by=carl.person, now=NOW)
        for _time in range(2):
            duties.hand_over(made, anna, bo, by=anna.person, now=NOW)
        assert made.duties.get(state=DutyState.ACCEPTED).membership == anna
        with pytest.raises(Refused):
            duties.answer_handover(made, carl, by=carl.person, now=NOW)
        for _time in range(2):
            duties.answer_handover(made, bo, by=bo.person, now=NOW)
        assert made.duties.get(state=DutyState.ACCEPTED).membership == bo
        assert made.duties.get(membership=anna).state == DutyState.HANDED_OVER

    def test_a_group_is_told_once_that_nobody_leads_and_the_coordinator_sees_it(
        self, coordinator: Any, coordinator_midt: Any, participant: Any
    ) -> None:
        group, (anna, _bo) = begun(2, by=coordinator)
        made = planned(group, by=anna.person)
        near = NOW + 15 * DAY
        assert [watching.call_for_conveners(at) for at in (NOW, near, near)] == [0, 1, 0]
        assert told("nobody_leads") == 2
        for person, expected in ((coordinator, [group]), (coordinator_midt, [group]), (participant, [])):
            assert watching.groups_without_convener(person, near) == expected
        duties.take(made, anna, by=anna.person, now=near)
        assert watching.groups_without_convener(coordinator, near) == []
        PeerGroup.objects.update(paused_until=(near + 30 * DAY).date())
        duties.decline(made, anna, by=anna.person, now=near)
        assert watching.groups_without_convener(coordinator, near) == []

    def test_the_pack_comes_five_days_before_to_whoever_leads(self, coordinator: Any) -> None:
        group, (anna, _bo) = begun(2, by=coordinator)
        agreed(group, anna)
        near = NOW + 16 * DAY
        assert [watching.send_packs(at) for at in (near - DAY, near, near)] == [0, 1, 0]
        assert Message.objects.get(kind="peerhub.meeting_pack").person == anna.person.uuid

    def test_whoever_led_is_asked_once_how_it_went(self, coordinator: Any) -> None:
        group, (anna, _bo) = begun(2, by=coordinator)
        agreed(group, anna)
        over = NOW + 22 * DAY
        assert [watching.ask_how_it_went(at) for at in (NOW, over, over + HOUR)] == [0, 1, 0]


class TestTheEndOfAMeeting:
    def test_one_form_notes_it_and_agrees_on_the_next(self, coordinator: Any) -> None:
        group, (anna, bo) = begun(2, by=coordinator)
        made = agreed(group, anna)
        later = NOW + 22 * DAY
        wanted = {name: values(NOW + 50 * DAY)[name] for name in ("starts_at", "ends_at", "place", "theme")}
        following = NextTime(wanted, leads=bo, has_agreed=True)
        for _time in range(2):
            coming = wrapping_up.wrap_up(fresh(made), attended=2, following=following, by=anna.person, now=later)
        assert coming is not None
        assert (fresh(coming).state, fresh(coming).theme) == (MeetingState.SCHEDULED, "Pauser")
        assert fresh(made).state == MeetingState.HELD
        assert group.meetings.count() == 2

    def test_who_is_not_at_the_table_is_asked_by_mail(self, coordinator: Any) -> None:
        group, (anna, bo) = begun(2, by=coordinator)
        made = agreed(group, anna)
        planned(group, by=anna.person, at=NOW + 49 * DAY)
        following = NextTime(values(NOW + 50 * DAY), leads=bo)
        coming = wrapping_up.wrap_up(made, attended=None, following=following, by=anna.person, now=NOW + 22 * DAY)
        assert coming is not None
        assert (fresh(coming).state, told("duty_offered")) == (MeetingState.PROPOSED, 1)
        assert group.meetings.count() == 2


class TestDaysAndAbsence:
    def test_days_are_asked_answered_reminded_and_chosen(self, coordinator: Any) -> None:
        group, (anna, bo) = begun(2, by=coordinator)
        [made] = meetings.plan(group, values() | {"starts_at": None, "ends_at": None}, by=anna.person, now=NOW)
        asked = [(NOW + number * DAY, NOW + number * DAY + HOUR) for number in (10, 11)]
        for _time in range(2):
            date_finding.open_poll(fresh(made), asked, answer_by=NOW + 5 * DAY, now=NOW)
        assert told("dates_asked") == 2
        first, second = made.dates.all()
        for _time in range(2):
            date_finding.vote(fresh(made), anna, {first.pk: "yes", second.pk: "no", 999: "yes"}, now=NOW)
        rows = date_finding.asked_days(fresh(made), anna)
        assert [(one.yes, one.maybe, one.no, one.own) for one in rows] == [(1, 0, 0, "yes"), (0, 0, 1, "no")]
        near = NOW + 4 * DAY + HOUR
        assert [date_finding.remind(at) for at in (NOW, near, near)] == [0, 1, 0]
        assert Message.objects.get(kind="peerhub.dates_reminder").person == bo.person.uuid
        with pytest.raises(Refused, match="Fristen"):
            date_finding.vote(fresh(made), bo, {first.pk: "yes"}, now=NOW + 6 * DAY)
        date_finding.choose(fresh(made), first, by=anna.person, now=NOW)
        assert fresh(made).starts_at == first.starts_at

    @pytest.mark.parametrize(("days", "answer_by"), [([10], 5), ([10, 11], 11), ([10, 11], -1), ([-1, 3], -2)])
    def test_days_that_make_no_sense_are_refused(self, days: list[int], answer_by: int, coordinator: Any) -> None:
        group, (anna, _bo) = begun(2, by=coordinator)
        made = planned(group, by=anna.person)
        asked = [(NOW + number * DAY, NOW + number * DAY + HOUR) for number in days]
        with pytest.raises(Refused):
            date_finding.open_poll(made, asked, answer_by=NOW + answer_by * DAY, now=NOW)

    def test_one_says_no_or_late_without_a_reason_and_takes_it_back(self, coordinator: Any) -> None:
        group, (anna, bo) = begun(2, by=coordinator)
        made = agreed(group, anna)
        for kind in ("absent", "absent", "late"):
            absences.say(made, bo, kind, now=NOW)
        assert MeetingAbsence.objects.get().kind == "late"
        for _time in range(2):
            absences.say(made, bo, "", now=NOW)
        assert not MeetingAbsence.objects.exists()
        with pytest.raises(Refused):
            absences.say(made, bo, "late", now=NOW + 30 * DAY)


def test_who_has_left_gets_no_mail_that_was_on_its_way(coordinator: Any, mailoutbox: Any) -> None:
    group, (anna, bo) = begun(2, by=coordinator)
    agreed(group, anna)
    bo.state, bo.is_shown = MembershipState.LEFT, False
    bo.save()
    mailoutbox.clear()
    deliver_due(now=NOW, limit=500)
    attached = [mail.to for mail in mailoutbox if mail.attachments]
    assert attached == [[anna.person.email]] * 2  # the late welcome brings the meeting too
