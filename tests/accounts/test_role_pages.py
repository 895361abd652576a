"""The administrator's page of roles: given and taken after a question, told by mail, never the last one."""

import threading
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.db import connections
from django.test import Client

from accounts.domain.errors import Refused
from accounts.domain.roles import grant, revoke
from accounts.models import AccessEvent, RoleGrant, User
from outbox.models import Message
from tests.conftest import NOW
from tests.fixtures.sites import SiteTree

from .signing_in import delivered

pytestmark = pytest.mark.django_db
LIST = "/administration/roller/"
NEW = {"role": "coordinator", "region": "midtjylland", "section": "", "reason": "Ny kollega"}


@pytest.fixture
def chief(administrator: User, site_tree: SiteTree, client_as: Callable[..., Client]) -> Client:
    return client_as(administrator)


def of(person: User, act: str = "") -> str:
    return f"{LIST}{person.uuid}/" + (f"{act}/" if act else "")


def taking(person: User) -> str:
    return of(person, f"tag/{person.role_grants.get().pk}")


# --- who comes in ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "who", ["coordinator", "editor", "moderator", "translator", "trainer", "supervisor", "outsider"]
)
def test_nobody_but_an_administrator_comes_in(who: str, request: Any, client_as: Any, participant: User) -> None:  # S1
    browser = client_as(request.getfixturevalue(who))
    answers = [
        browser.get(LIST),
        browser.get(of(participant)),
        browser.post(of(participant, "giv"), NEW | {"sure": "yes"}),
    ]
    assert [answer.status_code for answer in answers] == [403] * 3
    assert participant.role_grants.count() == 0


def test_a_stranger_is_sent_to_sign_in(stranger: Client, participant: User) -> None:
    assert [stranger.get(page).status_code for page in (LIST, of(participant))] == [302, 302]


def test_an_unknown_person_and_a_role_of_somebody_else_are_not_there(
    chief: Client, participant: User, coordinator: User
) -> None:  # S2
    pages = [
        f"{LIST}{uuid4()}/",
        of(participant, f"tag/{coordinator.role_grants.get().pk}"),
        of(participant, "tag/999"),
    ]
    assert [chief.get(page).status_code for page in pages] == [404] * 3


def test_the_wrong_method_is_refused(chief: Client, participant: User) -> None:
    assert [chief.post(LIST).status_code, chief.post(of(participant)).status_code] == [405, 405]
    assert [chief.get(of(participant, "giv")).status_code, chief.put(of(participant)).status_code] == [405, 405]


# --- the list --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_much_for_three_as_for_one(
    number: int, chief: Client, make_person: Any, django_assert_num_queries: Any
) -> None:
    for each in range(number):
        make_person(f"c{each}", "coordinator", region="midtjylland")
    chief.get(LIST)
    with django_assert_num_queries(8):
        answer = chief.get(LIST)
    assert answer.content.decode().count(">koordinator (Midtjylland)<") == number


def test_the_list_holds_those_with_a_role_and_the_search_everybody(
    chief: Client, participant: User, coordinator: User
) -> None:
    plain, found = chief.get(LIST).content.decode(), chief.get(LIST, {"q": "PARTICIP"}).content.decode()
    assert (coordinator.email in plain, participant.email in plain) == (True, False)
    assert (coordinator.email in found, participant.email in found) == (False, True)


@pytest.mark.parametrize("odd", ["x" * 10_000, "\x00", "<script>", "%", "'"])
def test_an_odd_search_finds_nobody(odd: str, chief: Client) -> None:  # S4
    answer = chief.get(LIST, {"q": odd, "page": "-1"})
    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode()


# --- giving ----------------------------------------------------------------------------------------------------------
def test_a_role_is_given_after_a_question(chief: Client, participant: User, administrator: User) -> None:
    asked = chief.post(of(participant, "giv"), NEW)
    assert (asked.status_code, participant.role_grants.count()) == (200, 0)
    assert "Midtjylland" in asked.content.decode()
    chief.post(of(participant, "giv"), NEW | {"sure": "yes"})
    held = participant.role_grants.get()
    assert (held.role, held.region, held.granted_by) == ("coordinator", "midtjylland", administrator)


