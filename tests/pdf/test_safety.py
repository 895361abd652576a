"""Nothing a document names is fetched, and no document holds a process for long."""

import http.server
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from pdf import process
from pdf.assets import own_assets
from pdf.checks import pango_is_there
from pdf.engine import Job
from pdf.render import PdfFailed, render

from . import reading

SECRET = "HEMMELIG-4711"


@pytest.fixture
def probe() -> Iterator[tuple[str, list[str]]]:
    """A server that notes whoever asks it."""
    asked: list[str] = []

    class Probe(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(SECRET.encode())

        def log_message(self, *args: Any) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Probe)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


def hostile(web: str, file: Path) -> str:
    """Every way of naming something that we know of."""
    ways = []
    for address in (web, file.as_uri(), f"file://localhost{file}", "data:text/plain,HEMMELIG-4711"):
        ways += [
            f'<link rel="stylesheet" href="{address}/css">',
            f'<link rel="attachment" href="{address}">',
            f'<img src="{address}" alt="x">',
            f'<img src="x" srcset="{address} 2x" alt="x">',
            f'<object data="{address}">o</object><embed src="{address}"><iframe src="{address}"></iframe>',
            f'<a rel="attachment" href="{address}">fil</a>',
            f'<svg><title>t</title><image href="{address}"/><use href="{address}#a"/></svg>',
            f'<svg><title>t</title><style>@import "{address}"; *{{fill:url({address}#b)}}</style></svg>',
            f"<style>@import url({address}); @font-face{{font-family:f;src:url({address})}} p{{font-family:f;"
            f"background:url({address});content:url({address});list-style-image:url({address})}}</style>",
            f'<p style="background-image:url({address})">p</p><base href="{address}"><img src="rel.png" alt="r">',
            f'<script src="{address}">fetch("{address}")</script>',
        ]
    return f"<!DOCTYPE html><html lang=da><title>t</title><body><h1>Farlig</h1>{''.join(ways)}<p>Slut</p></body></html>"


def test_no_address_is_asked_and_no_file_is_read(probe: Any, tmp_path: Path) -> None:
    web, asked = probe
    planted = tmp_path / "secret.txt"
    planted.write_text(SECRET)
    kind, content, _pages = process.run(Job(hostile(web, planted), "http://testserver", own_assets()))
    assert kind == "ok"
    assert asked == []
    pdf = reading.opened(content)
    assert "Slut" in reading.text_of(content)
    assert "/Names" not in pdf.Root or "/EmbeddedFiles" not in pdf.Root.Names
    streams = [thing.read_bytes() for thing in pdf.objects if isinstance(thing, pikepdf.Stream)]
    assert not any(SECRET.encode() in stream for stream in streams)
    assert not any(str(note.get("/A", {}).get("/URI", "")).startswith(("file", "data")) for note in reading.links(pdf))


def test_a_picture_that_names_another_file_gets_nothing(probe: Any) -> None:
    web, asked = probe
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="{web}"/></svg>'.encode()
    html = '<html lang="da"><title>t</title><h1>t</h1><img src="asset:picture/a" alt="a"></html>'
    kind, _content, _pages = process.run(Job(html, "http://testserver", {"asset:picture/a": (svg, "image/svg+xml")}))
    assert (kind, asked) == ("ok", [])


def hang(job: Job) -> tuple[bytes, int]:
    time.sleep(60)
    return b"", 0


def spin(job: Job) -> tuple[bytes, int]:
    process.resource.setrlimit(process.resource.RLIMIT_CPU, (1, 1))
    while True:
        pass


def swell(job: Job) -> tuple[bytes, int]:
    return b"x" * (2 * process.MEMORY), 0


def look_around(job: Job) -> tuple[bytes, int]:
    import os

    return repr(dict(os.environ)).encode(), process.resource.getrlimit(process.resource.RLIMIT_AS)[0]


JOB = Job("", "", {})


def test_a_document_that_hangs_is_ended() -> None:
    begun = time.monotonic()
    assert process.run(JOB, seconds=1, work=hang)[0] == "limit"
    assert time.monotonic() - begun < 15


def test_a_document_that_counts_for_ever_is_ended() -> None:
    assert process.run(JOB, seconds=20, work=spin)[0] == "limit"


def test_a_document_that_swells_is_ended() -> None:
    assert process.run(JOB, work=swell) == ("limit", "memory", 0)


def test_the_child_knows_no_keys_and_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    assert process.run(JOB, work=look_around) == ("ok", b"{}", process.MEMORY)


def is_warm(job: Job) -> tuple[bytes, int]:
    return b"", int("pdf.warm" in sys.modules)


def test_a_child_has_what_the_first_document_would_wait_for() -> None:
    assert process.run(JOB, work=is_warm) == ("ok", b"", 1)


def test_a_failure_is_told_in_plain_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "run", lambda job: ("limit", "memory", 0))
    with pytest.raises(PdfFailed) as caught:
        render("pdf/base.html", {}, language="da", title="For stor")
    assert caught.value.kind == "limit"
    assert "large" in str(caught.value.message) or "stor" in str(caught.value.message)


def test_when_all_places_are_taken_somebody_is_asked_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "SLOTS", threading.BoundedSemaphore(1))
    monkeypatch.setattr(process, "WAIT_FOR_SLOT", 0.05)
    process.SLOTS.acquire()
    assert process.run(JOB)[0] == "busy"


def test_without_pango_there_is_a_warning_and_a_plain_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pdf.checks.is_available", lambda: False)
    monkeypatch.setattr("pdf.render.is_available", lambda: False)
    assert [warning.id for warning in pango_is_there()] == ["pdf.W001"]
    with pytest.raises(PdfFailed) as caught:
        render("pdf/base.html", {}, language="da", title="Nej")
    assert caught.value.kind == "off"


def test_the_web_process_stays_lean() -> None:
    import sys

    render("pdf/base.html", {}, language="da", title="Let")
    assert "weasyprint" not in sys.modules
