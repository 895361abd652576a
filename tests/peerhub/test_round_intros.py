"""A coordinator's pages about the life of groups: the shared intro meeting and a group's fixed leader; works, wrong
role, wrong method, another region's."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from outbox.domain.delivery import deliver_due
from peerhub.models import GroupFacilitator, PeerGroup, PeerProgramme, SharedIntro
from tests.conftest import NOW

from .grouping import told
from .meeting import begun
from .signing import errors_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("consent_texts")]
TYPED = {"day": "2026-12-01", "hour": "19.00", "until": "20.00", "link": "https://example.org/m", "programme": "Hej"}


@pytest.fixture(autouse=True)
def _today(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


def test_a_meeting_is_planned_by_form_shown_with_who_comes_and_cancelled(coordinator: Any, client_as: Any) -> None:
    group, _members = begun(2, by=coordinator)
    client, address = client_as(coordinator), reverse("round_intros", args=[group.round.slug])
    for _time in range(2):
        assert client.post(address, TYPED | {"groups": [str(group.pk)]}).status_code == 302
    made = SharedIntro.objects.get()
    assert told("intro_invited") == 2
    assert "0 kommer, 0 kommer ikke, af 2 inviterede" in client.get(address).content.decode()
    cancel = reverse("intro_cancel", args=[group.round.slug, made.pk])
    assert client.get(cancel).status_code == 405
    for _time in range(2):
        client.post(cancel)
    assert told("intro_cancelled") == 2


def test_a_planned_meeting_is_moved_and_another_group_is_invited(
    coordinator: Any, client_as: Any, stranger: Client, editor: Any, mailoutbox: Any
) -> None:
    group, _members = begun(2, by=coordinator)
    other, _more = begun(3, by=coordinator, slug="anden-2027")
    PeerGroup.objects.filter(pk=other.pk).update(round=group.round, number=9)
    client = client_as(coordinator)
    client.post(reverse("round_intros", args=[group.round.slug]), TYPED | {"groups": [str(group.pk)]})
    made = SharedIntro.objects.get()
    address = reverse("intro_change", args=[group.round.slug, made.pk])
    answer = client.get(address)
    assert answer.status_code == 200
    shown = answer.content.decode()
    assert 'value="19:00"' in shown
    assert str(other.pk) in shown
    assert str(group.pk) not in shown
    for _time in range(2):
        assert client.post(address, TYPED | {"hour": "18.30", "groups": [str(other.pk)]}).status_code in (302, 422)
    assert (told("intro_changed"), told("intro_invited")) == (2, 5)
    deliver_due(now=NOW, limit=500)
    files = [text for mail in mailoutbox for _name, text, _kind in mail.attachments]
    assert {f"SEQUENCE:{number}\r\n" in text for number in (1,) for text in files} == {True}
    assert "DTSTART;TZID=Europe/Copenhagen:20261201T183000" in files[0]
    assert client.post(address, TYPED | {"day": "2020-01-01"}).status_code == 422
    for who, status in ((stranger, 302), (client_as(editor), 403)):
        assert who.get(address).status_code == status
    assert client.get(reverse("intro_change", args=["anden-2027", made.pk])).status_code == 404
    client.post(reverse("intro_cancel", args=[group.round.slug, made.pk]))
    assert client.post(address, TYPED).status_code == 422


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"groups": []}, "groups"),
        ({"groups": ["nonsens"]}, "groups"),
        ({"day": "2020-01-01"}, "day"),
        ({"day": ""}, "day"),
        ({"link": "http://example.org"}, "link"),
        ({"link": ""}, "link"),
    ],
)
def test_bad_input_is_told_and_kept(wrong: dict[str, Any], field: str, coordinator: Any, client_as: Any) -> None:
    group, _members = begun(2, by=coordinator)
    sent = TYPED | {"groups": [str(group.pk)]} | wrong
    answer = client_as(coordinator).post(reverse("round_intros", args=[group.round.slug]), sent)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert errors_of(answer)
    assert "19.00" in answer.content.decode()
    assert not SharedIntro.objects.exists()


def test_a_fixed_leader_is_named_by_mail_and_taken_off(coordinator: Any, trainer: Any, client_as: Any) -> None:
    group, _members = begun(2, by=coordinator)
    client, address = client_as(coordinator), reverse("group_leader", args=[group.round.slug, group.number])
    sent = {"email": trainer.email, "trained_on": "2026-01-01", "supervised_on": "2026-10-01"}
    assert client.post(address, sent).status_code == 422  # the scheme has none
    PeerProgramme.objects.update(leadership="closed")
    for _time in range(2):
        assert client.post(address, sent).status_code == 302
    assert GroupFacilitator.objects.get().person == trainer
    assert trainer.email in client.get(address).content.decode()
    assert client.post(address, sent | {"email": "ukendt@example.org"}).status_code == 422
    for _time in range(2):
        assert client.post(address, {"email": ""}).status_code == 302
    assert not GroupFacilitator.objects.exists()


def test_nobody_else_gets_in(
    coordinator: Any, coordinator_midt: Any, editor: Any, participant: Any, client_as: Any, stranger: Client
) -> None:
    group, (anna, _bo) = begun(2, by=coordinator, region="syddanmark")
    addresses = [
        reverse("round_intros", args=[group.round.slug]),
        reverse("group_leader", args=[group.round.slug, group.number]),
    ]
    for person in (coordinator_midt, editor, participant, anna.person):
        client = client_as(person)
        assert {client.get(one).status_code for one in addresses} <= {403, 404}
        assert {client.post(one).status_code for one in addresses} <= {403, 404}
    assert {stranger.get(one).status_code for one in addresses} == {302}
