"""Walking through a group's life by HTTP: each member with a browser of their own, and what the worker does in
between. Nothing here calls an act of the portal but the worker's own turn."""

import re
from datetime import datetime
from html import unescape
from typing import Any
from zoneinfo import ZoneInfo

from django.test import Client
from django.utils import timezone

from outbox.domain.delivery import deliver_due
from outbox.due import run_due
from peerhub.models import GroupMembership, Signup, SignupRound
from tests.accounts.signing_in import Visitor, code_in
from tests.peerhub.signing import ABOUT, WHERE, WISHES, address, fill, send

ZONE = ZoneInfo("Europe/Copenhagen")
LINK = re.compile(r"https?://[^\s>)]+")


def day(year: int, month: int, number: int, hour: int = 12, minute: int = 0) -> datetime:
    """A moment in Copenhagen."""
    return datetime(year, month, number, hour, minute, tzinfo=ZONE)


def words(answer: Any) -> str:
    """What a page says, without its tags."""
    text = re.sub(r"<(script|style).*?</\1>", " ", answer.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", text)))


def _well_formed(text: str, kind: str) -> None:
    """Raises AssertionError for what a strict calendar would not take."""
    assert text.replace("\r\n", "").count("\n") == 0
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert text.endswith("END:VCALENDAR\r\n")
    assert text.count("BEGIN:VTIMEZONE") == 1
    method = kind.rsplit("method=", 1)[1]
    assert f"\r\nMETHOD:{method}\r\n" in text
    assert ("STATUS:CANCELLED" in text) == (method == "CANCEL")


class Mailbox:
    """What has come to one address, in order; `new()` gives what came since it was last asked."""

    def __init__(self, address: str, outbox: list[Any]) -> None:
        self.address, self.outbox, self.read = address, outbox, 0

    @property
    def all(self) -> list[Any]:
        return [mail for mail in self.outbox if mail.to == [self.address]]

    def new(self) -> list[Any]:
        found = self.all[self.read :]
        self.read += len(found)
        return found

    def link(self, part: str) -> str:
        """The path of the latest link of a kind: as a phone follows it from the mail."""
        for mail in reversed(self.all):
            for found in LINK.findall(mail.body):
                if part in found:
                    return "/" + found.split("/", 3)[3]
        raise AssertionError(f"no link {part} in the mails of {self.address}")


class Member(Visitor):
    """Somebody with a browser, a mailbox, and a count of what the browser has asked for."""

    def __init__(self, name: str, outbox: list[Any], *, language: str = "da") -> None:
        super().__init__(Client())
        self.name, self.language, self.requests = name, language, 0
        self.address = f"{name.lower()}@example.org"
        self.mail = Mailbox(self.address, outbox)
        self.seen: list[str] = []
        self.group = ""

    def fresh(self) -> "Member":
        """A phone that has never been here."""
        self.browser = Client()
        return self

    @property
    def root(self) -> str:
        return "/en" if self.language == "en" else ""

    def arrive(self, walk: "Walk") -> None:
        """Signs in by the code of a mail, in a browser that remembers nothing."""
        self.browser = Client()
        self.ask_for_code(self.address)
        walk.work()
        assert self.give_code(code_in(self.mail.all[-1])).status_code == 302
        self.mail.read = len(self.mail.all)

    def get(self, path: str, status: int = 200) -> str:
        """Looks at a page; returns its words and keeps them as seen."""
        answer = self._noted(self.browser.get(path))
        assert answer.status_code == status, (path, answer.status_code)
        self.seen.append(answer.content.decode())
        return words(answer)

    def post(self, path: str, data: dict[str, Any] | None = None, status: int = 302, **more: Any) -> str:
        """Sends a form and looks at the page that follows."""
        answer = self._noted(self.browser.post(path, (data or {}) | more))
        assert answer.status_code == status, (path, answer.status_code, words(answer)[:1500])
        return self.get(answer["Location"]) if status == 302 else words(answer)

    def _noted(self, answer: Any) -> Any:
        self.requests += 1
        return answer

    def own(self, rest: str = "") -> str:
        """An address below the own group's page."""
        return f"{self.root}/min-side/gruppe/{self.group}/{rest}"

    def appointments(self) -> dict[str, tuple[int, str, str]]:
        """What stands in the person's calendar: the newest of each by its UID, with its number, state and beginning.
        Each file is read as a calendar reads it (RFC 5545): lines, folding, zone, a title that tells nothing."""
        found: dict[str, tuple[int, str, str]] = {}
        for mail in self.mail.all:
            for name, text, kind in mail.attachments:
                assert name in ("moede.ics", "moeder.ics")
                _well_formed(text, kind)
                for event in text.replace("\r\n ", "").split("BEGIN:VEVENT")[1:]:
                    values = dict(
                        line.split(":", 1) for line in event.split("END:VEVENT")[0].split("\r\n") if ":" in line
                    )
                    assert values["SUMMARY"] == ("Meeting" if self.language == "en" else "Møde")
                    new = (int(values["SEQUENCE"]), values["STATUS"], values["DTSTART;TZID=Europe/Copenhagen"])
                    found[values["UID"]] = max(new, found.get(values["UID"], new))
        return found

    def everything(self) -> str:
        """All that has reached this person: pages, mails and their files."""
        files = [str(one[1]) for mail in self.mail.all for one in mail.attachments]
        html = [str(text) for mail in self.mail.all for text, _kind in getattr(mail, "alternatives", [])]
        bodies = [f"{mail.subject}\n{mail.body}" for mail in self.mail.all]
        return "\n".join([*self.seen, *bodies, *html, *files])


class Walk:
    """The clock, the worker and the people of a walk."""

    def __init__(self, time_machine: Any, outbox: list[Any]) -> None:
        self.clock, self.outbox = time_machine, outbox

    def at(self, moment: datetime) -> None:
        """Lets the time come, and the worker have its turn: what falls due, then the mails."""
        self.clock.move_to(moment.astimezone(ZoneInfo("UTC")), tick=False)
        self.work()

    def work(self) -> None:
        """One turn of the worker."""
        now = timezone.now()
        run_due(now=now)
        while deliver_due(now=now, limit=100):
            pass

    def signed_up(self, name: str, round: SignupRound, *, postcode: str = "8000", **more: Any) -> Member:
        """Signs somebody up through the five steps, and confirms by the link of the mail."""
        language = more.pop("language", "da")
        member = Member(name, self.outbox, language=language)
        about = ABOUT | {"first_name": name, "email": member.address, "language": language}
        where = WHERE | {"postcode": postcode, "form": "physical"} | more
        fill(member.browser, round, about=about, where=where, wishes=WISHES)
        answer = send(member.browser, round, self.clock, "peerhub.matching", "peerhub.sharing")
        assert answer.status_code == 302, address(round)
        self.work()
        member.post(member.mail.link("/tilmelding/"), {"act": "confirm"})
        self.work()
        return member


def place_of(name: str) -> GroupMembership:
    """The place of somebody, to know the address of the group by; asked of the database for the test's sake alone."""
    signup = Signup.objects.get(first_name=name)
    return GroupMembership.objects.select_related("group").get(signup=signup, state__in=["invited", "accepted"])
