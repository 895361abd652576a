"""Groups with time: they begin and end, freed places are offered on; and whatever happens in whatever order, or at
once, places, offers and the waiting list add up."""

import random
import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connections

from peerhub.domain import late_changes, offers, publishing, refill, reshaping, rounds, running, seats, signups
from peerhub.domain.errors import Refused
from peerhub.enums import Grouping, RoundState
from peerhub.group_enums import SEATED, GroupState, MembershipState, Refill
from peerhub.models import GroupMembership, PeerGroup, Signup, SignupPreference
from peerhub.signup_enums import SignupState
from tests.conftest import NOW

from .grouping import add_people, matching_round, propose, publish_groups, seat_of, stand, told
from .making import make_group

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("consent_texts")]


class TestWithTime:
    def test_groups_begin_when_enough_said_yes_and_the_round_on_its_day(self, coordinator: Any) -> None:
        made = matching_round(min_size=3)
        first, second = publish_groups(made, [3, 3], by=coordinator)
        for one in [*first[1], *second[1][:2]]:
            offers.accept(one, by=None, now=NOW)
        assert [running.begin_due(NOW) for _time in range(2)] == [1, 0]
        made.refresh_from_db()
        assert made.state == RoundState.PUBLISHED
        assert running.begin_due(NOW + timedelta(days=60)) == 1
        made.refresh_from_db()
        assert made.state == RoundState.RUNNING
        assert list(PeerGroup.objects.order_by("number").values_list("state", flat=True)) == ["active", "forming"]

    def test_a_round_is_over_once_every_group_is(self, coordinator: Any) -> None:
        made = matching_round()
        first, second = publish_groups(made, [2, 2], by=coordinator)
        for one in first[1]:
            offers.accept(one, by=None, now=NOW)
        running.begin_due(NOW + timedelta(days=60))
        with pytest.raises(Refused, match="1"):
            running.complete(made, by=coordinator, now=NOW)
        for state in ("closing", "closed", "closed"):
            assert reshaping.end(first[0], state, by=coordinator, now=NOW).state == state
        reshaping.dissolve(second[0], because="For få", by=coordinator, now=NOW)
        for _time in range(2):
            assert running.complete(made, by=coordinator, now=NOW).state == RoundState.COMPLETED

    def test_a_group_of_one_ends_by_itself(self, coordinator: Any) -> None:
        [(group, people)] = publish_groups(matching_round(), [2], by=coordinator)
        for one in people:
            offers.accept(one, by=None, now=NOW)
        running.begin_due(NOW)
        signups.withdraw(people[0], by=None, now=NOW)
        assert [running.dissolve_empty(NOW) for _time in range(2)] == [1, 0]
        assert (PeerGroup.objects.get(pk=group.pk).state, stand(people[1])) == (GroupState.DISSOLVED, "waitlisted")

    def test_a_cancelled_round_has_no_groups_and_nobody_s_offer_lapses(self, coordinator: Any) -> None:
        made = matching_round()
        (group, people), (ending, _others) = publish_groups(made, [2, 2], by=coordinator)
        PeerGroup.objects.filter(pk=ending.pk).update(state=GroupState.CLOSING)
        rounds.cancel(made, because_da="For få", because_en="Too few", by=coordinator, now=NOW)
        assert (PeerGroup.objects.get(pk=group.pk).state, stand(people[0])) == (GroupState.DISSOLVED, "waitlisted")
        assert PeerGroup.objects.get(pk=ending.pk).state == GroupState.CLOSED
        assert (offers.lapse(NOW + timedelta(days=11)), told("group_dissolved")) == (0, 0)


