"""The administrator's pages about mail: the log, what is stuck, and closed addresses."""

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from outbox.domain.suppressions import suppress
from outbox.models import Message, Suppression
from tests.conftest import NOW
from tests.fixtures.sites import SiteTree

pytestmark = pytest.mark.django_db
LOG, STUCK, CLOSED = (f"/administration/mails/{name}/" for name in ("log", "doede", "spaerret"))
LISTS = [LOG, STUCK, CLOSED]


@pytest.fixture(autouse=True)
def _place(site_tree: SiteTree, time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def desk(administrator: Any, client_as: Any) -> Client:
    return client_as(administrator)


def message(state: str, **more: Any) -> Message:
    named = {"kind": "home.enquiry_answer", "object_id": "1", "created_at": NOW, "next_at": NOW, "state": state}
    if state == "sent":
        named["address_hash"] = "a" * 32
        named["sent_at"] = NOW
    return Message.objects.create(**{**named, "address_hint": "a…@example.org", **more})


def steps(one: Message) -> list[str]:
    return [f"/administration/mails/{one.pk}/{action}/" for action in ("igen", "drop")]


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


# --- who comes in -------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "who", ["coordinator", "editor", "moderator", "translator", "trainer", "supervisor", "participant"]
)
def test_only_administrators_come_in(who: str, request: Any, client_as: Any) -> None:  # S1
    dead, closed = message("dead"), suppress("anna@example.org", now=NOW, reply_code=550)
    browser = client_as(request.getfixturevalue(who))
    assert [browser.get(one).status_code for one in LISTS] == [403] * 3
    assert [browser.post(one).status_code for one in (*steps(dead), f"{CLOSED}{closed.pk}/")] == [403] * 3
    dead.refresh_from_db()
    assert (dead.state, Suppression.objects.count()) == ("dead", 1)


def test_a_stranger_is_sent_to_sign_in(stranger: Client) -> None:
    assert [stranger.get(one).status_code for one in LISTS] == [302] * 3
    assert [stranger.post(one).status_code for one in steps(message("dead"))] == [302] * 2


def test_reading_changes_nothing_and_steps_are_not_for_reading(desk: Client) -> None:
    dead = message("dead")
    assert [desk.get(one).status_code for one in steps(dead)] == [405, 405]
    assert [desk.post(one).status_code for one in LISTS] == [405] * 3


def test_an_unknown_message_and_an_unknown_step_are_not_there(desk: Client) -> None:
    assert desk.post(f"/administration/mails/{uuid.uuid4()}/igen/").status_code == 404
    assert desk.post(f"/administration/mails/{message('dead').pk}/slet/").status_code == 404


def test_the_pages_are_kept_by_nobody(desk: Client) -> None:
    for one in LISTS:
        assert {"private", "no-store"} <= set(re.split(r",\s*", desk.get(one)["Cache-Control"]))


# --- what they show -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("address", LISTS)
def test_a_list_costs_the_same_however_long_it_is(
    desk: Client, address: str, number: int, django_assert_num_queries: Any
) -> None:
    for one in range(number):
        message("sent")
        message("dead")
        suppress(f"{one}@example.org", now=NOW, reply_code=550)
    desk.get(address)
    with django_assert_num_queries(7):
        assert text(desk.get(address)).count('<th scope="row"') == number


def test_empty_lists_say_so(desk: Client) -> None:
    for one, words in zip(LISTS, ["Der er ikke sendt", "Ingen mail", "Ingen adresse"], strict=True):
        assert words in text(desk.get(one))


def test_the_log_says_what_went_where_and_nothing_of_what_it_said(desk: Client) -> None:
    message("sent")
    shown = text(desk.get(LOG))
    assert ("Svar på en henvendelse" in shown, "a…@example.org" in shown) == (True, True)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"last_error": "SMTPRecipientsRefused", "reply_code": 550}, "(550)"),
        ({"last_error": "Suppressed"}, "adressen er lukket"),
        ({"last_error": "KeyError"}, "en fejl i portalen"),
        ({"state": "held"}, "holdt tilbage"),
    ],
)
def test_a_stuck_mail_says_why(desk: Client, more: dict[str, Any], words: str) -> None:
    message(**{"state": "dead", **more})
    assert words in text(desk.get(STUCK))


def test_a_stuck_mail_stands_on_the_workbench(desk: Client) -> None:
    assert "kunne ikke sendes" not in text(desk.get("/administration/"))
    message("dead")
    assert "kunne ikke sendes" in text(desk.get("/administration/"))


def test_an_hour_with_too_many_mails_is_an_alarm_on_the_workbench(desk: Client, settings: Any) -> None:  # R8
    settings.OUTBOX_AN_HOUR = 2
    for _ in range(2):
        message("sent", sent_at=NOW - timedelta(minutes=1))
    assert "flere mails end grænsen" in text(desk.get("/administration/"))


# --- the buttons --------------------------------------------------------------------------------------------
def test_the_buttons_do_what_they_say_and_a_second_press_is_harmless(desk: Client) -> None:
    again, gone = message("dead"), message("held")
    for _ in range(2):
        assert desk.post(steps(again)[0]).status_code == 302
        assert desk.post(steps(gone)[1]).status_code == 302
    again.refresh_from_db()
    gone.refresh_from_db()
    assert (again.state, gone.state, Message.objects.count()) == ("waiting", "dropped", 2)


def test_a_sent_mail_is_sent_again_from_the_log(desk: Client) -> None:
    one = message("sent")
    assert [desk.post(steps(one)[0])["Location"] for _ in range(2)] == [LOG, LOG]
    assert Message.objects.filter(state="waiting").count() == 1


def test_a_closed_address_is_opened_and_opening_it_twice_is_harmless(desk: Client) -> None:
    closed = suppress("anna@example.org", now=NOW, reply_code=550)
    assert [desk.post(f"{CLOSED}{closed.pk}/").status_code for _ in range(2)] == [302, 302]
    assert Suppression.objects.count() == 0
