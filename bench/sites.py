"""The two sites that are compared, made from nothing in var/bench/ and served by the same gunicorn."""

import http.client
import os
import resource
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "var" / "bench"
TICKS = os.sysconf("SC_CLK_TCK")


def say(text: str) -> None:
    print(f"bench: {text}", file=sys.stderr, flush=True)


@dataclass
class Site:
    """A Django project that can be managed and served."""

    name: str
    folder: Path
    wsgi: str
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def variables(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
        return kept | {"PYTHONUTF8": "1", "PYTHONHASHSEED": "0"} | self.environment

    def manage(self, *arguments: str) -> str:
        """Runs a management command and returns what it printed. Raises when it fails."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=self.folder, env=self.variables, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{self.name}: {' '.join(arguments)}: {done.stderr[-2000:]}")
        return done.stdout

    def check_seconds(self) -> float:
        """Processor seconds of `manage.py check`."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.manage("check")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    def with_database(self, name: str) -> "Site":
        return Site(f"{self.name} {name}", self.folder, self.wsgi, self.environment | {"BENCH_DATABASE": name})


def portal() -> Site:
    paths = os.pathsep.join([str(ROOT), str(ROOT / "site")])
    return Site(
        "portal",
        ROOT,
        "peerportal.wsgi:application",
        {"DJANGO_SETTINGS_MODULE": "bench.settings", "PYTHONPATH": paths, "BENCH_FOLDER": str(FOLDER)},
    )


def empty() -> Site:
    return Site(
        "empty Wagtail",
        FOLDER / "empty",
        "bare.wsgi:application",
        {"DJANGO_SETTINGS_MODULE": "bare.settings.bench", "PYTHONPATH": str(FOLDER / "empty")},
    )


EMPTY_SETTINGS = """from .production import *

SECRET_KEY = "only-in-bench-" + "e" * 40
ALLOWED_HOSTS = ["127.0.0.1", "testserver"]
LOGGING = {"version": 1, "disable_existing_loggers": False}
"""


def make_empty() -> Site:
    """An empty `wagtail start` project with its own settings for production."""
    site = empty()
    if not (site.folder / "ready").exists():
        say("making an empty Wagtail project (half a minute)")
        shutil.rmtree(site.folder, ignore_errors=True)
        site.folder.mkdir(parents=True)
        start = [str(Path(sys.executable).parent / "wagtail"), "start", "bare", str(site.folder)]
        subprocess.run(start, check=True, capture_output=True, cwd=FOLDER)
        (site.folder / "bare" / "settings" / "bench.py").write_text(EMPTY_SETTINGS)
        site.manage("migrate", "-v0")
        site.manage("collectstatic", "--noinput", "-v0")
        (site.folder / "ready").touch()
    return site


def make_portal() -> Site:
    """The portal with the demo site, made anew for each run."""
    site = portal()
    say("making the portal with its demo site (a minute)")
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("portal.sqlite3*"):
        old.unlink()
    shutil.rmtree(FOLDER / "media", ignore_errors=True)
    site.manage("migrate", "-v0")
    site.manage("createcachetable")
    site.manage("seed_demo", "--today", "2026-11-03")
    site.manage("collectstatic", "--noinput", "-v0", "--clear")
    # What the worker would have done by the time a visitor comes: the pictures' sizes.
    site.manage("db_worker", "--batch", "--no-startup-delay", "-v0")
    return site


def copy_database(source: Path, target: Path) -> None:
    """A copy of a SQLite database with all that was written to it."""
    with sqlite3.connect(source) as connection:
        connection.execute("VACUUM INTO ?", (str(target),))


class Served:
    """A site behind gunicorn with two sync workers; counts the processor time it takes."""

    def __init__(self, site: Site) -> None:
        self.site = site
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            self.port = listener.getsockname()[1]

    def __enter__(self) -> "Served":
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            self.site.wsgi,
            "--bind",
            f"127.0.0.1:{self.port}",
            "--workers",
            "2",
        ]
        command += ["--preload", "--log-level", "warning", "--no-control-socket", "--timeout", "120"]
        self.process = subprocess.Popen(
            command,
            cwd=self.site.folder,
            env=self.site.variables,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        deadline = time.monotonic() + 90
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                self.get("/robots.txt")
                return self
            except OSError:
                time.sleep(0.2)
        raise RuntimeError(f"{self.site.name} did not start")

    def __exit__(self, *error: object) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """One request on a connection of its own: status, headers in lower case, body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            body = answer.read()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body
        finally:
            connection.close()

    def processor_seconds(self) -> float:
        """User and system time of gunicorn's workers so far."""
        total = 0
        for folder in Path("/proc").iterdir():
            if folder.name.isdigit():
                try:
                    fields = (folder / "stat").read_text().rpartition(")")[2].split()
                except OSError:
                    continue
                if int(fields[1]) == self.process.pid:
                    total += int(fields[11]) + int(fields[12])
        return total / TICKS