class TestFreedPlaces:
    def test_by_hand_nothing_happens_and_by_itself_the_one_who_fits_best_is_asked_once(self, coordinator: Any) -> None:
        made = matching_round()
        [(group, people)] = publish_groups(made, [3], by=coordinator)
        far = add_people(made, 1, state="waitlisted", slots=("mon-morning",))[0]
        near = add_people(made, 1, state="waitlisted")[0]
        offers.decline(people[0], by=None, now=NOW)
        assert refill.refill_due(NOW) == 0
        for _time in range(2):
            refill.choose(made, Refill.AUTOMATIC, by=coordinator, now=NOW)
        assert [refill.refill_due(NOW) for _time in range(2)] == [1, 0]
        assert (stand(near), stand(far), seat_of(near).group) == ("proposed", "waitlisted", group)
        offers.decline(near, by=None, now=NOW)
        assert (refill.refill_due(NOW), stand(near)) == (0, "waitlisted")

    def test_the_list_of_who_waits_says_who_fits(self, coordinator: Any) -> None:
        made = matching_round()
        [(group, _people)] = publish_groups(made, [2], by=coordinator)
        far = add_people(made, 1, state="waitlisted", slots=("mon-morning",), languages=("en",))[0]
        near = add_people(made, 1, state="waitlisted")[0]
        found = refill.candidates(group, by=coordinator)
        assert [(one.signup, one.broken) for one in found] == [(near, ()), (far, ("language", "slot"))]

    def test_who_waits_must_be_able_to_come_to_where_the_group_meets(self, coordinator: Any) -> None:
        made = matching_round()
        [(group, _people)] = publish_groups(made, [2], by=coordinator)
        assert (group.form, bool(group.town)) == ("physical", True)
        near = add_people(made, 1, state="waitlisted")[0]
        far = add_people(made, 1, state="waitlisted", postcode=3700)[0]
        found = {one.signup: one.broken for one in refill.candidates(group)}
        assert found == {near: (), far: ("way",)}

    def test_a_group_made_beforehand_is_offered_to_who_chose_it(self, coordinator: Any) -> None:
        made = matching_round(grouping=Grouping.PREDEFINED)
        beforehand = make_group(made, "Nord", seats=3)
        people = add_people(made, 2)
        [group] = publishing.publish(propose(made, [people], predefined=[beforehand]), by=coordinator, now=NOW)
        chose, other = add_people(made, 2, state="waitlisted", slots=())
        SignupPreference.objects.create(signup=chose, group=beforehand, rank=2)
        assert [(one.signup, one.broken) for one in refill.candidates(group)] == [(chose, ()), (other, ("choice",))]

    def test_nobody_is_asked_once_the_round_runs(self, coordinator: Any) -> None:
        made = matching_round(refill=Refill.AUTOMATIC)
        [(_group, people)] = publish_groups(made, [3], by=coordinator, waiting=1)
        signups.withdraw(people[0], by=None, now=NOW)
        type(made).objects.filter(pk=made.pk).update(state=RoundState.RUNNING)
        assert refill.refill_due(NOW) == 0


@pytest.mark.parametrize("seed", range(6))
def test_places_offers_and_the_waiting_list_add_up_after_any_sequence(seed: int, coordinator: Any) -> None:
    chance = random.Random(seed)
    made = matching_round(refill=Refill.AUTOMATIC, max_size=4)
    publish_groups(made, [3, 3], by=coordinator, waiting=2)
    now = NOW
    for _step in range(25):
        now += timedelta(hours=12)
        _act(chance, made, coordinator, now)
        _adds_up()


