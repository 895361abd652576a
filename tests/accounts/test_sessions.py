"""Sessions: sealed in the table, ended by age, and ended everywhere at once."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.models import AccessEvent, User
from accounts.personal_data import sessions_of
from accounts.sessions import SessionStore
from tests.conftest import NOW
from tests.fixtures.sites import SiteTree

from .signing_in import Visitor, code_in, delivered

pytestmark = pytest.mark.django_db
EVERYWHERE = "/min-side/log-ud-overalt/"
HOUR, DAY = 3600, 24 * 3600


def test_a_login_code_cannot_be_read_off_the_table(participant: User) -> None:
    visitor = Visitor()
    visitor.ask_for_code(participant.email or "")
    code = code_in(delivered()[0])
    (row,) = Session.objects.all()
    opened = str(SessionStore().decode(row.session_data))
    assert code.replace("-", "") in opened.replace("-", "")
    assert row.session_data.startswith("v1.test1.")
    assert visitor.give_code(code).status_code == 302


@pytest.mark.parametrize("stored", ["", "v1.test1.AAAA", "eyJh:1abc:xyz", "v1.unknown.AAAA"])
def test_a_session_that_cannot_be_opened_is_empty(stored: str) -> None:
    assert SessionStore().decode(stored) == {}


def test_the_sessions_of_a_person_are_found(participant: User, outsider: User, client_as: Any) -> None:
    browser = client_as(participant)
    client_as(outsider)
    assert [one.session_key for one in sessions_of(participant)] == [browser.session.session_key]


# --- S10: how old a session may grow ---------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("who", "away", "status"),
    [
        ("participant", 14 * DAY - 1, 200),
        ("participant", 14 * DAY, 302),
        ("coordinator", 30 * 60 - 1, 200),
        ("coordinator", 30 * 60, 302),
    ],
)
def test_who_was_away_too_long_signs_in_again(
    who: str, away: int, status: int, request: Any, site_tree: SiteTree, client_as: Any, time_machine: Any
) -> None:
    time_machine.move_to(NOW, tick=False)
    browser = client_as(request.getfixturevalue(who))
    time_machine.move_to(NOW + timedelta(seconds=away), tick=False)
    answer = browser.get("/min-side/")
    assert answer.status_code == status
    assert ("_auth_user_id" in browser.session) is (status == 200)


@pytest.mark.parametrize(
    ("who", "step", "longest"), [("participant", 10 * DAY, 30 * DAY), ("coordinator", 29 * 60, 12 * HOUR)]
)
def test_no_session_outlives_its_longest_time_however_busy(
    who: str, step: int, longest: int, request: Any, site_tree: SiteTree, client_as: Any, time_machine: Any
) -> None:
    time_machine.move_to(NOW, tick=False)
    browser = client_as(request.getfixturevalue(who))
    passed = 0
    while passed + step < longest:
        passed += step
        time_machine.move_to(NOW + timedelta(seconds=passed), tick=False)
        assert browser.get("/min-side/profil/").status_code == 200
    time_machine.move_to(NOW + timedelta(seconds=longest), tick=False)
    assert browser.get("/min-side/profil/").status_code == 302


def test_public_pages_read_no_session(site_tree: SiteTree, participant: User, client_as: Any) -> None:
    answer = client_as(participant).get("/")
    assert (answer.status_code, "Cookie" in answer.get("Vary", "")) == (200, False)


# --- everywhere at once ----------------------------------------------------------------------------------------------
def test_reading_asks_and_the_button_ends_every_session(
    participant: User, outsider: User, site_tree: SiteTree, client_as: Any
) -> None:
    one, two, other = client_as(participant), client_as(participant), client_as(outsider)
    assert one.get(EVERYWHERE).status_code == 200
    assert two.get("/min-side/").status_code == 200
    assert one.post(EVERYWHERE)["Location"] == "/konto/login/"
    assert [browser.get("/min-side/").status_code for browser in (one, two, other)] == [302, 302, 200]
    assert AccessEvent.objects.filter(action="account.signed_out_everywhere", subject=participant.uuid).count() == 1
    assert one.post(EVERYWHERE).status_code == 302


def test_a_stranger_and_other_methods(stranger: Client, participant: User, client_as: Any) -> None:
    assert "/konto/login/" in stranger.post(EVERYWHERE)["Location"]
    assert client_as(participant).delete(EVERYWHERE).status_code == 405
