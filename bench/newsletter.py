"""An issue to ten thousand readers through a mail server on 127.0.0.1: how fast, how much memory, and what twenty kills
lose or double. As a script: python newsletter.py (fill N | send) works on the database of the environment."""

import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

READERS, KILLS = int(os.environ.get("BENCH_READERS", "10000")), int(os.environ.get("BENCH_KILLS", "20"))
SEED = 7
FEWEST_BETWEEN, MOST_BETWEEN = 20, 200  # mails between two kills
IDLE_ROUNDS = 3
NAME = "laeser-"
KILOBYTE = 1024


class Sink:
    """A mail server that takes everything and remembers who got which message."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, str]] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        head = envelope.content[:4000].decode("ascii", "replace")
        marks = [line for line in head.splitlines() if line.lower().startswith("message-id:")]
        if envelope.rcpt_tos[0].startswith(NAME):  # the demo's other mails leave too
            self.taken.append((envelope.rcpt_tos[0], marks[0] if marks else ""))
        return "250 taken"


def part(report: Any) -> None:
    """Mails a second and memory of one undisturbed worker, and lost and doubled mails over the kills."""
    from aiosmtpd.controller import Controller

    from bench.sites import portal, say
    from tests.fixtures.sites import free_port

    say(f"newsletter: {READERS} readers, {KILLS} kills (some minutes)")
    sink, port = Sink(), free_port()
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        fast = _sent(_site(portal(), port, "fast"), sink, kills=0)
        sink.taken = []
        killed = _sent(_site(portal(), port, "killed"), sink, kills=KILLS)
    finally:
        controller.stop()
    rows = [_row("undisturbed", fast), _row("killed", killed)]
    heads = ["run", "readers", "kills", "seconds", "mails/s", "MB", "lost", "doubled", "with another Message-ID"]
    report.raw["newsletter"] = {"fast": fast, "killed": killed}
    report.table(f"An issue to {READERS} readers", heads, rows)
    report.budget("newsletter: mails lost", fast["lost"] + killed["lost"], 0, "")
    report.budget("newsletter: mails doubled / kills", killed["doubled"] / max(1, killed["kills"]), 1)
    report.budget("newsletter: doubles with another Message-ID", killed["other_id"], 0, "")


def _row(name: str, run: dict[str, Any]) -> list[Any]:
    figures = [f"{run['seconds']:.0f}", f"{READERS / run['seconds']:.0f}", f"{run['mb']:.0f}"]
    return [name, READERS, run["kills"], *figures, run["lost"], run["doubled"], run["other_id"]]


def _site(portal: Any, port: int, name: str) -> Any:
    """The portal on a database of its own, with readers and an issue that is due."""
    from bench import sites

    named = f"newsletter-{name}.sqlite3"
    for old in sites.FOLDER.glob(f"{named}*"):
        old.unlink()
    sites.copy_database(sites.FOLDER / "portal.sqlite3", sites.FOLDER / named)
    site = portal.with_database(named)
    more = {"EMAIL_URL": f"smtp://127.0.0.1:{port}"}
    site = replace(site, environment=site.environment | more)
    _run(site, "fill", str(READERS)).wait()
    return site


def _run(site: Any, *arguments: str) -> "subprocess.Popen[str]":
    command = [sys.executable, str(Path(__file__).resolve()), *arguments]
    return subprocess.Popen(command, cwd=site.folder, env=site.variables, stdout=subprocess.PIPE, text=True)


def _sent(site: Any, sink: Sink, *, kills: int) -> dict[str, Any]:
    """Sends the issue, killing the sender so many times at random places; what came of it."""
    chance, begun, done = random.Random(SEED), time.monotonic(), 0
    while True:
        sender = _run(site, "send")
        if done < kills:
            until = len(sink.taken) + chance.randint(FEWEST_BETWEEN, MOST_BETWEEN)
            while len(sink.taken) < until and sender.poll() is None:
                time.sleep(0.01)
        if done < kills and sender.poll() is None:
            os.kill(sender.pid, signal.SIGKILL)
            sender.wait()
            done += 1
            continue
        told = json.loads((sender.communicate()[0] or "{}").strip().splitlines()[-1])
        break
    return _counted(sink, told) | {"kills": done, "seconds": time.monotonic() - begun}


def _counted(sink: Sink, told: dict[str, Any]) -> dict[str, Any]:
    times = Counter(address for address, _mark in sink.taken)
    marks = {address: {mark for one, mark in sink.taken if one == address} for address, n in times.items() if n > 1}
    return {
        "mb": told["mb"],
        "lost": told["readers"] - len(times),
        "doubled": sum(times.values()) - len(times),
        "other_id": sum(len(found) > 1 for found in marks.values()),
    }


# --- as a script -----------------------------------------------------------------------------------------------------
def fill(number: int) -> None:
    """So many readers of one issue that is due."""
    import django

    django.setup()
    from django.utils import timezone

    from accounts.models import User
    from news.domain import sendings
    from news.domain.reader_import import import_readers
    from news.models import NewsletterIssuePage, Subscriber

    now = timezone.now()
    by = User.objects.get(email="demo-redaktor@example.org")
    Subscriber.objects.all().delete()
    lines = [f"{NAME}{one:05}@example.org,da,2025-01-01,bench" for one in range(number)]
    import_readers("\n".join(["email,language,confirmed_on,proof", *lines]).encode(), by=by, now=now)
    issue = NewsletterIssuePage.objects.live().filter(locale__language_code="da").latest("issue_on")
    sendings.try_out(issue, by=by, now=now)
    sendings.schedule(issue, at=now, by=by, now=now)
    sendings.begin_due(now)


def send() -> None:
    """The worker's part on a clock of its own, a minute a round, until the issue has reached everybody."""
    from datetime import timedelta

    import django

    django.setup()
    from django.utils import timezone

    from news.domain import sendings
    from news.models import IssueSending, Subscriber
    from outbox.domain.delivery import deliver_due

    now, idle = timezone.now() + timedelta(minutes=10), 0
    while idle < IDLE_ROUNDS and IssueSending.objects.filter(state="sending").exists():
        put = sendings.push_batches(now)
        now += timedelta(minutes=6)  # a lease of somebody who was killed has run out by then
        left = deliver_due(now=now, limit=100_000)
        idle = 0 if put or left else idle + 1
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILOBYTE
    print(json.dumps({"mb": peak, "readers": Subscriber.objects.count()}))


if __name__ == "__main__":
    fill(int(sys.argv[2])) if sys.argv[1] == "fill" else send()
