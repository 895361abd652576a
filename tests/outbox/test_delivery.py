"""Delivering against a real mail server: sent once, whatever the server does, and never lost."""

import re
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail as django_mail
from django.db import connections

from outbox.domain.delivery import BACK_OFF_MINUTES, LEASE, claim, deliver_due, oldest_wait
from outbox.domain.keeping import drop_old
from outbox.domain.messages import queue
from outbox.enums import MessageState
from outbox.kinds import Mail
from outbox.models import Message
from tests.conftest import NOW
from tests.fixtures.sites import free_port

from .conftest import LETTER
from .mail_server import Box, mail_server

pytestmark = pytest.mark.django_db
Kind = Callable[..., str]


def waiting(kind: str, **more: Any) -> Message:
    return queue(kind, object_id="1", now=NOW, **more)


def renders(mail: Mail | None) -> Callable[[Message], Mail | None]:
    return lambda message: mail


# --- the ordinary way ------------------------------------------------------------------------------------------------
def test_a_message_is_sent_once(server: Box, kind: Kind) -> None:
    message = waiting(kind())
    assert [deliver_due(now=NOW) for _ in range(3)] == [1, 0, 0]
    message.refresh_from_db()
    assert (len(server.letters), message.state, message.sent_at, message.attempts) == (1, "sent", NOW, 1)


def test_the_oldest_goes_first(server: Box, kind: Kind) -> None:
    name = kind(lambda message: replace(LETTER, subject=message.object_id))
    for number in (2, 1, 3):
        queue(name, object_id=str(number), now=NOW - timedelta(minutes=number))
    deliver_due(now=NOW)
    assert [letter["Subject"] for letter in server.letters] == ["3", "2", "1"]


def test_what_is_not_due_waits(server: Box, kind: Kind) -> None:
    queue(kind(), object_id="1", now=NOW + timedelta(seconds=1))
    assert deliver_due(now=NOW) == 0


def test_no_more_than_the_limit_leave(server: Box, kind: Kind) -> None:
    name = kind()
    for _ in range(3):
        waiting(name)
    assert (deliver_due(now=NOW, limit=2), len(server.letters)) == (2, 2)


def test_what_is_no_longer_due_is_dropped_and_not_sent(server: Box, kind: Kind) -> None:
    message = waiting(kind(renders(None)))
    assert deliver_due(now=NOW) == 0
    message.refresh_from_db()
    assert (message.state, message.sent_at, server.letters) == (MessageState.DROPPED, None, [])


def test_what_belongs_to_a_message_is_cleared_when_it_left_and_when_it_was_dropped(server: Box, kind: Kind) -> None:
    cleared: list[str] = []
    queue(kind(after=lambda message: cleared.append("sent")), object_id="1", now=NOW)
    queue(kind(renders(None), after=lambda message: cleared.append("dropped")), object_id="1", now=NOW)
    deliver_due(now=NOW)
    assert sorted(cleared) == ["dropped", "sent"]


def test_nothing_is_cleared_while_a_message_waits_to_be_tried_again(server: Box, kind: Kind) -> None:
    server.data_answer = "451 later"
    cleared: list[str] = []
    waiting(kind(after=lambda message: cleared.append("sent")))
    deliver_due(now=NOW)
    assert cleared == []


# --- the letter ------------------------------------------------------------------------------------------------------
def test_the_letter_has_a_plain_and_an_html_part(server: Box, kind: Kind) -> None:
    waiting(kind(renders(replace(LETTER, button=("http://testserver/koordinator/", "Åbn henvendelsen")))))
    deliver_due(now=NOW)
    letter = server.letters[0]
    assert letter.get_content_type() == "multipart/alternative"
    plain, html = (letter.get_body((kind_,)).get_content() for kind_ in ("plain", "html"))
    assert [part in plain for part in ("Første afsnit.", "Åbn henvendelsen:", "http://testserver/koordinator/")] == [
        True
    ] * 3
    assert [part in html for part in ("Første afsnit.", 'href="http://testserver/koordinator/"')] == [True, True]


def test_the_letter_says_that_a_machine_wrote_it_and_carries_the_rows_id(server: Box, kind: Kind) -> None:
    message = waiting(kind())
    deliver_due(now=NOW)
    letter = server.letters[0]
    assert (letter["Message-ID"], letter["Auto-Submitted"], letter["To"]) == (
        message.message_id,
        "auto-generated",
        "anna@example.org",
    )


def test_the_html_part_fetches_nothing_from_anywhere(server: Box, kind: Kind) -> None:
    waiting(kind())
    deliver_due(now=NOW)
    html = server.letters[0].get_body(("html",)).get_content()
    assert re.findall(r"<(?:img|link|script|iframe|object)\b|url\(|@import|src=", html) == []


def test_text_of_people_is_text_in_the_html_part(server: Box, kind: Kind) -> None:
    waiting(kind(renders(replace(LETTER, text="<img src=x onerror=alert(1)> & <b>fed</b>"))))
    deliver_due(now=NOW)
    letter = server.letters[0]
    assert "<img" not in letter.get_body(("html",)).get_content()
    assert "<img src=x onerror=alert(1)> & <b>fed</b>" in letter.get_body(("plain",)).get_content()


