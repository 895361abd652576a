"""R5: a server killed at any moment loses nothing that it said yes to, leaves nothing half done, and starts again."""

import os
import random
import re
import signal
import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.fixtures.sites import DemoSite, demo, demo_environment, free_port, running

from .browsing import Browser

ROUNDS, WRITERS = 10, 4
REFERENCE = re.compile(r"H-[2-9A-HJ-NP-Z]{8}")
TRAP_SECONDS = 3.2  # a form sent sooner than it can be read is a robot's
# Letters without their text or without the one message that tells of them.
HALF = """
    select count(*) from home_enquiry e
    where (select count(*) from home_enquirymessage t where t.enquiry_id = e.id) != 1
       or (select count(*) from outbox_message m
           where m.kind = 'home.enquiry_receipt' and replace(m.object_id, '-', '') = replace(e.id, '-', '')) != 1
"""


@pytest.fixture(scope="module")
def place(request: pytest.FixtureRequest) -> tuple[Path, int]:
    """The demo's files, with no server on them."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "session")
    with demo(f"kill-{worker}") as site:
        folder = site.folder
    with closing(sqlite3.connect(folder / "demo.sqlite3")) as file:
        for table in ("home_enquiryevent", "home_enquirymessage", "home_enquiry", "outbox_message"):
            file.execute(f"delete from {table}")  # noqa: S608 - names of our own tables
        file.commit()
    return folder, free_port()


def write(site: DemoSite, said_yes: list[str], go_on: threading.Event) -> None:
    """Sends letters until told to stop or cut off; notes each reference that was answered."""
    browser = Browser(site)
    try:
        page = browser.ask("GET", "/kontakt/")
        form = next(one for one in browser.read("/kontakt/", page).forms if "message" in {f.name for f in one.fields})
        time.sleep(TRAP_SECONDS)
        number = 0
        while go_on.is_set():
            number += 1
            values = form.filled("") | {"name": "Anna", "email": "anna@example.org", "message": f"Brev {number}"}
            answer = browser.ask("POST", form.action, values | {"topic": "other", "reply_by": "mail"})
            found = REFERENCE.search(answer.headers.get("Location", ""))
            if found:
                said_yes.append(found[0])
    except OSError:  # the server has been killed
        return


def killed(folder: Path, port: int, chance: random.Random) -> list[str]:
    """One round: a server, four who write, a kill. What was answered."""
    server = running(demo_environment(folder, port), port)
    server.__enter__()
    said_yes: list[str] = []
    go_on = threading.Event()
    go_on.set()
    site = DemoSite(f"http://127.0.0.1:{port}", folder)
    writers = [threading.Thread(target=write, args=(site, said_yes, go_on)) for _ in range(WRITERS)]
    for writer in writers:
        writer.start()
    time.sleep(TRAP_SECONDS + 0.3 + chance.random())
    for child in server.children:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    go_on.clear()
    for writer in writers:
        writer.join(timeout=70)
    return said_yes


def test_what_was_answered_is_there_after_a_kill_and_nothing_is_half_done(place: tuple[Path, int]) -> None:
    folder, port = place
    chance = random.Random(5)
    answered: list[str] = []
    for _ in range(ROUNDS):
        answered += killed(folder, port, chance)
    with closing(sqlite3.connect(folder / "demo.sqlite3")) as file:

        def one(query: str) -> Any:
            return file.execute(query).fetchone()[0]

        stored = {row[0] for row in file.execute("select reference from home_enquiry")}
        assert len(answered) > ROUNDS
        assert set(answered) - stored == set()
        assert (one(HALF), one("pragma integrity_check")) == (0, "ok")
        assert file.execute("pragma foreign_key_check").fetchall() == []
