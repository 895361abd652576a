"""The link checker, against a real server on 127.0.0.1: polite, bounded, and never let inside."""

import socket
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from employment.domain import link_visits, links
from employment.domain.link_visits import Finding, visit
from employment.models import LinkCheck
from home.models import ContentVersion

from .shelves import add_place, add_work

NOW = datetime(2026, 11, 3, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1, minutes=1)


class Publisher(BaseHTTPRequestHandler):
    """A publisher's server with pages that work, have gone, move, refuse HEAD or never answer."""

    asked: list[tuple[str, str, str]] = []

    def answer(self) -> None:
        self.asked.append((self.command, self.path, self.headers["User-Agent"]))
        status, headers = 200, {}
        if self.path == "/gone":
            status = 404
        if self.path == "/only-get" and self.command == "HEAD":
            status = 405
        if self.path == "/shut":
            status = 403
        if self.path == "/moved":
            status, headers = 301, {"Location": "/here"}
        if self.path == "/round":
            status, headers = 302, {"Location": "/round"}
        if self.path == "/slow":
            time.sleep(3)
        if self.path == "/to-file":
            status, headers = 302, {"Location": "file:///etc/hostname"}
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    do_HEAD = do_GET = answer  # noqa: N815  the names the server looks for

    def log_message(self, *args: Any) -> None:
        return


@pytest.fixture
def server() -> Iterator[str]:
    Publisher.asked = []
    served = ThreadingHTTPServer(("127.0.0.1", 0), Publisher)
    served.daemon_threads = True
    running = threading.Thread(target=served.serve_forever, daemon=True)
    running.start()
    yield f"http://127.0.0.1:{served.server_port}"
    served.shutdown()
    served.server_close()
    running.join()


# --- a visit ---------------------------------------------------------------------------------------------------------
def test_a_page_that_answers_works_and_is_asked_once_politely(server: str) -> None:
    assert visit(f"{server}/here") == Finding(True, "200")
    assert [(method, path) for method, path, _agent in Publisher.asked] == [("HEAD", "/here")]
    assert Publisher.asked[0][2] == "Peerportalen-linkcheck (+http://testserver)"


@pytest.mark.parametrize(
    ("path", "finding"),
    [
        ("/gone", Finding(False, "404")),
        ("/only-get", Finding(True, "200")),
        ("/moved", Finding(True, "200")),
        ("/round", Finding(False, "redirects")),
        ("/to-file", Finding(False, "not http")),
        ("/shut", Finding(None, "403")),
    ],
)
def test_what_a_visit_finds(server: str, path: str, finding: Finding) -> None:
    assert visit(server + path) == finding


def test_a_server_that_never_answers_is_left_in_time(server: str, monkeypatch: Any) -> None:
    monkeypatch.setattr(link_visits, "ANSWER_SECONDS", 0.3)
    assert visit(f"{server}/slow") == Finding(False, "timeout")
    monkeypatch.setattr(link_visits, "ANSWER_SECONDS", 10)
    monkeypatch.setattr(link_visits, "VISIT_SECONDS", 0.3)
    begun = time.monotonic()
    assert visit(f"{server}/slow") == Finding(False, "timeout")
    assert time.monotonic() - begun < 2


def test_a_closed_port_and_a_name_nobody_has_are_failures(settings: Any) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        assert visit(f"http://127.0.0.1:{closed.getsockname()[1]}/").works is False
    assert visit("http://").works is False
    assert visit("http://[::1").works is False


INSIDE = [
    "127.0.0.1",
    "localhost",
    "10.0.0.8",
    "192.168.1.1",
    "169.254.169.254",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "0.0.0.0",  # noqa: S104
]


@pytest.mark.parametrize("name", INSIDE)
def test_outside_tests_no_address_of_our_own_network_is_asked(settings: Any, server: str, name: str) -> None:
    settings.LINK_CHECK_INSIDE = False
    port = server.rpartition(":")[2]
    assert visit(f"http://{name}:{port}/here") == Finding(False, "private address")
    assert Publisher.asked == []


def test_outside_tests_only_the_ports_of_the_web_are_asked(settings: Any) -> None:
    settings.LINK_CHECK_INSIDE = False
    assert visit("http://8.8.8.8:25/") == Finding(False, "port")


# --- the act ---------------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_each_address_is_looked_at_once_a_day_whatever_uses_it(server: str) -> None:
    add_work("Ét", link=f"{server}/here")
    add_work("To", link=f"{server}/here")
    add_place("Sted", link=f"{server}/moved")
    assert links.check_links(NOW) == 2
    assert links.check_links(NOW) == 0
    assert links.check_links(NOW + DAY) == 2
    assert set(LinkCheck.objects.values_list("state", "answer")) == {("works", "200")}


@pytest.mark.django_db
def test_a_few_a_minute(server: str) -> None:
    for number in range(5):
        add_work(f"Værk {number}", link=f"{server}/{number}")
    assert [links.check_links(NOW + timedelta(minutes=minute)) for minute in range(3)] == [3, 2, 0]


@pytest.mark.django_db
def test_a_link_is_broken_after_failures_on_two_days_and_whole_after_one_success(server: str) -> None:
    work = add_work("Væk", link=f"{server}/gone")
    links.check_links(NOW)
    row = LinkCheck.objects.get()
    assert (row.state, links.broken_count()) == ("failed", 0)
    links.store(row, Finding(False, "404"), now=NOW + timedelta(hours=2))
    assert row.state == "failed"  # the same day again
    version = ContentVersion.current()
    links.check_links(NOW + timedelta(days=2))
    assert links.broken_among({work.link}) == {work.link}
    assert ContentVersion.current() == version + 1
    links.check_links(NOW + timedelta(days=4))
    assert ContentVersion.current() == version + 1  # still broken: no page has changed
    row.refresh_from_db()
    links.store(row, Finding(None, "403"), now=NOW + timedelta(days=5))
    assert row.state == "broken"
    for _time in range(2):
        links.store(row, Finding(True, "200"), now=NOW + timedelta(days=6))
        assert (row.state, row.failed_on, ContentVersion.current()) == ("works", None, version + 2)


@pytest.mark.django_db
def test_an_address_nobody_uses_any_more_is_forgotten(server: str) -> None:
    work = add_work("Væk", link=f"{server}/here")
    links.check_links(NOW)
    work.delete()
    assert links.check_links(NOW + DAY) == 0
    assert LinkCheck.objects.count() == 0


@pytest.mark.django_db
def test_an_address_another_worker_took_is_left_alone(server: str) -> None:
    add_work("Værk", link=f"{server}/here")
    links.check_links(NOW)
    row = LinkCheck.objects.get()
    LinkCheck.objects.update(checked_at=NOW + DAY)
    assert not links._claim(row, NOW + DAY)


@pytest.mark.django_db
def test_the_worker_knows_the_act(server: str) -> None:
    from outbox.due import ACTS

    assert ACTS["links_checked"] is links.check_links
