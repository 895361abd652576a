"""Workers that are killed in the middle of their work (R7): nothing is lost, and little is sent twice."""
# ruff: noqa: S603 - starts our own command

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
import uuid
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from accounts.backups.engines import file_settings, pointed_at
from accounts.domain.sealed_mails import KIND
from accounts.models import SealedMail
from outbox.domain.messages import queue
from outbox.models import Message
from tests.fixtures.database import ROOT

from .mail_server import Box

pytestmark = pytest.mark.django_db


def start(database: str, settings: Any) -> subprocess.Popen[bytes]:
    """A real worker on a database and a mail server of the test's own."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "peerportal.settings.dev",
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}",
        "DATABASE_URL": f"sqlite:///{database}",
        "EMAIL_URL": f"smtp://127.0.0.1:{settings.EMAIL_PORT}",
        "SECRET_KEY": settings.SECRET_KEY,
        "FIELD_KEYS": settings.FIELD_KEYS,
        "RATE_LIMIT_FACTOR": "1000",  # the hour's budget is tried elsewhere
    }
    command = [sys.executable, "manage.py", "worker"]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def fill(mails: int) -> None:
    now = timezone.now()
    for number in range(mails):
        mail = {"to": f"{number}@example.org", "language": "da", "subject": str(number), "text": "Nyt."}
        sealed = SealedMail(id=uuid.uuid4(), content=json.dumps(mail), created_at=now)
        sealed.save(force_insert=True)
        queue(KIND, object_id=str(sealed.id), now=now)


@pytest.mark.parametrize(("mails", "kills"), [(200, 5), pytest.param(5000, 200, marks=pytest.mark.soak)])
def test_workers_killed_at_random_lose_nothing_and_send_little_twice(  # R7
    mails: int, kills: int, server: Box, settings: Any, tmp_path: Path
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the killed workers run on a file of their own")
    chance = random.Random(7)
    place = file_settings(tmp_path)
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as migrated:
        migrated.execute("VACUUM INTO ?", (place["NAME"],))
    with pointed_at(place):
        fill(mails)
        for _ in range(kills):
            worker = start(place["NAME"], settings)
            server.wait(len(server.letters) + chance.randint(1, min(30, mails // kills)), seconds=40)
            time.sleep(chance.random() / 50)
            os.kill(worker.pid, signal.SIGKILL)
            worker.wait()
            Message.objects.filter(lease_until__isnull=False).update(lease_until=timezone.now())  # five minutes pass
        last = start(place["NAME"], settings)
        until = time.monotonic() + 60 + mails / 20
        while Message.objects.filter(state="waiting").exists() and time.monotonic() < until:
            time.sleep(0.2)
        last.send_signal(signal.SIGTERM)
        assert last.wait(timeout=30) == 0
        assert set(Message.objects.values_list("state", flat=True)) == {"sent"}
        ids = {str(letter["Subject"]): set[str]() for letter in server.letters}
        for letter in server.letters:
            ids[str(letter["Subject"])].add(str(letter["Message-ID"]))
        times = Counter(str(letter["Subject"]) for letter in server.letters)
        assert set(times) == {str(number) for number in range(mails)}
        assert sum(times.values()) - mails <= kills
        assert {len(found) for found in ids.values()} == {1}
