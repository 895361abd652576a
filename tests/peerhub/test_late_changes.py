"""Groups after they are published: answers, late joiners, drop-outs, moves, swaps, merging, splitting, dissolving."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from accounts.domain import consents, erasure
from accounts.models import AccessEvent, User
from outbox.domain.delivery import deliver_due
from outbox.models import Message
from peerhub.domain import late_changes, offers, reshaping, running, signups
from peerhub.domain.errors import Refused
from peerhub.domain.signup_consents import SHARING
from peerhub.domain.signup_retention import anonymise
from peerhub.emails import about_signup
from peerhub.group_enums import SEATED, GroupState, MembershipState
from peerhub.models import GroupEvent, GroupMembership, PeerGroup, Signup
from peerhub.signup_enums import SignupState
from tests.conftest import NOW

from .grouping import add_people, matching_round, publish_groups, seat_of, stand, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("consent_texts")]
LATER = NOW + timedelta(days=1)


def acts(group: PeerGroup) -> Counter[str]:
    return Counter(GroupEvent.objects.filter(group=group).values_list("act", flat=True))


class TestAnswers:
    def test_the_seat_follows_the_answer(self, coordinator: Any) -> None:
        [(group, people)] = publish_groups(matching_round(), [4], by=coordinator)
        for _time in range(2):
            offers.accept(people[0], by=None, now=NOW)
            offers.decline(people[1], by=None, now=NOW)
            signups.withdraw(people[2], by=None, now=NOW)
        assert offers.lapse(NOW + timedelta(days=11)) == 1
        found = dict(GroupMembership.objects.values_list("signup", "state"))
        assert [found[one.pk] for one in people] == ["accepted", "declined", "declined", "declined"]
        assert acts(group) == {"made": 1, "invited": 4, "accepted": 1, "declined": 2, "lapsed": 1}
        assert seat_of(people[0]).is_shown is True

    def test_a_no_to_a_place_from_the_waiting_list_leaves_one_waiting_and_a_yes_does_not(
        self, coordinator: Any
    ) -> None:
        made = matching_round()
        [(group, _people)] = publish_groups(made, [2], by=coordinator)
        no, silent, yes = add_people(made, 3, state="waitlisted")
        for one in (no, silent, yes):
            late_changes.join(group, one, by=coordinator, now=NOW)
        offers.decline(no, by=None, now=NOW)
        offers.accept(yes, by=None, now=NOW)
        offers.lapse(NOW + timedelta(days=11))
        assert [stand(one) for one in (no, silent, yes)] == ["waitlisted", "waitlisted", "accepted"]
        assert (told("place_passed"), told("place_lapsed")) == (1, 2)

    def test_who_is_erased_or_anonymised_has_no_seat_any_more(self, coordinator: Any) -> None:
        [(group, people)] = publish_groups(matching_round(), [3], by=coordinator)
        for one in people[:2]:
            offers.accept(one, by=None, now=NOW)
        anonymise(people[0], now=NOW)
        person = people[1].person
        assert person is not None
        erasure.erase(subject=person.uuid, now=NOW)
        assert set(group.memberships.values_list("state", flat=True)) == {"left", "invited"}
        assert list(group.memberships.filter(state="left").values_list("person", flat=True)) == [None, None]

    def test_the_name_is_hidden_both_ways_once_the_consent_is_taken_back_and_shown_again_by_a_new_one(
        self, coordinator: Any
    ) -> None:
        [(_group, people)] = publish_groups(matching_round(), [3], by=coordinator)
        for one in people:
            offers.accept(one, by=None, now=NOW)
        hidden, other = people[0], people[1].person
        assert hidden.person is not None
        assert other is not None

        def seen(person: Any) -> set[Any]:
            return set(GroupMembership.objects.for_member(person).values_list("signup", flat=True))

        assert seen(other) == {one.pk for one in people}
        for _time in range(2):
            consents.withdraw_about(about=hidden.pk, purpose=SHARING, now=NOW)
        assert (seen(other), seen(hidden.person)) == ({one.pk for one in people[1:]}, set())
        assert stand(hidden) == SignupState.ACCEPTED
        for _time in range(2):
            offers.share_again(hidden, said={SHARING: ""}, language="da", by=None, now=NOW)
        assert hidden.pk in seen(other)
        assert (seen(hidden.person), acts(_group)["hidden"]) == ({one.pk for one in people}, 1)


class TestChanges:
    def test_a_late_joiner_is_offered_a_seat_and_nobody_more_than_there_is_room_for(self, coordinator: Any) -> None:
        made = matching_round(max_size=3)
        [(group, _people)] = publish_groups(made, [2], by=coordinator)
        one, other = add_people(made, 2, state="waitlisted")
        for _time in range(2):
            seat = late_changes.join(group, one, by=coordinator, now=NOW)
        assert (seat.state, stand(one), told("place_offered")) == (MembershipState.INVITED, "proposed", 3)
        with pytest.raises(Refused, match="4"):
            late_changes.join(group, other, by=coordinator, now=NOW)
        late_changes.join(group, other, reason="Aftalt med gruppen", by=coordinator, now=NOW)
        assert group.memberships.count() == 4

    def test_who_is_moved_keeps_the_yes_and_hears_of_the_new_place(self, coordinator: Any) -> None:
        first, second = publish_groups(matching_round(), [3, 2], by=coordinator)
        said_yes, silent = first[1][:2]
        offers.accept(said_yes, by=None, now=NOW)
        for one in (said_yes, silent):
            seat = seat_of(one)
            for _time in range(2):
                late_changes.transfer(seat, second[0], by=coordinator, now=LATER)
        assert (stand(said_yes), stand(silent)) == ("accepted", "proposed")
        assert [seat_of(one).group for one in (said_yes, silent)] == [second[0], second[0]]
        assert Signup.objects.get(pk=silent.pk).answer_by == LATER + timedelta(days=10)
        assert (told("place_changed"), acts(first[0])["moved"], acts(second[0])["came"]) == (2, 2, 2)
        assert AccessEvent.objects.filter(action="group.moved").count() == 2

    def test_two_change_places(self, coordinator: Any) -> None:
        first, second = publish_groups(matching_round(target_size=2, max_size=2), [2, 2], by=coordinator)
        one, other = seat_of(first[1][0]), seat_of(second[1][0])
        for _time in range(2):
            late_changes.swap(one, other, by=coordinator, now=NOW)
        assert (seat_of(first[1][0]).group, seat_of(second[1][0]).group) == (second[0], first[0])
        with pytest.raises(Refused):
            late_changes.swap(seat_of(first[1][0]), seat_of(second[1][1]), by=coordinator, now=NOW)

    def test_a_drop_out_ends_or_waits_and_the_members_of_a_group_that_runs_are_told(self, coordinator: Any) -> None:
        [(group, people)] = publish_groups(matching_round(), [4], by=coordinator)
        for one in people:
            offers.accept(one, by=None, now=NOW)
        running.begin_due(NOW)
        for one, waits in ((people[0], False), (people[1], True)):
            seat = seat_of(one)
            for _time in range(2):
                late_changes.leave(seat, waits=waits, by=coordinator, now=NOW)
        assert [stand(one) for one in people] == ["withdrawn", "waitlisted", "accepted", "accepted"]
        assert (told("group_changed"), acts(group)["left"]) == (5, 2)  # three remained, then two

    def test_the_first_meeting_gets_a_time_that_is_to_come(self, coordinator: Any) -> None:
        [(group, _people)] = publish_groups(matching_round(), [2], by=coordinator)
        with pytest.raises(Refused):
            late_changes.change(group, values={"starts_at": NOW}, by=coordinator, now=NOW)
        values = {"starts_at": LATER, "start_place": "Biblioteket", "name": "Tirsdag"}
        for _time in range(2):
            late_changes.change(group, values=values, by=coordinator, now=NOW)
        group.refresh_from_db()
        assert (group.starts_at, group.title, told("place_changed")) == (LATER, "Tirsdag", 2)

    def test_a_letter_says_where_and_when_and_a_mail_says_nothing_of_it(
        self, coordinator: Any, time_machine: Any
    ) -> None:
        time_machine.move_to(NOW, tick=False)
        [(group, people)] = publish_groups(matching_round(), [2], by=coordinator)
        reader = User.objects.get(pk=people[0].person_id)
        reader.channel, reader.postal_address = "letter", "Åvej 1\n8000 Aarhus C"
        reader.save()
        values = {"starts_at": LATER, "start_place": "Biblioteket"}
        late_changes.change(group, values=values, by=coordinator, now=NOW)
        bodies = {
            one.object_id: found.text
            for one in Message.objects.filter(kind="peerhub.place_changed")
            if (found := about_signup(one))
        }
        assert "Biblioteket" in bodies[str(people[0].pk)]
        assert "Biblioteket" not in bodies[str(people[1].pk)]

    def test_another_region_s_group_is_not_to_be_changed(self, coordinator: Any, coordinator_midt: Any) -> None:
        first, second = publish_groups(matching_round(), [3, 2], by=coordinator)
        PeerGroup.objects.filter(pk=second[0].pk).update(region="syddanmark")
        with pytest.raises(Refused):
            late_changes.transfer(seat_of(first[1][0]), second[0], by=coordinator_midt, now=NOW)
        late_changes.leave(seat_of(first[1][0]), waits=True, by=coordinator_midt, now=NOW)


class TestReshaping:
    def test_two_small_groups_become_one(self, coordinator: Any) -> None:
        first, second = publish_groups(matching_round(max_size=5), [2, 3], by=coordinator)
        offers.accept(first[1][0], by=None, now=NOW)
        for _time in range(2):
            merged = reshaping.merge(first[0], second[0], by=coordinator, now=NOW)
        assert (merged.memberships.filter(state__in=SEATED).count(), merged.seats) == (5, 5)
        assert (PeerGroup.objects.get(pk=first[0].pk).state, stand(first[1][0])) == (GroupState.DISSOLVED, "accepted")
        assert told("place_changed") == 2

    def test_too_many_for_one_group_need_a_reason(self, coordinator: Any) -> None:
        first, second = publish_groups(matching_round(max_size=3), [2, 3], by=coordinator)
        with pytest.raises(Refused, match="5"):
            reshaping.merge(first[0], second[0], by=coordinator, now=NOW)
        assert reshaping.merge(first[0], second[0], reason="De vil det selv", by=coordinator, now=NOW).max_size == 5

    def test_a_large_group_becomes_two_and_each_part_has_two_people(self, coordinator: Any) -> None:
        made = matching_round(min_size=2)
        [(group, people)] = publish_groups(made, [5], by=coordinator)
        leaving = [seat_of(one).pk for one in people[:2]]
        with pytest.raises(Refused):
            reshaping.split(group, leaving[:1], by=coordinator, now=NOW)
        other = reshaping.split(group, leaving, by=coordinator, now=NOW)
        assert other is not None
        assert (other.number, other.seats, seat_of(people[0]).group) == (2, 2, other)
        assert group.memberships.filter(state__in=SEATED).count() == 3
        assert reshaping.split(group, leaving, by=coordinator, now=NOW) is None

    def test_who_was_in_a_dissolved_group_waits_and_hears_of_the_next_round(self, coordinator: Any) -> None:
        [(group, people)] = publish_groups(matching_round(), [3], by=coordinator)
        offers.accept(people[0], by=None, now=NOW)
        with pytest.raises(Refused):
            reshaping.dissolve(group, because=" ", by=coordinator, now=NOW)
        for _time in range(2):
            reshaping.dissolve(group, because="For få", by=coordinator, now=NOW)
        assert ({stand(one) for one in people}, told("group_dissolved")) == ({"waitlisted"}, 3)
        assert set(group.memberships.values_list("state", flat=True)) == {"left", "declined"}


def test_no_mail_about_a_group_names_it_its_place_or_anybody_in_it(coordinator: Any, mailoutbox: Any) -> None:
    made = matching_round()
    first, second = publish_groups(made, [3, 3], by=coordinator, waiting=1)
    PeerGroup.objects.update(town="Randers", name="Tirsdagsholdet")
    for _group, people in (first, second):
        for one in people:
            offers.accept(one, by=None, now=NOW)
    running.begin_due(NOW)
    late_changes.transfer(seat_of(first[1][0]), second[0], by=coordinator, now=NOW)
    waiting = Signup.objects.get(state=SignupState.WAITLISTED)
    late_changes.join(second[0], waiting, by=coordinator, now=NOW)
    deliver_due(now=NOW)
    offers.lapse(NOW + timedelta(days=11))
    reshaping.dissolve(first[0], because="Uenighed", by=coordinator, now=NOW)
    deliver_due(now=NOW)
    kinds = set(Message.objects.values_list("kind", flat=True))
    assert {"peerhub.place_changed", "peerhub.group_changed", "peerhub.group_dissolved", "peerhub.place_passed"} < kinds
    names = {one.email: one.first_name for one in Signup.objects.all()}
    for mail in mailoutbox:
        text = f"{mail.subject} {mail.body}"
        others = [name for email, name in names.items() if email not in mail.to]
        found = [word for word in (*others, "Randers", "Tirsdag", "Uenighed", "hørepeers") if word in text]
        assert found == [], text


def test_who_has_left_gets_no_mail_that_was_on_its_way(coordinator: Any, mailoutbox: Any) -> None:
    made = matching_round()
    [(group, people)] = publish_groups(made, [3], by=coordinator, waiting=1)
    for one in people:
        offers.accept(one, by=None, now=NOW)
    running.begin_due(NOW)
    deliver_due(now=NOW)
    late_changes.join(group, Signup.objects.get(state=SignupState.WAITLISTED), by=coordinator, now=NOW)
    signups.withdraw(people[0], by=None, now=NOW)
    mailoutbox.clear()
    deliver_due(now=NOW)
    changed = [mail.to[0] for mail in mailoutbox if mail.subject == "Der er en ændring i din gruppe"]
    assert sorted(changed) == sorted(one.email for one in people[1:])
