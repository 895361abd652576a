"""Publishing: groups, seats, offers and invitations at once or not at all; nobody in two groups, whatever happens."""

import re
import threading
from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, connections
from django.utils import timezone

from outbox.models import Message
from peerhub.domain import leftovers, publishing
from peerhub.domain.errors import Refused
from peerhub.domain.first_meetings import proposed_start
from peerhub.enums import RoundState, StartBy
from peerhub.group_enums import MembershipState, ProposalState
from peerhub.models import GroupEvent, GroupMembership, PeerGroup, PlaceOffer, Signup, SignupEvent, SignupRound
from tests.conftest import NOW

from .grouping import add_people, matching_round, propose

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("consent_texts")]
INVITED = "peerhub.place_offered"


def told(kind: str = INVITED) -> int:
    return Message.objects.filter(kind=kind).count()


def states() -> Counter[str]:
    return Counter(Signup.objects.values_list("state", flat=True))


class TestAtOnce:
    def test_everybody_in_a_group_is_invited_once_and_the_others_wait(self, coordinator: Any) -> None:
        made = matching_round()
        people = add_people(made, 6)
        proposal = propose(made, [people[:2], people[2:5]], left=people[5:])
        assert told() == 0
        for _time in range(2):
            groups = publishing.publish(proposal, by=coordinator, now=NOW)
        made.refresh_from_db()
        proposal.refresh_from_db()
        assert [(one.number, one.state, one.memberships.count()) for one in groups] == [
            (1, "forming", 2),
            (2, "forming", 3),
        ]
        assert (made.state, proposal.state) == (RoundState.PUBLISHED, ProposalState.PUBLISHED)
        assert states() == {"proposed": 5, "waitlisted": 1}
        assert (told(), told("peerhub.signup_waits")) == (5, 1)
        assert (PlaceOffer.objects.count(), SignupEvent.objects.filter(to_state="proposed").count()) == (5, 5)
        assert Counter(GroupEvent.objects.values_list("act", flat=True)) == {"made": 2, "invited": 5}

    def test_a_group_knows_what_its_members_share_and_when_they_could_meet_first(self, coordinator: Any) -> None:
        made = matching_round(first_start=date(2026, 12, 9))  # a Wednesday
        one = add_people(made, 1, slots=("tue-evening", "thu-evening", "sat-morning"), languages=("da", "en"))
        two = add_people(made, 1, slots=("thu-evening", "sat-morning"), languages=("da",))
        [group] = publishing.publish(propose(made, [[*one, *two]]), by=coordinator, now=NOW)
        assert (group.slots, group.languages, group.region) == (["thu-evening", "sat-morning"], ["da"], "midtjylland")
        assert timezone.localtime(group.starts_at).strftime("%a %d %H:%M") == "Thu 10 17:00"
        assert set(PlaceOffer.objects.values_list("size", "starts_at", "form")) == {(2, group.starts_at, group.form)}

    def test_a_place_tells_nothing_of_the_others(self, coordinator: Any, client: Any) -> None:
        made = matching_round()
        people = add_people(made, 3)
        publishing.publish(propose(made, [people]), by=coordinator, now=NOW)
        page = client.get(f"/tilmelding/{people[0].token}/").content.decode()
        assert re.search(r"Deltagere i gruppen</dt>\s*<dd>\s*3\s*</dd>", page)
        assert [one.first_name for one in people[1:] if one.first_name in page] == []

    def test_with_a_fixed_start_everybody_meets_then(self, coordinator: Any) -> None:
        fixed = NOW + timedelta(days=40)
        made = matching_round(start_by=StartBy.FIXED, start_meeting_at=fixed, start_meeting_place="Biblioteket")
        people = add_people(made, 2, slots=())
        [group] = publishing.publish(propose(made, [people]), override_reason="Fast tid", by=coordinator, now=NOW)
        assert (group.starts_at, group.start_place) == (fixed, "Biblioteket")


class TestGroupByGroup:
    def test_a_further_group_is_published_later_and_the_rest_wait_at_the_end(self, coordinator: Any) -> None:
        made = matching_round()
        people = add_people(made, 7)
        proposal = propose(made, [people[:2], people[2:4], people[4:6]], left=people[6:])
        publishing.publish(proposal, keys=["g3"], by=coordinator, now=NOW)
        assert states() == {"proposed": 2, "confirmed": 5}
        proposal.refresh_from_db()
        publishing.publish(proposal, keys=["g3", "g1"], by=coordinator, now=NOW)
        assert (states(), told()) == ({"proposed": 4, "confirmed": 3}, 4)
        for left in (3, 0):
            assert leftovers.finish(made, by=coordinator, now=NOW) == left
        assert (states(), told("peerhub.signup_waits")) == ({"proposed": 4, "waitlisted": 3}, 3)
        assert [one.number for one in PeerGroup.objects.all()] == [1, 3]

    def test_publishing_ends_only_after_it_has_begun(self, coordinator: Any) -> None:
        with pytest.raises(Refused):
            leftovers.finish(matching_round(), by=coordinator, now=NOW)