def _act(chance: random.Random, made: Any, by: Any, now: Any) -> None:
    """One thing that somebody might do just then; a refusal changes nothing."""
    one = chance.choice(list(Signup.objects.order_by("email")))
    groups = list(PeerGroup.objects.select_related("round").order_by("made_at", "number"))
    seat = seats.of(one)
    group, deeds = chance.choice(groups), ["accept", "decline", "lapse", "refill", "begin", "join"]
    deed = chance.choice([*deeds, "withdraw", "transfer", "leave", "merge", "split", "dissolve"])
    try:
        if deed in ("accept", "decline"):
            getattr(offers, deed)(one, by=None, now=now)
        elif deed == "withdraw":
            signups.withdraw(one, by=None, now=now)
        elif deed == "lapse":
            offers.lapse(now)
        elif deed == "refill":
            refill.refill_due(now)
        elif deed == "begin":
            running.begin_due(now)
        elif deed == "join":
            late_changes.join(group, one, by=by, now=now)
        elif deed == "transfer" and seat:
            late_changes.transfer(seat, group, by=by, now=now)
        elif deed == "leave" and seat:
            late_changes.leave(seat, waits=chance.random() < 0.5, by=by, now=now)
        elif deed == "merge":
            reshaping.merge(group, chance.choice(groups), by=by, now=now)
        elif deed == "split":
            here = list(
                GroupMembership.objects.filter(group=group).order_by("signup__email").values_list("pk", flat=True)
            )
            reshaping.split(group, here[: chance.randint(1, 3)], by=by, now=now)
        elif deed == "dissolve" and chance.random() < 0.2:
            reshaping.dissolve(group, because="For få", by=by, now=now)
    except Refused:
        return


def _adds_up() -> None:
    """A signup has a seat exactly while it has an offer or has said yes; groups that are over have no seats; no group
    has more than it takes."""
    seated = dict(GroupMembership.objects.filter(state__in=SEATED).values_list("signup", "state"))
    held = {SignupState.PROPOSED: MembershipState.INVITED, SignupState.ACCEPTED: MembershipState.ACCEPTED}
    expected = {one.pk: held[SignupState(one.state)] for one in Signup.objects.all() if one.state in held}
    assert seated == expected
    for group in PeerGroup.objects.all():
        size = group.memberships.filter(state__in=SEATED).count()
        assert size <= group.max_size
        assert not (group.is_over and size)


@pytest.mark.engines
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_people_answer_while_coordinators_move_them_and_nobody_waits_for_ever(coordinator: Any) -> None:
    made = matching_round(max_size=5)
    first, second = publish_groups(made, [4, 4], by=coordinator, waiting=2)
    one, other = first[1], second[1]
    waiting = list(Signup.objects.filter(state=SignupState.WAITLISTED))
    moved = [seat_of(each) for each in (*one[:2], *other[:2])]
    deeds: list[Callable[[], Any]] = [
        *(partial(offers.accept, each, by=None, now=NOW) for each in (*one[:3], *other[:2])),
        *(partial(signups.withdraw, each, by=None, now=NOW) for each in (one[0], other[0], one[3])),
        partial(offers.decline, other[3], by=None, now=NOW),
        *(partial(late_changes.transfer, each, second[0], by=coordinator, now=NOW) for each in moved[:2]),
        *(partial(late_changes.transfer, each, first[0], by=coordinator, now=NOW) for each in moved[2:]),
        partial(late_changes.swap, moved[1], moved[3], by=coordinator, now=NOW),
        *(partial(late_changes.join, first[0], each, by=coordinator, now=NOW) for each in waiting),
        partial(reshaping.dissolve, second[0], because="For få", by=coordinator, now=NOW),
        partial(running.begin_due, NOW),
    ]
    faults = at_once(deeds)
    assert faults == []
    _adds_up()


def at_once(deeds: list[Callable[[], Any]]) -> list[str]:
    """Does all of them at the same moment; what was refused is no fault."""
    start, faults = threading.Barrier(len(deeds)), list[str]()

    def do(deed: Callable[[], Any]) -> None:
        try:
            start.wait()
            deed()
        except Refused:
            pass
        except Exception as error:
            faults.append(repr(error))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=do, args=(deed,)) for deed in deeds]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return faults


def test_a_group_that_everybody_has_left_can_be_filled_again(coordinator: Any) -> None:
    made = matching_round()
    [(group, people)] = publish_groups(made, [2], by=coordinator, waiting=1)
    for one in people:
        signups.withdraw(one, by=None, now=NOW)
    waits = Signup.objects.get(state="waitlisted")
    late_changes.join(group, waits, by=coordinator, now=NOW)
    waits.refresh_from_db()
    assert (waits.state, waits.offer.size) == ("proposed", 2)
