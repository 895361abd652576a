"""The background process: it survives faults, does what falls due each minute, and stops cleanly."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache

from outbox import worker
from outbox.domain.messages import queue
from outbox.models import Message
from outbox.worker import HEARTBEAT_KEY, Worker
from tests.conftest import NOW
from tests.fixtures.database import ROOT

pytestmark = pytest.mark.django_db


@pytest.fixture
def due_moments(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    seen: list[Any] = []
    monkeypatch.setattr(worker, "run_due", lambda now: seen.append(now))
    return seen


def test_a_turn_delivers_and_leaves_a_sign_of_life(kind: Callable[..., str], due_moments: list[Any]) -> None:
    queue(kind(), object_id="1", now=NOW)
    Worker().turn()
    assert (len(mail.outbox), cache.get(HEARTBEAT_KEY) is not None) == (1, True)


def test_what_falls_due_is_done_once_a_minute(due_moments: list[Any], time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)
    one = Worker()
    for seconds in (0, 1, 59, 60, 61, 125):
        time_machine.move_to(NOW + timedelta(seconds=seconds), tick=False)
        one.turn()
    assert [int((moment - NOW).total_seconds()) for moment in due_moments] == [0, 60, 125]


def test_a_turn_survives_a_fault_and_the_next_one_works(
    kind: Callable[..., str], due_moments: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    queue(kind(), object_id="1", now=NOW)
    one = Worker()
    with monkeypatch.context() as patch:
        patch.setattr(worker, "deliver_due", lambda **more: 1 / 0)
        one.turn()
        assert cache.get(HEARTBEAT_KEY) is None
    one.turn()
    assert len(mail.outbox) == 1


def test_a_message_that_fails_holds_up_neither_deadlines_nor_the_sign_of_life(due_moments: list[Any]) -> None:
    queue("gone.kind", object_id="1", now=NOW)
    Worker().turn()
    assert (len(due_moments), cache.get(HEARTBEAT_KEY) is not None) == (1, True)


def test_a_server_that_hangs_is_asked_once_a_turn(
    kind: Callable[..., str], due_moments: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def hangs(message: Message, letter: Any) -> None:
        asked.append(str(message.pk))
        raise TimeoutError

    monkeypatch.setattr("outbox.domain.delivery.send", hangs)
    name = kind()
    for _ in range(5):
        queue(name, object_id="1", now=NOW)
    Worker().turn()
    assert len(asked) == 1


def test_being_told_to_stop_ends_the_turn_after_the_mail_in_hand(
    kind: Callable[..., str], due_moments: list[Any]
) -> None:
    one = Worker()
    name = kind(after=lambda message: one.stop(signal.SIGTERM, None))
    for _ in range(3):
        queue(name, object_id="1", now=NOW)
    one.turn()
    assert (len(mail.outbox), Message.objects.filter(state="waiting").count()) == (1, 2)


def test_sigterm_ends_the_real_process_cleanly(tmp_path: Path) -> None:
    """A worker of its own, on an empty database: it meets a fault each turn and stops all the same."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "peerportal.settings.dev",
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'worker.sqlite3'}",
        "SECRET_KEY": "x" * 50,
        "FIELD_KEYS": f"a:{'y' * 40}",
    }
    process = subprocess.Popen(
        [sys.executable, "manage.py", "worker"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stderr is not None
        lines = iter(process.stderr.readline, "")
        assert next(line for line in lines if "worker_turn_failed" in line)
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        _out, said = process.communicate(timeout=20)
        assert ("worker_ended" in said, "SIGTERM" in said) == (True, True)
        assert process.returncode == 0
        assert time.monotonic() - began < 15
    finally:
        process.kill()
        process.wait()
