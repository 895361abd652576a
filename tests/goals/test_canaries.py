"""S3, S11, S12: a planted word about somebody is met by nobody but those it is meant for, in no log, mail or cache."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.fixtures.sites import DemoSite

from .browsing import Browser, told
from .conftest import PERSONAL, STARTS

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")
ROLES = ["stranger", "administrator", "editor", "translator", "coordinator", "coordinator_midt"]
ROLES += ["trainer", "supervisor", "subject", "other", "holder"]
SEEN_AT_LEAST = {"subject": 12, "coordinator": 15, "administrator": 20, "holder": 6}
OWN_LINK = "/tilmelding/"
# The sender's own copies of a mail in development, which stand for the mailbox it is sent to: a file, and on screen.
MAILBOXES = "mail"
ON_SCREEN = re.compile(r"^mail to .*?^--$", re.MULTILINE | re.DOTALL)


@dataclass
class Walked:
    """What somebody came across: pages, the words found there, and what was wrong with an answer."""

    pages: int
    found: set[str]
    faults: list[str]


@pytest.fixture(scope="module")
def planted(site: DemoSite) -> dict[str, list[str]]:
    found: dict[str, list[str]] = told(site, "canaries")
    return found


@pytest.fixture(scope="module")
def walked(site: DemoSite, cast: dict[str, Browser], planted: dict[str, list[str]]) -> dict[str, Walked]:
    """Everything personal each of the cast can reach, and the public pages and the editors' room beside it."""
    browsers = cast | {"holder": Browser(site)}
    link = told(site, "link")
    return {role: walk(role, browsers[role], planted, link) for role in ROLES}


def walk(role: str, browser: Browser, planted: dict[str, list[str]], link: str) -> Walked:
    outcome = Walked(0, set(), [])
    public = [("/", "/en/"), ("/",), 150] if role in {"stranger", "other"} else None
    rooms = [([link], (OWN_LINK,), 20)] if role == "holder" else [(STARTS, PERSONAL, 240)]
    rooms += [public] if public else []  # type: ignore[list-item]
    rooms += [(["/cms/"], ("/cms/",), 60)] if role in {"editor", "translator"} else []
    for starts, within, most in rooms:
        for path, answer, _ in browser.walk(starts, within=within, most=most):
            outcome.pages += 1
            outcome.found |= {word for word in planted if word in answer.text}
            private = path.startswith((*PERSONAL, OWN_LINK))
            if answer.status >= 500 or (private and answer.headers["Cache-Control"] != "private, no-store"):
                outcome.faults.append(f"{role} {path} {answer.status} {answer.headers['Cache-Control']}")
    return outcome


@pytest.mark.parametrize("role", ROLES)
def test_nobody_comes_across_what_is_not_meant_for_them(
    role: str, walked: dict[str, Walked], planted: dict[str, list[str]]
) -> None:
    not_meant = {word for word, meant in planted.items() if role not in meant}
    assert (walked[role].found & not_meant, walked[role].faults) == (set(), [])
    assert walked[role].pages >= SEEN_AT_LEAST.get(role, 1)


def test_what_is_planted_is_met_by_those_it_is_meant_for(
    walked: dict[str, Walked], planted: dict[str, list[str]]
) -> None:
    """Else the test above would prove nothing."""
    met = {word for one in walked.values() for word in one.found}
    assert {word for word, meant in planted.items() if meant} - met == set()


def test_no_log_holds_any_of_it(site: DemoSite, walked: dict[str, Walked], planted: dict[str, list[str]]) -> None:
    log = ON_SCREEN.sub("", (site.folder / "log.txt").read_text())
    assert "GET /min-side/" in log or "request_finished" in log
    assert [word for word in planted if word in log] == []


def test_no_file_beside_the_database_holds_any_of_it(
    site: DemoSite, walked: dict[str, Walked], planted: dict[str, list[str]]
) -> None:
    files = [path for path in Path(site.folder).rglob("*") if path.is_file() and MAILBOXES not in path.parts]
    others = [path for path in files if "sqlite3" not in path.name and path.name != "log.txt"]
    assert [(path.name, word) for path in others for word in planted if word.encode() in path.read_bytes()] == []


def test_what_somebody_told_in_a_signup_is_sealed_in_the_database(
    site: DemoSite, planted: dict[str, list[str]]
) -> None:
    stored = b"".join(path.read_bytes() for path in site.folder.glob("demo.sqlite3*"))
    assert b"kanarie@example.org" in stored
    assert [word for word in told(site, "sealed") if word.encode() in stored] == []
