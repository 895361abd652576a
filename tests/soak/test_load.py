"""A minute of readers while an editor publishes: nobody gets an error, and nobody gets an old page."""
# ruff: noqa: S603 - starts our own commands

import os
import re
import subprocess
import sys
import threading
import time

import pytest

from tests.fixtures.sites import ROOT, DemoSite, demo_environment

pytestmark = pytest.mark.soak

SECONDS = 60
READERS = 8
PUBLISHER = """
import sys, django
django.setup()
from home.models import ContentPage
for line in sys.stdin:
    page = ContentPage.objects.get(slug="saadan-foregaar-et-forloeb", locale__language_code="da")
    page.title = f"Forløb {line.strip()}"
    page.save_revision().publish()
    print("done", flush=True)
"""
PATH = "/peer-grupper/saadan-foregaar-et-forloeb/"


def test_readers_meet_no_error_and_no_old_page_while_an_editor_publishes(demo_site: DemoSite) -> None:
    listed = re.findall(r"<loc>[a-z]+://[^/]+([^<]*)</loc>", demo_site.get("/sitemap.xml").text)
    stop = threading.Event()
    faults: list[str] = []
    answered = [0] * READERS

    def read(reader: int) -> None:
        number = reader
        while not stop.is_set():
            path = listed[number % len(listed)]
            number += READERS
            status = demo_site.get(path).status
            answered[reader] += 1
            if status != 200 and path != PATH:
                faults.append(f"{path}: {status}")

    readers = [threading.Thread(target=read, args=(reader,)) for reader in range(READERS)]
    for reader in readers:
        reader.start()
    environment = demo_environment(demo_site.folder, 0) | {"PATH": os.environ["PATH"]}
    rounds = 0
    with subprocess.Popen(
        [sys.executable, "-c", PUBLISHER],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as editor:
        end = time.monotonic() + SECONDS
        etag = demo_site.get(PATH).headers["ETag"]
        while time.monotonic() < end:
            rounds += 1
            editor.stdin.write(f"{rounds}\n")
            editor.stdin.flush()
            assert editor.stdout.readline().strip() == "done"
            answer = demo_site.get(PATH, If_None_Match=etag)
            if answer.status != 200 or f"Forløb {rounds}" not in answer.text:
                faults.append(f"round {rounds}: {answer.status}, the old page")
            etag = answer.headers["ETag"]
        editor.stdin.close()
    stop.set()
    for reader in readers:
        reader.join()
    assert faults == []
    assert rounds > 20
    assert min(answered) > 20