@pytest.mark.parametrize(("language", "foot"), [("da", "Du behøver aldrig ringe."), ("en", "You never need to call.")])
def test_the_frame_of_the_letter_speaks_the_readers_language(server: Box, kind: Kind, language: str, foot: str) -> None:
    waiting(kind(renders(replace(LETTER, language=language))))
    deliver_due(now=NOW)
    letter = server.letters[0]
    plain, html = (letter.get_body((part,)).get_content() for part in ("plain", "html"))
    assert (foot in plain, foot in html, f'lang="{language}"' in html) == (True, True, True)


def test_danish_letters_arrive_whole(server: Box, kind: Kind) -> None:
    waiting(kind(renders(replace(LETTER, subject="Æblegrød på øen", text="Blåbær og rødgrød."))))
    deliver_due(now=NOW)
    letter = server.letters[0]
    assert (letter["Subject"], "Blåbær" in letter.get_body(("plain",)).get_content()) == ("Æblegrød på øen", True)


# --- what cannot be smuggled in --------------------------------------------------------------------------------------
HOSTILE = [
    {"subject": "Hej\nBcc: victim@example.org"},
    {"subject": "Hej\r\nBcc: victim@example.org"},
    {"to": "anna@example.org\nBcc: victim@example.org"},
    {"headers": {"X-Name": "a\r\nBcc: victim@example.org"}},
]


@pytest.mark.parametrize("odd", HOSTILE, ids=["subject", "subject crlf", "to", "header"])
def test_a_line_break_in_a_header_sends_nothing_and_the_next_letter_still_goes(
    server: Box, kind: Kind, odd: dict[str, Any]
) -> None:
    hostile = queue(kind(renders(replace(LETTER, **odd))), object_id="1", now=NOW - timedelta(minutes=1))
    waiting(kind())
    assert deliver_due(now=NOW) == 1
    hostile.refresh_from_db()
    assert (hostile.state, hostile.last_error != "", hostile.lease_until) == (MessageState.WAITING, True, None)
    assert [(letter["To"], letter["Bcc"]) for letter in server.letters] == [("anna@example.org", None)]


def test_a_fault_in_one_kind_does_not_hold_up_the_others(server: Box, kind: Kind) -> None:
    def broken(message: Message) -> Mail:
        raise KeyError("anna@example.org")

    faulty = queue(kind(broken), object_id="1", now=NOW - timedelta(minutes=1))
    unknown = queue("gone.kind", object_id="1", now=NOW - timedelta(minutes=1))
    waiting(kind())
    assert deliver_due(now=NOW) == 1
    for message in (faulty, unknown):
        message.refresh_from_db()
        assert (message.state, message.last_error) == (MessageState.WAITING, "KeyError")


def test_a_fault_that_stays_is_given_up_in_the_end(kind: Kind) -> None:
    message = waiting("gone.kind")
    for _ in range(len(BACK_OFF_MINUTES) + 1):
        message.refresh_from_db()
        deliver_due(now=message.next_at)
    message.refresh_from_db()
    assert message.state == MessageState.DEAD


def test_the_reason_kept_is_the_kind_of_error_and_never_its_words(server: Box, kind: Kind) -> None:
    server.rcpt_answer = "550 anna@example.org unknown"
    message = waiting(kind())
    deliver_due(now=NOW)
    message.refresh_from_db()
    assert message.last_error == "SMTPRecipientsRefused"


# --- when the server fails -------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("step", "answer"),
    [
        ("data_answer", "451 try later"),
        ("data_answer", "452 disk full"),
        ("data_answer", "554 5.7.1 not from your network"),
        ("rcpt_answer", "450 grey list"),
        ("rcpt_answer", "550 5.7.1 relaying denied"),
    ],
)
def test_a_refusal_waits_and_then_it_is_sent_once(server: Box, kind: Kind, step: str, answer: str) -> None:
    before = getattr(server, step)
    setattr(server, step, answer)
    message = waiting(kind())
    assert deliver_due(now=NOW) == 0
    message.refresh_from_db()
    assert (message.state, message.next_at) == (MessageState.WAITING, NOW + timedelta(minutes=1))
    setattr(server, step, before)
    assert deliver_due(now=NOW + timedelta(seconds=59)) == 0
    assert deliver_due(now=NOW + timedelta(minutes=1)) == 1
    assert len(server.letters) == 1


def test_a_server_that_is_not_there_is_waited_for(settings: Any, kind: Kind) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    message = waiting(kind())
    assert deliver_due(now=NOW) == 0
    message.refresh_from_db()
    assert (message.state, message.last_error) == (MessageState.WAITING, "ConnectionRefusedError")


def test_a_server_that_hangs_is_waited_for(settings: Any, kind: Kind) -> None:
    with mail_server(settings, timeout=1) as box:
        box.data_answer = "hang"
        message = waiting(kind())
        assert deliver_due(now=NOW) == 0
    message.refresh_from_db()
    assert (message.state, message.next_at) == (MessageState.WAITING, NOW + timedelta(minutes=1))


