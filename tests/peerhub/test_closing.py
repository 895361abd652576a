"""The questionnaire at a group's end: from the mail or the own group, twice is a changed answer, closed after its
deadline; shown to nobody one by one, and deleted on its day."""

from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse

from outbox.domain.delivery import deliver_due
from peerhub.domain import closing, endings
from peerhub.domain.errors import Refused
from peerhub.group_enums import GroupAct
from peerhub.models import ClosingAnswer, GroupEvent, GroupMembership, MemberChoice, PeerGroup
from tests.conftest import NOW

from .grouping import told
from .meeting import DAY, begun

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("consent_texts")]
SAID = {"gained": "3", "needed": "2", "recommends": "3", "text": "Mere tid, tak"}
MARKS = {"gained": 3, "needed": 2, "recommends": 1}


@pytest.fixture(autouse=True)
def _today(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


def ended(size: int, by: Any, *, go_on: int = 0) -> tuple[PeerGroup, list[GroupMembership]]:
    """A group that has ended today, or goes on by itself where so many want that."""
    group, members = begun(size, by=by)
    endings.begin_closing(group, by=members[0].person, now=NOW)  # type: ignore[arg-type]
    for one in members[:go_on]:
        endings.go_on(one, wants=True, now=NOW)
    endings.finish(group, by=members[0].person, now=NOW)  # type: ignore[arg-type]
    group.refresh_from_db()
    return group, members


def link_of(member: GroupMembership) -> str:
    return reverse("closing_by_link", args=[closing.link_for(member.pk)])


def test_a_coordinator_notes_it_for_a_member_without_mail_and_never_reads_it(
    coordinator: Any, outsider: Any, client_as: Any
) -> None:
    group, (anna, _bo) = begun(2, by=coordinator)
    desk, address = client_as(coordinator), reverse("group_member", args=[group.pk, anna.pk])
    assert desk.post(address, SAID | {"act": "closing"}).status_code == 409
    endings.begin_closing(group, by=anna.person, now=NOW)
    for wants, sent in ((True, "go-on"), (False, "not-go-on")):
        for _time in range(2):
            assert desk.post(address, {"act": sent}).status_code == 302
        assert MemberChoice.objects.get(membership=anna).goes_on is wants
    missing = desk.post(address, {"act": "closing", "gained": "3"})
    assert (missing.status_code, ClosingAnswer.objects.count()) == (422, 0)
    for _time in range(2):
        assert desk.post(address, SAID | {"act": "closing"}).status_code == 302
    assert (ClosingAnswer.objects.get().gained, ClosingAnswer.objects.get().text) == (3, SAID["text"])
    assert GroupEvent.objects.filter(act=GroupAct.BEHALF).count() == 3
    assert SAID["text"] not in desk.get(address).content.decode()
    assert client_as(outsider).post(address, SAID | {"act": "closing"}).status_code in (403, 404)


@pytest.mark.parametrize(("go_on", "state"), [(0, "closed"), (2, "continuing")])
def test_each_member_is_asked_once_as_the_group_ends(go_on: int, state: str, coordinator: Any, mailoutbox: Any) -> None:
    group, members = ended(2, coordinator, go_on=go_on)
    endings.finish(group, by=members[0].person, now=NOW)
    assert (group.state, told("closing_asked")) == (state, 2)
    closing.answer(members[1], MARKS, "", now=NOW)
    deliver_due(now=NOW, limit=500)
    asked = [mail for mail in mailoutbox if mail.subject == "Hvordan var det?"]
    assert [mail.to for mail in asked] == [[members[0].person.email]]  # who has answered already is not asked
    assert link_of(members[0]) in asked[0].body


def test_it_is_answered_from_the_mail_and_changed_by_answering_again(stranger: Client, coordinator: Any) -> None:
    _group, (anna, _bo) = ended(2, coordinator)
    page = stranger.get(link_of(anna)).content.decode()
    assert page.index("Jeres gruppe er lille") < page.index("Har gruppen givet dig noget?")
    for gained in ("3", "1", "1"):
        assert stranger.post(link_of(anna), SAID | {"gained": gained}).status_code == 302
    made = ClosingAnswer.objects.get()
    assert (made.membership, made.gained, made.text) == (anna, 1, "Mere tid, tak")
    shown = stranger.get(link_of(anna)).content.decode()
    assert "Dine svar er noteret" in shown
    assert "Mere tid, tak" in shown
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM peerhub_closinganswer")
        assert "Mere tid" not in str(cursor.fetchone()[0])


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"gained": ""}, "gained"), ({"needed": "4"}, "needed"), ({"text": "Jeg er 010190-1234"}, "text")],
)
def test_bad_input_is_told_and_kept(wrong: dict[str, str], field: str, stranger: Client, coordinator: Any) -> None:
    _group, (anna, _bo) = ended(2, coordinator)
    answer = stranger.post(link_of(anna), SAID | wrong)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert not ClosingAnswer.objects.exists()


