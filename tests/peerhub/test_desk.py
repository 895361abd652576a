"""The coordinator's list of groups that need somebody, case owners with what they can, and notes that a group was
asked; works, wrong role, wrong method, another region's."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from peerhub.domain import cases, needs
from peerhub.domain.errors import Refused
from peerhub.group_enums import GroupAct, GroupState, Need
from peerhub.models import GroupCase, GroupEvent, GroupMeeting, PeerGroup, Signup
from tests.conftest import NOW

from .grouping import matching_round, publish_groups
from .meeting import DAY, HOUR, agreed, begun, planned

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("consent_texts")]
DESK = "/koordinator/grupper/"


@pytest.fixture(autouse=True)
def _today(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


def at(name: str, group: PeerGroup) -> str:
    return reverse(name, args=[group.pk])


def body(answer: Any) -> str:
    return str(answer.content.decode())


def twins(group: PeerGroup, count: int) -> None:
    """So many more groups of the round like this one, with nobody in them."""
    for number in range(2, count + 2):
        group.pk, group.number = None, number
        group._state.adding = True
        group.save()


class TestWhatNeedsSomebody:
    def test_each_reason_is_found_and_goes_once_it_is_dealt_with(self, coordinator: Any) -> None:
        group, (anna, _bo) = begun(2, by=coordinator)
        assert needs.by_group(coordinator, NOW) == {}
        soon = planned(group, by=anna.person, at=NOW + 3 * DAY)
        assert needs.by_group(coordinator, NOW) == {group.pk: [Need.NO_LEADER]}
        GroupMeeting.objects.filter(pk=soon.pk).delete()
        held = agreed(group, anna, at=NOW + HOUR)
        GroupMeeting.objects.filter(pk=held.pk).update(state="held")
        later = NOW + timedelta(days=80)
        assert needs.by_group(coordinator, later) == {group.pk: [Need.QUIET, Need.FOLLOW_UP]}
        for _time in range(2):
            cases.followed(group, "Ringet, alt er vel", by=coordinator, now=later)
        assert GroupEvent.objects.filter(act=GroupAct.FOLLOWED).count() == 1
        assert needs.by_group(coordinator, later) == {}
        assert needs.by_group(coordinator, later + 15 * DAY) == {group.pk: [Need.QUIET]}

    def test_small_groups_and_offers_that_run_out(self, coordinator: Any) -> None:
        made = matching_round()
        [(group, people)] = publish_groups(made, [2], by=coordinator)
        assert needs.by_group(coordinator, NOW) == {}
        Signup.objects.filter(pk=people[0].pk).update(answer_by=NOW + 2 * DAY)
        PeerGroup.objects.update(min_size=3)
        assert needs.by_group(coordinator, NOW) == {group.pk: [Need.SMALL, Need.OFFERS]}
        [row] = needs.by_round(coordinator, NOW)
        assert (row.unmatched, row.waiting, row.unanswered, row.soon) == (0, 0, 2, 1)

    def test_the_list_asks_as_often_for_one_group_as_for_three(
        self, coordinator: Any, client_as: Any, django_assert_num_queries: Any
    ) -> None:
        [(group, _people)] = publish_groups(matching_round(), [2], by=coordinator, waiting=1)
        PeerGroup.objects.update(min_size=3)
        client = client_as(coordinator)
        client.get(DESK)
        with django_assert_num_queries(22):
            page = body(client.get(DESK))
        assert "1 gruppe" in page
        assert at("group_owner", group) in page
        group.min_size = 3
        twins(group, 2)
        with django_assert_num_queries(22):
            page = body(client.get(DESK))
        assert "3 grupper" in page

    def test_filters_show_one_reason_all_groups_and_ones_own(self, coordinator: Any, client_as: Any) -> None:
        group, _members = begun(2, by=coordinator)
        client, name = client_as(coordinator), reverse("peer_group", args=[group.round.slug, group.number])
        assert name not in body(client.get(DESK))
        assert name in body(client.get(DESK, {"need": "all"}))
        assert name not in body(client.get(DESK, {"need": "quiet"}))
        assert client.get(DESK, {"need": "nonsens", "page": "x"}).status_code == 200
        assert name not in body(client.get(DESK, {"need": "all", "mine": "on"}))
        cases.give(group, coordinator, by=coordinator, now=NOW)
        assert name in body(client.get(DESK, {"need": "all", "mine": "on"}))

    def test_the_bench_counts_them_and_leads_to_them(self, coordinator: Any, client_as: Any) -> None:
        publish_groups(matching_round(), [2], by=coordinator)
        PeerGroup.objects.update(min_size=3)
        page = body(client_as(coordinator).get("/koordinator/"))
        assert f"{DESK}?need=small" in page
        assert f"{DESK}?need=quiet" not in page


class TestWhoLooksAfterIt:
    def test_one_is_chosen_changed_and_taken_off_and_too_many_is_said(
        self, coordinator: Any, make_person: Any, client_as: Any
    ) -> None:
        group, _members = begun(2, by=coordinator)
        other = make_person("karen", "coordinator")
        client = client_as(coordinator)
        cases.say_capacity(other, 0)
        for _time in range(2):
            assert client.post(at("group_owner", group), {"owner": str(other.uuid)}).status_code == 302
        assert GroupCase.objects.get().owner == other
        assert GroupEvent.objects.filter(act=GroupAct.OWNED).count() == 1
        assert "1 gruppe af 0: flere end de kan" in body(client.get(at("group_owner", group)))
        assert "Du ser efter 1 gruppe af 0" in body(client_as(other).get(DESK))
        for _time in range(2):
            client.post(at("group_owner", group), {"owner": ""})
        assert not GroupCase.objects.exists()
        assert client.post(at("group_owner", group), {"owner": "nonsens"}).status_code == 422

    def test_only_who_coordinates_the_region_can(self, coordinator: Any, coordinator_midt: Any) -> None:
        group, _members = begun(2, by=coordinator)
        PeerGroup.objects.update(region="syddanmark")
        group.refresh_from_db()
        assert [one.person for one in cases.loads("syddanmark")] == [coordinator]
        with pytest.raises(Refused):
            cases.give(group, coordinator_midt, by=coordinator, now=NOW)
        PeerGroup.objects.update(state=GroupState.CLOSED)
        with pytest.raises(Refused):
            cases.give(group, coordinator, by=coordinator, now=NOW)
        with pytest.raises(Refused):
            cases.followed(group, "x", by=coordinator, now=NOW)

    @pytest.mark.parametrize("wrong", ["-1", "501", "x", "9" * 40, "1\x00"])
    def test_a_strange_number_is_told(self, wrong: str, coordinator: Any, client_as: Any) -> None:
        client = client_as(coordinator)
        assert client.post(reverse("own_capacity"), {"most": wrong}).status_code == 422
        for typed, kept in (("5", 5), ("5", 5), ("", None)):
            assert client.post(reverse("own_capacity"), {"most": typed}).status_code == 302
            assert cases.load_of(coordinator).most == kept


def test_that_a_group_was_asked_is_noted_by_form(coordinator: Any, client_as: Any) -> None:
    group, _members = begun(2, by=coordinator)
    client, address = client_as(coordinator), at("group_follow", group)
    assert client.post(address, {"words": ""}).status_code == 422
    assert client.post(address, {"words": "a\x00b"}).status_code == 422
    for _time in range(2):
        assert client.post(address, {"words": "Ringet til Anna"}).status_code == 302
    assert body(client.get(reverse("peer_group", args=[group.round.slug, group.number]))).count("Ringet til Anna") == 1


def test_nobody_else_gets_in(
    coordinator: Any, coordinator_midt: Any, editor: Any, participant: Any, client_as: Any, stranger: Client
) -> None:
    group, (anna, _bo) = begun(2, by=coordinator)
    PeerGroup.objects.update(region="syddanmark")
    addresses = [at("group_owner", group), at("group_follow", group)]
    for person in (editor, participant, anna.person):
        client = client_as(person)
        assert {client.get(one).status_code for one in (*addresses, DESK, reverse("own_capacity"))} == {403}
    client = client_as(coordinator_midt)
    assert {client.get(one).status_code for one in addresses} == {404}
    assert {client.post(one).status_code for one in addresses} == {404}
    assert {stranger.get(one).status_code for one in (*addresses, DESK)} == {302}
    assert client_as(coordinator).post(DESK).status_code == 405
    assert client_as(coordinator).put(addresses[0]).status_code == 405
