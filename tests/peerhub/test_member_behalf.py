"""What a coordinator notes for a member without e-mail: leading, handing over, feedback, leaving; in the history, once,
and by letter to who hears by letter. And standing groups as coordinators open and keep them."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from outbox.models import Message
from peerhub.domain import meetings, standing, standing_desk
from peerhub.domain.errors import Refused
from peerhub.domain.signup_consents import SHARING
from peerhub.domain.standing import Wish
from peerhub.group_enums import GroupAct, GroupState, MemberRole, MembershipState
from peerhub.meeting_enums import DutyState, MeetingState
from peerhub.models import ConvenerDuty, GroupEvent, GroupMembership, MeetingFeedback, PeerGroup, PeerProgramme
from peerhub.models.joining import JOINING
from tests.conftest import NOW

from .making import make_programme
from .meeting import DAY, agreed, begun, fresh, planned

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("consent_texts", "join_texts")]
SAID = {JOINING: "", SHARING: ""}
MARKS = {"heard": "3", "useful": "2", "welcome": "3"}
TYPED = {"programme": "cafe", "name": "Onlinecafé", "form": "virtual", "region": "", "town": "", "notice_days": "3"}


@pytest.fixture(autouse=True)
def _today(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def join_texts(administrator: Any) -> None:
    from accounts.domain import consents

    consents.new_text(purpose=JOINING, language="da", text="Ja til gruppen", by=administrator, now=NOW)


@pytest.fixture
def cafe(coordinator: Any) -> PeerGroup:
    """A standing group of givers and receivers, of at most two."""
    programme = make_programme("cafe", intake="open", equality="closed", min_size=2, target_size=2, max_size=2)
    return standing_desk.open_group(programme, {"name": "Café", "form": "virtual"}, by=coordinator, now=NOW)


def join(group: PeerGroup, name: str, role: str = "giver") -> GroupMembership | None:
    asked = standing.ask(group, Wish(name, "Holm", f"{name}@example.org", role), SAID, language="da", now=NOW)
    assert asked is not None
    return standing.confirm(asked, now=NOW)


def page(group: PeerGroup, seat: GroupMembership) -> str:
    return reverse("group_member", args=[group.pk, seat.pk])


def noted() -> int:
    return GroupEvent.objects.filter(act=GroupAct.BEHALF).count()


def test_a_yes_a_hand_over_and_a_no_are_noted_once_and_letters_go(coordinator: Any, client_as: Any) -> None:
    group, (anna, bo) = begun(2, by=coordinator)
    made = planned(group, by=anna.person)
    client, address = client_as(coordinator), page(group, anna)
    for _time in range(2):
        assert client.post(address, {"act": "lead", "meeting": str(made.pk)}).status_code == 302
    assert fresh(made).state == MeetingState.SCHEDULED
    assert (ConvenerDuty.objects.get(membership=anna).state, noted()) == (DutyState.ACCEPTED, 1)
    for _time in range(2):
        sent = {"act": "hand-over", "meeting": str(made.pk), "to": str(bo.pk)}
        assert client.post(address, sent).status_code == 302
    assert (ConvenerDuty.objects.get(membership=bo).state, noted()) == (DutyState.OFFERED, 2)
    assert Message.objects.filter(kind="peerhub.duty_offered", person=bo.person.uuid).count() == 1
    client.post(page(group, bo), {"act": "lead", "meeting": str(made.pk)})
    assert ConvenerDuty.objects.get(membership=anna).state == DutyState.HANDED_OVER
    for _time in range(2):
        client.post(page(group, bo), {"act": "not-lead", "meeting": str(made.pk)})
    assert (ConvenerDuty.objects.get(membership=bo).state, noted()) == (DutyState.DECLINED, 4)
    shown = client.get(reverse("peer_group", args=[group.round.slug, group.number])).content.decode()
    assert shown.count("noteret for et medlem af en koordinator") == 4


def test_what_somebody_thought_of_a_meeting_is_noted_and_shown_to_nobody(coordinator: Any, client_as: Any) -> None:
    group, (anna, _bo) = begun(2, by=coordinator)
    PeerProgramme.objects.update(feedback="closed")
    made = agreed(group, anna)
    meetings.hold(made, attended=2, by=anna.person, now=NOW + 22 * DAY)
    client, address = client_as(coordinator), page(group, anna)
    sent = {"act": "feedback", "meeting": str(made.pk)}
    assert client.post(address, sent | {"heard": "9"}).status_code == 422
    for _time in range(2):
        assert client.post(address, sent | MARKS).status_code in (302, 409)
    assert (MeetingFeedback.objects.get().useful, noted()) == (2, 1)
    assert f"say_{made.pk}" not in client.get(address).content.decode()


@pytest.mark.parametrize(
    "sent", [{}, {"act": "nonsens"}, {"act": "lead"}, {"act": "lead", "meeting": "x"}, {"act": "hand-over"}]
)
def test_strange_input_changes_nothing(sent: dict[str, str], coordinator: Any, client_as: Any) -> None:
    group, (anna, _bo) = begun(2, by=coordinator)
    assert client_as(coordinator).post(page(group, anna), sent).status_code in (302, 409, 422)
    assert noted() == 0


def test_leaving_a_standing_group_is_noted_for_somebody(cafe: PeerGroup, coordinator: Any, client_as: Any) -> None:
    anna = join(cafe, "anna")
    assert anna is not None
    client = client_as(coordinator)
    assert "Anna" not in client.get(page(cafe, anna)).content.decode().replace("anna", "")
    assert client.post(page(cafe, anna), {"act": "leave"}).status_code == 302
    assert client.post(page(cafe, anna), {"act": "leave"}).status_code == 404
    anna.refresh_from_db()
    assert anna.state == MembershipState.LEFT


def test_the_last_place_waits_for_somebody_who_gives(cafe: PeerGroup) -> None:
    assert join(cafe, "anna", MemberRole.RECEIVER) is not None
    with pytest.raises(Refused, match="støtte"):
        join(cafe, "bo", MemberRole.RECEIVER)
    assert join(cafe, "ea", MemberRole.GIVER) is not None
    assert standing.lacks_giver(cafe) is False


def test_of_two_receivers_who_confirm_late_the_second_keeps_the_link(cafe: PeerGroup) -> None:
    wishes = [
        standing.ask(cafe, Wish(name, "", f"{name}@example.org", "receiver"), SAID, language="da", now=NOW)
        for name in ("anna", "bo")
    ]
    assert all(wishes)
    standing.confirm(wishes[0], now=NOW)  # type: ignore[arg-type]
    for _time in range(2):
        with pytest.raises(Refused):
            standing.confirm(wishes[1], now=NOW)  # type: ignore[arg-type]
    PeerGroup.objects.update(max_size=3, seats=3)
    assert standing.confirm(wishes[1], now=NOW) is not None  # type: ignore[arg-type]


class TestStandingGroups:
    def test_one_is_opened_changed_and_ended_by_form(self, coordinator: Any, client_as: Any) -> None:
        make_programme("cafe", intake="open")
        client = client_as(coordinator)
        for _time in range(2):
            assert client.post(reverse("standing_new"), TYPED).status_code == 302
        group = PeerGroup.objects.get()
        assert (group.name, group.notice_days, group.state) == ("Onlinecafé", 3, GroupState.ACTIVE)
        own = reverse("standing_group", args=[group.pk])
        assert client.get(own).status_code == 200
        change = reverse("standing_change", args=[group.pk])
        for _time in range(2):
            assert client.post(change, TYPED | {"notice_days": "5"}).status_code == 302
        assert GroupEvent.objects.filter(act=GroupAct.CHANGED).count() == 1
        end = reverse("standing_end", args=[group.pk])
        for state in ("closing", "closing", "closed", "closed"):
            assert client.post(end, {"to": state}).status_code == 302
            group.refresh_from_db()
            assert group.state == state
        assert client.post(change, TYPED).status_code == 422

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"name": ""}, "name"),
            ({"name": "a\x00"}, "name"),
            ({"notice_days": "61"}, "notice_days"),
            ({"notice_days": "x"}, "notice_days"),
            ({"programme": ""}, "programme"),
            ({"programme": "nonsens"}, "programme"),
            ({"region": "nonsens"}, "region"),
        ],
    )
    def test_bad_input_is_told_and_kept(self, wrong: Any, field: str, coordinator: Any, client_as: Any) -> None:
        make_programme("cafe", intake="open")
        answer = client_as(coordinator).post(reverse("standing_new"), TYPED | {"town": "Herning"} | wrong)
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
        assert "Herning" in answer.content.decode()
        assert not PeerGroup.objects.exists()

    def test_a_coordinator_of_a_region_opens_them_there(self, coordinator_midt: Any, client_as: Any) -> None:
        make_programme("cafe", intake="open")
        client = client_as(coordinator_midt)
        assert client.post(reverse("standing_new"), TYPED).status_code == 422
        assert client.post(reverse("standing_new"), TYPED | {"region": "midtjylland"}).status_code == 302

    def test_the_list_asks_as_often_for_one_as_for_three(
        self, cafe: PeerGroup, coordinator: Any, client_as: Any, django_assert_num_queries: Any
    ) -> None:
        client, address = client_as(coordinator), reverse("standing_groups")
        client.get(address)
        with django_assert_num_queries(8):
            assert client.get(address).content.decode().count("panel") >= 1
        for name in ("B", "C"):
            standing_desk.open_group(cafe.programme, {"name": name, "form": "virtual"}, by=coordinator, now=NOW)
        with django_assert_num_queries(8):
            client.get(address)

    def test_nobody_else_gets_in(
        self, cafe: PeerGroup, coordinator_midt: Any, coordinator: Any, trainer: Any, client_as: Any, stranger: Client
    ) -> None:
        anna = join(cafe, "anna")
        assert anna is not None
        names = ("standing_group", "standing_change", "standing_end", "standing_leader")
        addresses = [*(reverse(one, args=[cafe.pk]) for one in names), page(cafe, anna)]
        for person in (trainer, anna.person):
            client = client_as(person)
            assert {client.get(one).status_code for one in addresses} == {403}
            assert {client.post(one).status_code for one in addresses[1:]} == {403}
        client = client_as(coordinator_midt)
        assert {client.get(one).status_code for one in addresses} == {404}
        assert {stranger.get(one).status_code for one in addresses} == {302}
        assert client_as(coordinator).put(addresses[0]).status_code == 405
        group, (bo, _ea) = begun(2, by=coordinator)
        assert client_as(coordinator).get(page(cafe, bo)).status_code == 404
        assert client_as(coordinator).get(reverse("standing_group", args=[group.pk])).status_code == 404
