"""Who is not reached by mail gets a letter, a call or a text message, and nothing of it lies about."""

import re
import subprocess
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail as django_mail
from django.db import IntegrityError, connection, transaction

from outbox import recipients
from outbox.calls import to_say, to_text
from outbox.domain import by_hand
from outbox.domain.delivery import deliver_due
from outbox.domain.keeping import drop_old, hold_waiting
from outbox.domain.messages import queue, send_again
from outbox.enums import ByHandState, HandChannel, MessageState
from outbox.letters import printed, town
from outbox.models import ByHand, Message
from outbox.recipients import Recipient
from tests.conftest import NOW
from tests.pdf.reading import opened, text_of

from .conftest import LETTER

pytestmark = pytest.mark.django_db
PERSON = uuid.UUID("6f9d6b7e-1111-4111-8111-111111111111")
STAFF = uuid.UUID("6f9d6b7e-2222-4111-8111-111111111111")
BY_POST = Recipient("letter", name="Anna Holm", postal_address="Eksempelvej 1\n8000 Aarhus C")
BY_PHONE = Recipient("phone", phone="+4520304050", name="Anna Holm")
Kind = Callable[..., str]


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> dict[uuid.UUID, Recipient]:
    known = {PERSON: BY_POST}
    monkeypatch.setattr(recipients, "_known", [known.get])
    return known


def handed(name: str, **more: Any) -> ByHand:
    """A message that has come on a list."""
    message = queue(name, object_id="1", now=NOW, person=PERSON, **more)
    deliver_due(now=NOW)
    return ByHand.objects.select_related("message").get(message=message)


# --- which way ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("reached", "way"),
    [
        (Recipient("mail", "a@example.org"), None),
        (BY_POST, "letter"),
        (BY_PHONE, "phone"),
        (replace(BY_PHONE, channel="sms"), "sms"),
        (replace(BY_POST, address="a@example.org"), "letter"),
        (replace(BY_POST, channel="mail"), "letter"),
        (replace(BY_PHONE, phone="", address="a@example.org"), None),
        (replace(BY_PHONE, channel="mail"), "phone"),
        (Recipient("letter"), None),
    ],
)
def test_a_message_goes_the_way_the_person_is_reached(reached: Recipient, way: str | None) -> None:
    assert by_hand.route(reached) == way


def test_a_letter_waits_with_the_coordinators_and_no_mail_leaves(kind: Kind, people: dict[Any, Recipient]) -> None:
    row = handed(kind())
    assert (row.channel, row.state, row.message.state) == ("letter", "waiting", MessageState.BY_HAND)
    assert django_mail.outbox == []
    assert deliver_due(now=NOW + timedelta(days=1)) == 0


def test_nothing_of_the_words_or_the_address_is_stored(kind: Kind, people: dict[Any, Recipient]) -> None:
    handed(kind())
    with connection.cursor() as cursor:
        for table in ("outbox_message", "outbox_byhand"):
            cursor.execute(f"select * from {table}")  # noqa: S608 - two names of our own
            stored = repr(cursor.fetchall())
            assert [word for word in ("Eksempelvej", "Anna", "afsnit", "Nyt fra") if word in stored] == []


def test_what_makes_no_sense_on_paper_is_dropped(kind: Kind, people: dict[Any, Recipient]) -> None:
    message = queue(kind(mail_only=True), object_id="1", now=NOW, person=PERSON)
    deliver_due(now=NOW)
    message.refresh_from_db()
    assert (message.state, ByHand.objects.count()) == (MessageState.DROPPED, 0)


def test_what_is_mail_only_goes_by_mail_to_who_has_an_address_too(kind: Kind, people: dict[Any, Recipient]) -> None:
    people[PERSON] = replace(BY_POST, address="a@example.org")
    queue(kind(mail_only=True), object_id="1", now=NOW, person=PERSON)
    deliver_due(now=NOW)
    assert django_mail.outbox[0].to == ["a@example.org"]


def test_a_message_that_is_not_due_never_comes_on_a_list(kind: Kind, people: dict[Any, Recipient]) -> None:
    queue(kind(lambda message: None), object_id="1", now=NOW, person=PERSON)
    deliver_due(now=NOW)
    assert ByHand.objects.count() == 0