class TestRefused:
    def refused(self, proposal: Any, by: Any, **more: Any) -> str:
        before = (states(), told(), GroupMembership.objects.count())
        with pytest.raises(Refused) as refusal:
            publishing.publish(proposal, by=by, now=NOW, **more)
        assert (states(), told(), GroupMembership.objects.count()) == before
        return str(refusal.value.message)

    def test_who_has_left_is_named(self, coordinator: Any) -> None:
        made = matching_round()
        people = add_people(made, 3)
        proposal = propose(made, [people])
        Signup.objects.filter(pk=people[1].pk).update(state="withdrawn")
        assert people[1].name in self.refused(proposal, coordinator)
        assert people[1].name in self.refused(proposal, coordinator, override_reason="Alligevel")

    def test_sizes_and_broken_rules_need_a_reason_and_one_person_is_never_a_group(self, coordinator: Any) -> None:
        made = matching_round(min_size=3)
        pair = [*add_people(made, 1, slots=("mon-morning",)), *add_people(made, 1, slots=("tue-evening",))]
        small = propose(made, [pair])
        assert "2" in self.refused(small, coordinator)
        assert "1" in self.refused(propose(made, [pair[:1]]), coordinator, override_reason="Aftalt")
        [group] = publishing.publish(small, override_reason="Aftalt med begge", by=coordinator, now=NOW)
        assert (group.starts_at, group.min_size, GroupEvent.objects.get(act="made").note) == (
            None,
            2,
            "Aftalt med begge",
        )

    def test_another_proposal_of_the_round_and_one_that_was_changed(self, coordinator: Any) -> None:
        made = matching_round()
        people = add_people(made, 4)
        first, second = propose(made, [people[:2]]), propose(made, [people[2:]])
        type(second).objects.filter(pk=second.pk).update(revision=5)
        self.refused(second, coordinator)
        second.refresh_from_db()
        publishing.publish(first, by=coordinator, now=NOW)
        assert "1" in self.refused(second, coordinator)

    def test_who_does_not_run_the_round_and_a_group_that_is_not_there(
        self, coordinator: Any, coordinator_midt: Any
    ) -> None:
        proposal = propose(made := matching_round(), [add_people(made, 2)])
        self.refused(proposal, coordinator_midt)
        self.refused(proposal, coordinator, keys=["nonsens"])


class Crash(Exception):
    """Stands for a server that is killed."""


def crash_at(number: int) -> Any:
    """Lets so many writes through and dies at the next."""
    left = [number]

    def execute(run: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            left[0] -= 1
            if left[0] < 0:
                raise Crash
        return run(sql, params, many, context)

    return connection.execute_wrapper(execute)


@pytest.mark.engines
def test_a_crash_at_any_write_leaves_all_or_nothing(coordinator: Any) -> None:
    made = matching_round()
    people = add_people(made, 5)
    proposal = propose(made, [people[:2], people[2:4]], left=people[4:])
    crashes = 0
    while True:
        try:
            with crash_at(crashes):
                publishing.publish(proposal, by=coordinator, now=NOW)
            break
        except Crash:
            crashes += 1
            made.refresh_from_db()
            assert (states(), Message.objects.count(), PeerGroup.objects.count()) == ({"confirmed": 5}, 0, 0)
            assert (made.state, PlaceOffer.objects.count()) == (RoundState.MATCHING, 0)
    assert crashes > 10
    assert (states(), Message.objects.count()) == ({"proposed": 4, "waitlisted": 1}, 5)


@pytest.mark.engines
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_twenty_overlapping_proposals_published_at_once_one_wins(coordinator: Any) -> None:
    made = matching_round()
    people = add_people(made, 6)
    waiting = [propose(made, [people[at % 4 : at % 4 + 2]]) for at in range(20)]
    start, ended = threading.Barrier(len(waiting)), Counter[str]()

    def publish(proposal: Any) -> None:
        try:
            start.wait()
            publishing.publish(proposal, by=coordinator, now=NOW)
            ended["published"] += 1
        except Refused:
            ended["refused"] += 1
        finally:
            connections.close_all()

    threads = [threading.Thread(target=publish, args=(one,)) for one in waiting]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert ended == {"published": 1, "refused": 19}
    seats = GroupMembership.objects.filter(state=MembershipState.INVITED).values_list("signup", flat=True)
    assert (len(seats), len(set(seats)), told()) == (2, 2, 2)


class TestTheFirstMeeting:
    @pytest.mark.parametrize(
        ("first", "slot", "local"),
        [
            (date(2026, 10, 24), "sun-morning", "2026-10-25 10:00+0100"),  # the night the clocks go back
            (date(2027, 3, 27), "sun-evening", "2027-03-28 17:00+0200"),  # and forward
            (date(2026, 12, 8), "tue-afternoon", "2026-12-08 14:00+0100"),  # the day itself
            (date(2026, 12, 8), "mon-morning", "2026-12-14 10:00+0100"),
        ],
    )
    def test_it_is_the_first_time_of_the_slot_from_the_day_on(self, first: date, slot: str, local: str) -> None:
        found = proposed_start([slot], SignupRound(first_start=first))
        assert found is not None
        assert timezone.localtime(found) == datetime.strptime(local, "%Y-%m-%d %H:%M%z")

    def test_of_several_slots_the_earliest_counts_and_without_any_there_is_none(self) -> None:
        round = SignupRound(first_start=date(2026, 12, 8))
        found = proposed_start(["tue-evening", "wed-morning", "tue-morning"], round, not_before=date(2026, 12, 9))
        assert found is not None
        assert timezone.localtime(found).strftime("%a %H") == "Wed 10"
        assert proposed_start([], round) is None
