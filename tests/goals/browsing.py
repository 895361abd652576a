"""A plain browser over HTTP for the goals: it keeps cookies, follows links and fills in forms, and runs no script."""

import http.client
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from tests.fixtures.sites import Answer, DemoSite, demo_environment

ROOT = Path(__file__).resolve().parent.parent.parent
# Behind these the browser would be somebody else, or nobody.
NOT_OPENED = ("/konto/logout", "/cms/logout", "/min-side/log-ud", "/udvikling/mail")
NO_TEXT = {"hidden", "submit", "button", "checkbox", "radio", "file", "image"}


def told(site: DemoSite, what: str) -> Any:
    """What the planting program says, run in the demo's own environment."""
    port = urlsplit(site.url).port or 0
    environment = demo_environment(site.folder, port)
    run = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "tests.goals.planting", what],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert run.returncode == 0, run.stderr[-3000:]
    return json.loads(run.stdout)


@dataclass
class Field:
    """A control of a form."""

    name: str
    kind: str
    value: str = ""
    choices: list[str] = field(default_factory=list)


@dataclass
class Form:
    """A form of a page: where it goes and what it asks."""

    page: str
    action: str
    fields: list[Field]

    @property
    def key(self) -> tuple[str, tuple[str, ...]]:
        """What tells one kind of form from another: the same form on another row is the same kind."""
        steps = [part for part in urlsplit(self.action).path.split("/") if part and not any(map(str.isdigit, part))]
        return "/".join(steps), tuple(sorted({one.name for one in self.fields}))

    @property
    def texts(self) -> list[Field]:
        """The fields that somebody writes in."""
        return [one for one in self.fields if one.kind not in NO_TEXT and one.kind != "select"]

    def filled(self, text: str) -> dict[str, str]:
        """The form with `text` in every field that somebody writes in, and the first choice everywhere else."""
        values = {}
        for one in self.fields:
            if one.kind == "file" or (one.kind in {"submit", "button"} and not one.name):
                continue
            values[one.name] = text if one in self.texts else (one.choices[-1] if one.choices else one.value)
        return values


class Reader(HTMLParser):
    """Links and forms of a page."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.links: set[str] = set()
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._select: Field | None = None

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "a" and values.get("href"):
            self.links.add(urljoin(self.address, values["href"]).partition("#")[0])
        elif tag == "form" and values.get("method", "").lower() == "post":
            self._form = Form(self.address, urljoin(self.address, values.get("action") or self.address), [])
            self.forms.append(self._form)
        elif self._form is not None and values.get("name"):
            self._control(tag, values)
        elif tag == "option" and self._select is not None:
            self._select.choices.append(values.get("value", ""))

    def _control(self, tag: str, values: dict[str, str]) -> None:
        if self._form is None or tag not in {"input", "textarea", "select", "button"}:
            return
        kind = {"textarea": "text", "select": "select", "button": "submit"}.get(tag) or values.get("type", "text")
        one = Field(values["name"], kind, values.get("value", ""))
        self._form.fields.append(one)
        self._select = one if tag == "select" else None

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = self._select = None


Step = tuple[str, Answer, Reader]


class Browser:
    """Somebody's browser."""

    def __init__(self, site: DemoSite, session: str = "") -> None:
        self.site = site
        self.cookies = {"sessionid": session} if session else {}
        self.line = http.client.HTTPConnection(urlsplit(site.url).netloc, timeout=60)

    def ask(self, method: str, address: str, data: dict[str, str] | None = None) -> Answer:
        """One request; follows nothing, keeps what cookies it is given."""
        parts = urlsplit(address)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        headers |= {"Origin": self.site.url, "Referer": f"{self.site.url}/"}
        body = urlencode(data, errors="surrogatepass") if data is not None else None
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            self.line.request(method, target, body, headers)
            answer = self.line.getresponse()
        except (http.client.HTTPException, OSError):  # the server closed a line it kept open
            self.line.close()
            self.line.request(method, target, body, headers)
            answer = self.line.getresponse()
        done = Answer(answer.status, answer.headers, answer.read())
        for line in done.headers.get_all("Set-Cookie") or []:
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        return done

    def read(self, address: str, answer: Answer) -> Reader:
        """Links and forms of an answer; none where it is no page."""
        reader = Reader(urljoin(self.site.url, address))
        if "text/html" in answer.headers.get("Content-Type", ""):
            reader.feed(answer.text)
        return reader

    def walk(
        self, starts: Iterable[str], *, within: tuple[str, ...], most: int
    ) -> Iterator[tuple[str, Answer, Reader]]:
        """Every address below `within` that links lead to, at most `most`, each once."""
        waiting, seen = [urljoin(self.site.url, start) for start in starts], set()
        while waiting and len(seen) < most:
            address = waiting.pop(0)
            path = urlsplit(address).path
            if address in seen or not address.startswith(self.site.url) or not path.startswith(within):
                continue
            if path.startswith(NOT_OPENED) or path.removeprefix("/en").startswith(NOT_OPENED):
                continue
            seen.add(address)
            answer = self.ask("GET", address)
            reader = self.read(address, answer)
            if answer.status in (301, 302):
                waiting.append(urljoin(address, answer.headers["Location"]))
            waiting += sorted(reader.links - seen)
            yield path, answer, reader
