"""What keeps mail from being sent where it should not go: budgets, closed addresses, codes that are too late."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail as django_mail

from outbox import calendars, kinds, recipients
from outbox.domain.addresses import hash_of, hint_of, normalised
from outbox.domain.delivery import deliver_due
from outbox.domain.messages import drop, queue, send_again
from outbox.domain.suppressions import is_suppressed, lift, suppress
from outbox.enums import MessageState
from outbox.kinds import Mail
from outbox.models import Message, Suppression
from outbox.recipients import Recipient
from tests.conftest import NOW

from .conftest import LETTER
from .mail_server import Box

pytestmark = pytest.mark.django_db
Kind = Callable[..., str]
PERSON = uuid.UUID("6f9d6b7e-1111-4111-8111-111111111111")


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> dict[uuid.UUID, Recipient]:
    """Who is known, and how they are reached; a test changes it."""
    known: dict[uuid.UUID, Recipient] = {PERSON: Recipient("mail", "ny@example.org")}
    monkeypatch.setattr(recipients, "_known", [known.get])
    return known


def to(address: str) -> Callable[[Message], Mail]:
    return lambda message: replace(LETTER, to=address)


def sent() -> int:
    return len(django_mail.outbox)


# --- one box, however it is spelt ---------------------------------------------------------------------------
@pytest.mark.parametrize(
    "spelt", ["Anna@Example.org", " anna@example.org ", "anna+nyt@example.org", "ANNA+a+b@EXAMPLE.ORG"]
)
def test_spellings_of_a_box_count_as_one(spelt: str) -> None:
    assert (normalised(spelt), hash_of(spelt)) == ("anna@example.org", hash_of("anna@example.org"))


def test_a_box_that_begins_with_a_plus_keeps_its_name() -> None:
    assert normalised("+anna@example.org") == "+anna@example.org"


def test_what_is_kept_of_an_address_does_not_tell_it() -> None:
    assert (hint_of("anna@example.org"), "anna" in hash_of("anna@example.org")) == ("a…@example.org", False)


# --- budgets: R8 --------------------------------------------------------------------------------------------
def test_an_address_gets_ten_mails_a_day_and_the_rest_the_next_day(kind: Kind) -> None:  # R8
    name = kind(to("anna@example.org"))
    for _ in range(100):
        queue(name, object_id="1", now=NOW)
    assert deliver_due(now=NOW, limit=200) == sent() == 10
    assert Message.objects.filter(state="waiting", next_at=NOW + timedelta(days=1), attempts=0).count() == 90
    assert deliver_due(now=NOW + timedelta(hours=23), limit=200) == 0
    assert deliver_due(now=NOW + timedelta(days=1), limit=200) == 10


def test_spellings_share_the_days_mails(kind: Kind) -> None:  # R8
    for number in range(12):
        queue(kind(to(f"Anna+{number}@example.org")), object_id="1", now=NOW)
    deliver_due(now=NOW)
    assert sent() == 10


def test_another_address_is_not_held_up(kind: Kind) -> None:
    name = kind(to("anna@example.org"))
    for _ in range(11):
        queue(name, object_id="1", now=NOW - timedelta(minutes=1))
    queue(kind(to("bo@example.org")), object_id="1", now=NOW)
    deliver_due(now=NOW)
    assert django_mail.outbox[-1].to == ["bo@example.org"]


def test_what_goes_to_staff_is_work_and_not_counted(kind: Kind) -> None:
    name = kind(to("anna@example.org"))
    kinds.register(name, to("anna@example.org"), to_staff=True)
    for _ in range(12):
        queue(name, object_id="1", now=NOW)
    assert deliver_due(now=NOW) == 12


def test_no_more_than_the_hours_number_leave_and_the_log_says_so_once(
    kind: Kind, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:  # R8
    settings.OUTBOX_AN_HOUR = 3
    caplog.set_level("ERROR")
    for number in range(6):
        queue(kind(to(f"{number}@example.org")), object_id="1", now=NOW)
    assert deliver_due(now=NOW) == 3
    told = [record for record in caplog.records if "mail_budget_reached" in str(record.msg)]
    assert len(told) == 1
    assert deliver_due(now=NOW + timedelta(hours=1)) == 3


# --- addresses that take no mail ----------------------------------------------------------------------------
@pytest.mark.parametrize("answer", ["550 no such box", "550 5.1.1 unknown", "551 gone", "553 no", "552 5.2.2 full"])
def test_a_box_that_is_refused_for_good_gets_nothing_more(server: Box, kind: Kind, answer: str) -> None:
    server.rcpt_answer = answer
    message = queue(kind(), object_id="1", now=NOW)
    deliver_due(now=NOW)
    message.refresh_from_db()
    assert (message.state, message.reply_code, message.attempts) == (MessageState.DEAD, int(answer[:3]), 1)
    server.rcpt_answer = "250 ok"
    again = queue(kind(to("ANNA+x@example.org")), object_id="2", now=NOW)
    assert deliver_due(now=NOW) == 0
    again.refresh_from_db()
    assert (again.state, again.last_error, server.letters) == (MessageState.DEAD, "Suppressed", [])


def test_a_refused_text_is_given_up_and_the_address_stays_open(server: Box, kind: Kind) -> None:
    server.data_answer = "554 spam"
    message = queue(kind(), object_id="1", now=NOW)
    deliver_due(now=NOW)
    message.refresh_from_db()
    assert (message.state, message.reply_code, Suppression.objects.count()) == (MessageState.DEAD, 554, 0)


@pytest.mark.parametrize("answer", ["450 grey list", "421 busy", "550 5.7.1 relaying denied"])
def test_what_is_not_the_address_s_fault_closes_no_address(server: Box, kind: Kind, answer: str) -> None:
    server.rcpt_answer = answer
    message = queue(kind(), object_id="1", now=NOW)
    deliver_due(now=NOW)
    message.refresh_from_db()
    assert (message.state, Suppression.objects.count()) == (MessageState.WAITING, 0)


def test_an_opened_address_gets_mail_again() -> None:
    first = suppress("anna@example.org", now=NOW, reply_code=550)
    assert suppress("Anna@example.org", now=NOW, reply_code=551) == first
    assert (lift(first.pk), lift(first.pk), is_suppressed("anna@example.org")) == (True, False, False)


# --- codes that are too late --------------------------------------------------------------------------------
def test_a_code_that_no_longer_works_is_not_sent(kind: Kind) -> None:
    cleared: list[str] = []
    name = kind(after=lambda message: cleared.append(message.state))
    queue(name, object_id="1", now=NOW, expires_at=NOW + timedelta(minutes=5))
    assert deliver_due(now=NOW + timedelta(minutes=5)) == 0
    assert (sent(), cleared) == (0, ["dropped"])


def test_a_code_that_still_works_is_sent(kind: Kind) -> None:
    queue(kind(), object_id="1", now=NOW, expires_at=NOW + timedelta(minutes=5))
    assert deliver_due(now=NOW + timedelta(minutes=4, seconds=59)) == 1


# --- people -------------------------------------------------------------------------------------------------
def test_a_person_gets_mail_where_they_are_now(kind: Kind, people: dict[uuid.UUID, Recipient]) -> None:  # 26
    queue(kind(to("gammel@example.org")), object_id="1", now=NOW, person=PERSON)
    deliver_due(now=NOW)
    assert django_mail.outbox[0].to == ["ny@example.org"]


def test_somebody_who_is_gone_gets_nothing(kind: Kind, people: dict[uuid.UUID, Recipient]) -> None:  # S8
    people.clear()
    message = queue(kind(), object_id="1", now=NOW, person=PERSON)
    deliver_due(now=NOW)
    message.refresh_from_db()
    assert (message.state, sent()) == (MessageState.DROPPED, 0)


def test_without_anybody_who_knows_people_a_message_waits(kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recipients, "_known", [])
    message = queue(kind(), object_id="1", now=NOW, person=PERSON)
    deliver_due(now=NOW)
    message.refresh_from_db()
    assert (message.state, message.last_error) == (MessageState.WAITING, "LookupError")


# --- again, and no more -------------------------------------------------------------------------------------
def stuck(state: str) -> Message:
    return Message.objects.create(kind="tests.x", object_id="1", created_at=NOW, next_at=NOW, state=state, attempts=11)


@pytest.mark.parametrize("state", ["dead", "held"])
def test_a_stuck_message_starts_again_however_often_it_is_asked_to(state: str) -> None:
    message = stuck(state)
    for _ in range(2):
        send_again(message, now=NOW)
    message.refresh_from_db()
    assert (message.state, message.attempts, Message.objects.count()) == ("waiting", 0, 1)


def test_a_sent_message_is_sent_again_as_one_of_its_own_and_a_double_click_counts_once() -> None:
    message = stuck("sent")
    first, second = send_again(message, now=NOW), send_again(message, now=NOW + timedelta(seconds=5))
    assert (first.pk, first.pk == message.pk, Message.objects.count()) == (second.pk, False, 2)


@pytest.mark.parametrize(
    ("before", "after"), [("dead", "dropped"), ("held", "dropped"), ("sent", "sent"), ("waiting", "waiting")]
)
def test_only_what_is_stuck_is_dropped(before: str, after: str) -> None:
    message = stuck(before)
    assert [drop(message).state for _ in range(2)] == [after, after]


# --- appointments -------------------------------------------------------------------------------------------
EVENT = calendars.Event(
    uid="moede-7@peerportalen.local",
    sequence=2,
    start=datetime(2027, 3, 28, 0, 30, tzinfo=UTC),
    end=datetime(2027, 3, 28, 2, 30, tzinfo=UTC),
    summary="Møde; i morgen, måske",
    stamp=NOW,
    description="Første linje\nAnden linje " + "å" * 90,
)


def test_an_appointment_goes_with_the_mail_under_its_own_name(server: Box, kind: Kind) -> None:
    queue(kind(lambda message: replace(LETTER, event=EVENT)), object_id="1", now=NOW)
    deliver_due(now=NOW)
    part = next(part for part in server.letters[0].walk() if part.get_content_type() == "text/calendar")
    text = part.get_content()
    assert [line in text for line in ("UID:moede-7@peerportalen.local", "SEQUENCE:2", "METHOD:PUBLISH")] == [True] * 3
    assert (part.get_param("method"), part.get_filename()) == ("PUBLISH", "moede.ics")


def test_an_appointment_is_written_as_calendars_read_it() -> None:
    text = calendars.written(EVENT)
    assert max(len(line.encode()) for line in text.split("\r\n")) <= calendars.LONGEST_LINE
    unfolded = text.replace("\r\n ", "")
    assert "SUMMARY:Møde\\; i morgen\\, måske\r\n" in unfolded
    assert "DESCRIPTION:Første linje\\nAnden linje " + "å" * 90 in unfolded
    assert "DTSTART:20270328T003000Z" in unfolded


def test_a_cancelled_appointment_leaves_the_calendar() -> None:
    text = calendars.written(replace(EVENT, cancelled=True, sequence=3))
    assert ("METHOD:CANCEL" in text, "STATUS:CANCELLED" in text) == (True, True)


def test_an_appointment_is_the_same_at_every_attempt() -> None:
    assert calendars.written(EVENT) == calendars.written(EVENT)