def test_it_is_logged_and_told_by_mail_once(chief: Client, participant: User, administrator: User) -> None:
    for _time in range(2):
        chief.post(of(participant, "giv"), NEW | {"sure": "yes"})
    event = AccessEvent.objects.get(action="role.granted.coordinator", actor=administrator.uuid)
    assert (event.subject, event.purpose) == (participant.uuid, "Ny kollega")
    mail.outbox.clear()
    (letter,) = delivered()
    assert letter.to == [participant.email]
    assert "koordinator" in letter.body


def test_a_change_of_role_ends_the_sessions(chief: Client, participant: User, client_as: Any) -> None:  # S10
    open_session = client_as(participant)
    chief.post(of(participant, "giv"), NEW | {"sure": "yes"})
    assert open_session.get("/min-side/").status_code == 302


def test_nobody_is_told_who_has_no_address(make_person: Any, administrator: User) -> None:
    person = User.objects.create_user()
    grant(person=person, role="trainer", by=administrator, now=NOW)
    assert delivered() == []
    assert Message.objects.get(object_id=str(person.uuid)).state == "dropped"


@pytest.mark.parametrize(
    "wrong",
    [
        {"role": ""},
        {"role": "chief"},
        {"role": "trainer"},
        {"region": "mars"},
        {"region": "", "section": "nyheder"},
        {"role": "editor", "region": "", "section": "findes-ikke"},
        {"reason": ""},
        {"reason": "x" * 10_000},
        {"reason": "\x00"},
        {"reason": "010190-1234"},
    ],
)
def test_what_cannot_be_given_is_explained_and_kept(wrong: dict[str, str], chief: Client, participant: User) -> None:
    answer = chief.post(of(participant, "giv"), NEW | {"sure": "yes"} | wrong)
    assert answer.status_code == 422
    assert "error-summary" in answer.content.decode()
    assert participant.role_grants.count() == 0


def test_fields_that_are_not_in_the_form_change_nothing(chief: Client, participant: User) -> None:  # S9
    chief.post(of(participant, "giv"), NEW | {"sure": "yes", "person": "1", "is_superuser": "on", "granted_by": "1"})
    participant.refresh_from_db()
    assert (participant.is_superuser, participant.role_grants.get().person) == (False, participant)


# --- taking ----------------------------------------------------------------------------------------------------------
def test_a_role_is_taken_with_a_reason(chief: Client, coordinator: User, administrator: User) -> None:
    page = taking(coordinator)
    assert chief.get(page).status_code == 200
    assert (chief.post(page, {"reason": ""}).status_code, coordinator.role_grants.count()) == (422, 1)
    assert chief.post(page, {"reason": "Fratrådt"}).status_code == 302
    assert chief.post(page, {"reason": "Fratrådt"}).status_code == 404
    assert coordinator.role_grants.count() == 0
    assert AccessEvent.objects.get(action="role.taken.coordinator", actor=administrator.uuid).purpose == "Fratrådt"


def test_the_last_administrator_stays(chief: Client, administrator: User) -> None:
    answer = chief.post(taking(administrator), {"reason": "Fratrådt"})
    assert (answer.status_code, administrator.role_grants.count()) == (409, 1)
    assert "sidste administrator" in answer.content.decode()


def test_an_administrator_who_is_shut_out_does_not_count(chief: Client, administrator: User, make_person: Any) -> None:
    other = make_person("other", "administrator")
    User.objects.filter(pk=other.pk).update(is_active=False)
    assert chief.post(taking(administrator), {"reason": "Fratrådt"}).status_code == 409


@pytest.mark.engines
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_administrators_who_take_the_role_from_each_other_at_once_leave_one(make_person: Any) -> None:
    people = [make_person("first", "administrator"), make_person("second", "administrator")]
    together, outcomes, left = threading.Barrier(2), [], list(people)

    def work() -> None:
        try:
            person = left.pop()
            together.wait()
            try:
                revoke(person=person, role="administrator", now=NOW)
                outcomes.append("taken")
            except Refused:
                outcomes.append("refused")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _each in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(outcomes) == ["refused", "taken"]
    assert RoleGrant.objects.filter(role="administrator").count() == 1
