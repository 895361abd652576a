"""Putting a message into the outbox: with the act it tells about, once, and without any text."""

import pytest
from django.db import IntegrityError, transaction

from outbox.domain.messages import queue
from outbox.enums import MessageState
from outbox.models import Message
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


def test_a_queued_message_waits_and_is_due_at_once() -> None:
    message = queue("tests.kind", object_id="7", now=NOW)
    assert (message.state, message.next_at, message.attempts) == (MessageState.WAITING, NOW, 0)


def test_the_same_act_queues_once() -> None:
    first = queue("tests.kind", object_id="7", now=NOW, dedupe_key="act:7")
    second = queue("tests.kind", object_id="8", now=NOW, dedupe_key="act:7")
    assert (second.pk, second.object_id, Message.objects.count()) == (first.pk, "7", 1)


def test_acts_without_a_key_queue_each_time() -> None:
    queue("tests.kind", object_id="7", now=NOW)
    queue("tests.kind", object_id="7", now=NOW)
    assert Message.objects.count() == 2


def test_a_message_goes_when_its_act_is_undone() -> None:
    with transaction.atomic():
        queue("tests.kind", object_id="7", now=NOW)
        transaction.set_rollback(True)
    assert Message.objects.count() == 0


@pytest.mark.engines
def test_the_database_refuses_an_unknown_state() -> None:
    message = queue("tests.kind", object_id="7", now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.filter(pk=message.pk).update(state="lost")


def test_the_message_id_is_the_rows_own_and_never_changes() -> None:
    message = queue("tests.kind", object_id="7", now=NOW)
    assert message.message_id == Message.objects.get(pk=message.pk).message_id == f"<{message.pk}@peerportalen.local>"


def test_the_table_has_no_place_for_a_text() -> None:
    text_fields = [field.name for field in Message._meta.get_fields() if field.get_internal_type() == "TextField"]
    assert text_fields == []


def test_the_text_of_a_message_names_nobody() -> None:
    message = queue("tests.kind", object_id="7", now=NOW)
    assert str(message) == f"tests.kind {str(message.pk)[:8]}"