def test_a_server_that_hangs_up_after_the_letter_gets_it_again_under_the_same_id(server: Box, kind: Kind) -> None:
    server.data_answer = "drop"
    message = waiting(kind())
    assert deliver_due(now=NOW) == 0
    server.data_answer = "250 taken"
    assert deliver_due(now=NOW + timedelta(minutes=1)) == 1
    assert [letter["Message-ID"] for letter in server.letters] == [message.message_id] * 2


def test_each_failure_waits_longer_and_after_the_last_the_message_is_given_up(server: Box, kind: Kind) -> None:
    server.data_answer = "451 later"
    message = waiting(kind())
    moment, waits = NOW, []
    for _ in BACK_OFF_MINUTES:
        deliver_due(now=moment)
        message.refresh_from_db()
        waits.append(int((message.next_at - moment).total_seconds() / 60))
        assert message.state == MessageState.WAITING
        moment = message.next_at
    assert waits == list(BACK_OFF_MINUTES) == sorted(waits)
    deliver_due(now=moment)
    message.refresh_from_db()
    assert message.state == MessageState.DEAD
    server.data_answer = "250 taken"
    assert deliver_due(now=moment + timedelta(days=30)) == 0


def test_without_encryption_nothing_is_sent_where_encryption_is_asked_for(
    settings: Any, server: Box, kind: Kind
) -> None:
    settings.EMAIL_USE_TLS = True
    message = waiting(kind())
    assert deliver_due(now=NOW) == 0
    message.refresh_from_db()
    assert (message.state, server.letters) == (MessageState.WAITING, [])


# --- two at once, and a crash in between -----------------------------------------------------------------------------
def test_a_claimed_message_is_nobody_elses_until_the_lease_ends(kind: Kind) -> None:
    message = waiting(kind())
    assert claim(now=NOW) == message
    assert claim(now=NOW + LEASE) is None
    assert claim(now=NOW + LEASE + timedelta(seconds=1)) == message


def test_a_message_whose_deliverer_died_is_sent_by_the_next(server: Box, kind: Kind) -> None:
    message = waiting(kind())
    claim(now=NOW)
    assert deliver_due(now=NOW + LEASE + timedelta(seconds=1)) == 1
    message.refresh_from_db()
    assert (message.attempts, message.state) == (2, MessageState.SENT)


@pytest.mark.engines
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_several_deliverers_at_once_send_each_message_once(settings: Any, server: Box, kind: Kind) -> None:
    name = kind(lambda message: replace(LETTER, subject=message.object_id, to=f"{message.object_id}@example.org"))
    for number in range(12):
        queue(name, object_id=str(number), now=NOW)
    start, sent = threading.Barrier(3), []

    def work() -> None:
        try:
            start.wait()
            for _round in range(60):
                done = deliver_due(now=NOW, limit=5)
                sent.append(done)
                if not Message.objects.filter(state=MessageState.WAITING, lease_until=None).exists():
                    return
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(int(letter["Subject"]) for letter in server.letters) == list(range(12))
    assert sum(sent) == 12
    assert set(Message.objects.values_list("state", "attempts")) == {("sent", 1)}


@pytest.mark.engines
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_acts_at_once_with_one_key_queue_one_message() -> None:
    start = threading.Barrier(4)

    def work() -> None:
        try:
            start.wait()
            queue("tests.kind", object_id="7", now=NOW, dedupe_key="act:7")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert Message.objects.count() == 1


# --- how long it waits and how long it is kept -----------------------------------------------------------------------
def test_the_longest_wait_counts_due_messages_alone(kind: Kind) -> None:
    assert oldest_wait(now=NOW) == timedelta()
    queue(kind(), object_id="1", now=NOW + timedelta(hours=1))
    assert oldest_wait(now=NOW) == timedelta()
    queue(kind(), object_id="1", now=NOW - timedelta(minutes=7))
    assert oldest_wait(now=NOW) == timedelta(minutes=7)


@pytest.mark.parametrize(("state", "goes"), [("sent", 1), ("dropped", 1), ("waiting", 0), ("dead", 0), ("held", 0)])
def test_what_has_ended_is_forgotten_on_its_day_and_not_before(state: str, goes: int) -> None:
    Message.objects.create(kind="tests.kind", object_id="1", created_at=NOW, next_at=NOW, state=state, sent_at=NOW)
    assert drop_old(NOW + timedelta(days=30)) == 0
    assert drop_old(NOW + timedelta(days=30, seconds=1)) == goes


@pytest.mark.parametrize("number", [1, 3])
def test_each_message_costs_seven_queries(kind: Kind, django_assert_num_queries: Any, number: int) -> None:
    name = kind()
    for _ in range(number):
        waiting(name)
    with django_assert_num_queries(7 * number + 1):
        assert deliver_due(now=NOW) == number
    assert len(django_mail.outbox) == number