def test_letters_do_not_use_up_the_hours_mails(kind: Kind, people: dict[Any, Recipient], settings: Any) -> None:
    settings.OUTBOX_AN_HOUR = 1
    by_hand.done(handed(kind()), by=STAFF, now=NOW)
    queue(kind(), object_id="2", now=NOW)
    assert deliver_due(now=NOW) == 1


# --- things change ------------------------------------------------------------------------------------------
def test_somebody_who_gets_an_address_gets_the_mail_instead(kind: Kind, people: dict[Any, Recipient]) -> None:
    handed(kind())
    people[PERSON] = Recipient("mail", "anna@example.org")
    assert [by_hand.reroute(NOW), by_hand.reroute(NOW)] == [1, 0]
    assert deliver_due(now=NOW) == 1
    assert (django_mail.outbox[0].to, ByHand.objects.count()) == (["anna@example.org"], 0)


def test_a_new_channel_changes_the_list(kind: Kind, people: dict[Any, Recipient]) -> None:
    row = by_hand.printed(handed(kind()), now=NOW)
    people[PERSON] = BY_PHONE
    assert by_hand.reroute(NOW) == 1
    row.refresh_from_db()
    assert (row.channel, row.state, row.printed_at) == ("phone", "waiting", None)


def test_who_has_gone_and_what_is_too_late_leave_the_list(kind: Kind, people: dict[Any, Recipient]) -> None:
    late = handed(kind(), expires_at=NOW + timedelta(days=1))
    assert by_hand.reroute(NOW + timedelta(days=1)) == 1
    late.message.refresh_from_db()
    assert late.message.state == MessageState.DROPPED
    handed(kind())
    people.clear()
    assert (by_hand.reroute(NOW), ByHand.objects.count()) == (1, 0)


def test_what_is_done_stays_done_whatever_changes(kind: Kind, people: dict[Any, Recipient]) -> None:
    by_hand.done(handed(kind()), by=STAFF, now=NOW)
    people.clear()
    assert (by_hand.reroute(NOW), ByHand.objects.get().state) == (0, ByHandState.DONE)


# --- the marks ----------------------------------------------------------------------------------------------
@pytest.mark.engines
def test_a_letter_is_printed_then_sent_and_a_second_mark_changes_nothing(
    kind: Kind, people: dict[Any, Recipient]
) -> None:
    row = handed(kind())
    for minute in range(2):
        by_hand.printed(row, now=NOW + timedelta(minutes=minute))
    marks = [by_hand.done(row, by=STAFF, now=NOW + timedelta(minutes=minute)) for minute in range(2)]
    row.refresh_from_db()
    row.message.refresh_from_db()
    assert (marks, row.printed_at, row.done_at, row.done_by) == ([True, False], NOW, NOW, STAFF)
    assert (row.message.state, row.message.sent_at) == (MessageState.SENT, NOW)


@pytest.mark.engines
def test_the_mark_is_taken_back_on_the_same_day_only(kind: Kind, people: dict[Any, Recipient]) -> None:
    row = by_hand.printed(handed(kind()), now=NOW)
    by_hand.done(row, by=STAFF, now=NOW)
    assert by_hand.undo(row, now=NOW + timedelta(days=1)) is False
    assert [by_hand.undo(row, now=NOW + timedelta(hours=1)) for _ in range(2)] == [True, False]
    row.refresh_from_db()
    row.message.refresh_from_db()
    assert (row.state, row.done_at, row.message.state, row.message.sent_at) == ("printed", None, "by_hand", None)


def test_nobody_answered_puts_the_next_try_on_the_next_working_day(kind: Kind, people: dict[Any, Recipient]) -> None:
    people[PERSON] = BY_PHONE
    row = handed(kind())
    friday = date(2026, 11, 6)
    assert [by_hand.nobody_answered(row, today=friday) for _ in range(2)] == [True, False]
    row.refresh_from_db()
    assert (row.tries, row.next_try) == (1, date(2026, 11, 9))
    assert by_hand.nobody_answered(row, today=row.next_try) is True


def test_thirty_days_after_sending_nothing_is_left(kind: Kind, people: dict[Any, Recipient]) -> None:
    by_hand.done(handed(kind()), by=STAFF, now=NOW)
    handed(kind())
    drop_old(NOW + timedelta(days=31))
    assert list(ByHand.objects.values_list("state", flat=True)) == ["waiting"]


