"""Publishing, moving, renaming, translating and unpublishing while many read: no old page, no private byte."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.fixtures.sites import Answer, DemoSite, demo_environment

from .browsing import Browser, told

ROOT = Path(__file__).resolve().parent.parent.parent
READERS = 6
ROUNDS = 6
HOME, ENGLISH = "/", "/en/"


class Editor:
    """Changes pages in a process of its own, a line of JSON for each act; it answers once the act is stored."""

    def __init__(self, site: DemoSite) -> None:
        environment = demo_environment(site.folder, urlsplit(site.url).port or 0)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.goals.changing"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def does(self, act: str, *words: str) -> dict[str, Any]:
        """Does one act and says where the page is now."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps([act, *words]) + "\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer

    def close(self) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait(timeout=20)
        self.process.stdout.close()


@pytest.fixture
def editor(site: DemoSite) -> Iterator[Editor]:
    found = Editor(site)
    yield found
    found.close()


@contextmanager
def read_by_many(site: DemoSite, addresses: list[str], cast: dict[str, Browser]) -> Iterator[list[str]]:
    """Strangers and somebody signed in read the addresses again and again; what is wrong with an answer is gathered."""
    faults: list[str] = []
    done = threading.Event()
    key = cast["subject"].cookies["sessionid"]

    def reads(number: int) -> None:
        headers = {"Cookie": f"sessionid={key}"} if number == 0 else {"Accept-Encoding": "identity"}
        marks: dict[str, str] = {}
        while not done.is_set():
            for address in addresses:
                known = {"If-None-Match": marks[address]} if number % 2 and address in marks else {}
                answer = site.get(address, **headers, **known)
                marks[address] = answer.headers.get("ETag", "")
                if answer.status >= 500 or "Set-Cookie" in answer.headers or "Kanariefugl" in answer.text:
                    faults.append(f"{address} {answer.status}")

    readers = [threading.Thread(target=reads, args=(number,)) for number in range(READERS)]
    for reader in readers:
        reader.start()
    try:
        yield faults
    finally:
        done.set()
        for reader in readers:
            reader.join(timeout=60)


def seen(site: DemoSite, address: str, times: int = 6) -> list[Answer]:
    """What an address answers, asked so often that every process is met."""
    return [site.get(address) for _time in range(times)]


def test_no_change_leaves_an_old_page_and_none_shows_what_is_private(
    site: DemoSite, editor: Editor, cast: dict[str, Browser]
) -> None:
    where = editor.does("make", "Kanariefugl")["url"]
    read = [HOME, ENGLISH, "/nyheder/", where, "/sitemap.xml"]
    with read_by_many(site, read, cast) as faults:
        for turn in range(ROUNDS):
            word = f"Udgave {turn}"
            where = editor.does("publish", word)["url"]
            assert [word in one.text for one in seen(site, where)] == [True] * 6
            english = editor.does("translate", f"Edition {turn}")["url"]
            assert [f"Edition {turn}" in one.text for one in seen(site, english)] == [True] * 6
            old, where = where, editor.does("rename", f"friskhed-{turn}")["url"]
            assert ({one.status for one in seen(site, old)} & {200}, word in site.get(where).text) == (set(), True)
            old, where = where, editor.does("move")["url"]
            assert ({one.status for one in seen(site, old)} & {200}, word in site.get(where).text) == (set(), True)
            editor.does("hide")
            assert {one.status for one in seen(site, where)} == {302}
            editor.does("show")
            assert {one.status for one in seen(site, where)} == {200}
            editor.does("draft", "Kanariefugl")
            assert [word in one.text for one in seen(site, where)] == [True] * 6
            editor.does("unpublish")
            assert {one.status for one in seen(site, where)} & {200} == set()
            assert [where in one.text for one in seen(site, "/sitemap.xml")] == [False] * 6
    assert faults == []
    assert any("Kanariefugl" in text for text in told(site, "drafts"))