def test_it_opens_as_the_group_is_about_to_end_and_closes_after_its_deadline(
    stranger: Client, coordinator: Any, time_machine: Any
) -> None:
    group, (anna, _bo) = begun(2, by=coordinator)
    with pytest.raises(Refused):
        closing.answer(anna, MARKS, "", now=NOW)
    assert stranger.get(link_of(anna)).status_code == 410
    endings.begin_closing(group, by=anna.person, now=NOW)
    assert stranger.post(link_of(anna), SAID).status_code == 302
    endings.finish(group, by=anna.person, now=NOW)
    for days, status in ((settings.CLOSING_ANSWER_DAYS - 1, 302), (settings.CLOSING_ANSWER_DAYS, 409)):
        time_machine.move_to(NOW + days * DAY, tick=False)
        assert stranger.post(link_of(anna), SAID | {"gained": "1", "needed": "1"}).status_code == status
    assert stranger.get(link_of(anna)).status_code == 410


def test_the_own_page_is_for_members_and_a_link_for_the_one_it_was_made_for(
    stranger: Client, outsider: Any, coordinator: Any, client_as: Any
) -> None:
    group, (anna, bo) = ended(2, coordinator)
    address = reverse("own_closing", args=[group.pk])
    assert address in client_as(anna.person).get(reverse("own_group", args=[group.pk])).content.decode()
    assert client_as(anna.person).post(address, SAID).status_code == 302
    assert "Mere tid" not in client_as(bo.person).get(address).content.decode()
    assert {client_as(one).get(address).status_code for one in (outsider, coordinator)} == {404}
    assert stranger.get(address).status_code == 302
    assert {client_as(bo.person).put(address).status_code, stranger.delete(link_of(bo)).status_code} == {405}
    altered = link_of(bo).replace(bo.pk.hex, anna.pk.hex)
    assert stranger.get(altered).status_code == 404
    endings.leave(bo, by=bo.person, now=NOW)
    assert GroupMembership.objects.get(pk=bo.pk).state == "left"
    assert stranger.get(link_of(bo)).status_code == 404


def test_coordinators_see_sums_of_five_people_and_words_of_five(coordinator: Any, client_as: Any) -> None:
    group, members = ended(5, coordinator)
    address = reverse("round_evaluation", args=[group.round.slug])
    for number, one in enumerate(members, start=1):
        closing.answer(one, MARKS, f"Ord {number}" if number > 1 else "", now=NOW)
        found = closing.figures_of(group.round)
        assert (found is not None) == (number == 5)
    assert found is not None
    assert (found.people, found.averages, found.words) == (5, MARKS, [])
    page = client_as(coordinator).get(address).content.decode()
    assert "vil anbefale det 1,0 (5 personer)" in page
    assert "Ord 2" not in page
    closing.answer(members[0], MARKS, "Ord 1", now=NOW)
    assert "Ord 2" in client_as(coordinator).get(address).content.decode()


def test_answers_go_six_months_after_the_end(coordinator: Any) -> None:
    _group, (anna, _bo) = ended(2, coordinator)
    closing.answer(anna, MARKS, "Ord", now=NOW)
    assert [closing.forget(NOW + days * DAY) for days in (180, 183, 183)] == [0, 1, 0]