def test_after_a_restore_letters_are_held_too_and_leave_when_somebody_says_so(
    kind: Kind, people: dict[Any, Recipient]
) -> None:
    row = handed(kind())
    assert [hold_waiting(), hold_waiting()] == [1, 0]
    row.message.refresh_from_db()
    assert (row.message.state, ByHand.objects.count()) == (MessageState.HELD, 0)
    send_again(row.message, now=NOW)
    deliver_due(now=NOW)
    assert ByHand.objects.get().state == "waiting"


@pytest.mark.engines
@pytest.mark.parametrize("wrong", [{"state": "lost"}, {"channel": "pigeon"}, {"state": "done"}, {"done_at": NOW}])
def test_the_database_knows_the_states(kind: Kind, people: dict[Any, Recipient], wrong: dict[str, Any]) -> None:
    row = handed(kind())
    with pytest.raises(IntegrityError), transaction.atomic():
        ByHand.objects.filter(pk=row.pk).update(**wrong)


def test_two_handings_over_are_one_row(kind: Kind, people: dict[Any, Recipient]) -> None:
    row = handed(kind())
    by_hand.hand_over(Message.objects.get(), HandChannel.LETTER, now=NOW + timedelta(hours=1))
    assert ByHand.objects.get().since == row.since


# --- on paper and by phone ----------------------------------------------------------------------------------
def test_the_letter_says_what_the_mail_says_behind_an_address_in_the_window() -> None:
    letter = replace(LETTER, button=("https://example.org/k/7f3a/", "Se din plads"))
    pdf = printed([(letter, BY_POST), (replace(LETTER, language="en"), BY_POST)], day=NOW.date())
    text = " ".join(text_of(pdf.content, 1).split())
    for words in ("Anna Holm", "8000 Aarhus C", "3. november 2026", "Første afsnit.", "example.org/k/7f3a"):
        assert words in text
    assert "Venlig hilsen" in text
    assert "Kind regards" in text_of(pdf.content, 2)
    with opened(pdf.content) as file:
        assert (pdf.pages, "/StructTreeRoot" in file.Root, str(file.Root.Lang)) == (2, True, "da")
    for line in ("Anna", "Aarhus"):
        left, top = where(pdf.content, line)
        assert (20 <= left <= 110, 45 <= top <= 90) == (True, True)


def where(content: bytes, word: str) -> tuple[float, float]:
    """Millimetres of a word from the left and the top of the first page."""
    done = subprocess.run(["pdftotext", "-bbox", "-l", "1", "-", "-"], input=content, capture_output=True, check=True)  # noqa: S607 - the tests' own tool
    found = re.search(rf'xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>{word}<', done.stdout.decode())
    assert found is not None
    return float(found[1]) / 72 * 25.4, float(found[2]) / 72 * 25.4


@pytest.mark.parametrize(("address", "last"), [("Vej 1\n8000 Aarhus C\n", "8000 Aarhus C"), ("", ""), (" \n ", "")])
def test_a_town_is_the_last_line_of_an_address(address: str, last: str) -> None:
    assert town(address) == last


def test_a_text_message_fits_in_one_and_holds_whole_sentences() -> None:
    long = replace(LETTER, text="Kom onsdag kl. 17. " + "Vi glæder os til at se dig. " * 20)
    text = to_text(long)
    assert len(text) <= 160
    assert text.startswith("Peerportalen: Nyt fra portalen. Kom onsdag")
    assert text.endswith(".")


def test_a_text_message_leaves_the_greeting_out_and_cuts_no_date() -> None:
    meeting = "Vi ses onsdag den 2. december 2026 kl. 17 på biblioteket, som vi plejer."
    text = to_text(replace(LETTER, text=f"Hej Anna\n\n{meeting} X{'x' * 90}."))
    assert text == f"Peerportalen: Nyt fra portalen. {meeting}"


def test_a_text_message_takes_the_link_along_and_uses_plain_signs() -> None:
    letter = replace(
        LETTER, text="Svar på ”Plads på holdet” – senest fredag.", button=("https://example.org/k/7", "Se")
    )
    assert to_text(letter) == (
        'Peerportalen: Nyt fra portalen. Svar på "Plads på holdet" - senest fredag. https://example.org/k/7'
    )
    assert to_text(replace(letter, short="Du har fået en plads.")) == "Du har fået en plads. https://example.org/k/7"


def test_the_words_to_say_are_the_mails_own() -> None:
    assert to_say(LETTER) == ["Nyt fra portalen", "Første afsnit.", "Andet afsnit."]
