"""Starts the portal for development: database, demo content, web server, worker. Ctrl-C stops all of it."""
# ruff: noqa: S603, T201 - a terminal program that starts its own commands and asks 127.0.0.1

import ctypes
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parent.parent
PATIENCE_SECONDS = 90
STOP_SECONDS = 15


def say(text: str) -> None:
    print(f"run: {text}", flush=True)


@contextmanager
def step(text: str) -> Iterator[None]:
    """Says what is being done as soon as it takes two seconds, then every five how long it has taken."""
    done = threading.Event()
    began = time.monotonic()

    def tell() -> None:
        pause = 1.0
        while not done.wait(pause):
            say(f"{text} ({time.monotonic() - began:.0f} s)")
            pause = 5.0

    teller = threading.Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield
    finally:
        done.set()
        teller.join()


def prepare() -> None:
    """Brings the database up to date and, when nobody is in it, fills it with the demo."""
    import django

    with step("starting"):
        django.setup()
        from django.apps import apps
        from django.core.management import call_command
        from django.db import connection
        from django.db.migrations.executor import MigrationExecutor

        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if pending:
        with step(f"setting up the database, {len(pending)} migrations"):
            call_command("migrate", verbosity=0, interactive=False)
            call_command("createcachetable")
    if not apps.get_model("accounts", "User").objects.exists():
        with step("filling in the demo site"):
            call_command("seed_demo", verbosity=0)


def environment() -> dict[str, str]:
    paths = [str(ROOT / "site"), str(ROOT)]
    values = {"DJANGO_SETTINGS_MODULE": "peerportal.settings.dev", "PORT": "8000", "PYTHONUNBUFFERED": "1"} | os.environ
    values["PYTHONPATH"] = os.pathsep.join([*paths, *filter(None, [os.environ.get("PYTHONPATH")])])
    return values


def die_with_parent() -> None:
    """On Linux a child ends when this process is killed, so that no worker is left behind."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG


class Supervisor:
    """The web server and the worker; both live or both stop."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.asked = False
        self.children: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, command: list[str]) -> None:
        # A session of their own: Ctrl-C reaches this process alone, which then stops them in order.
        self.children[name] = subprocess.Popen(
            [sys.executable, *command], cwd=ROOT, env=environment(), start_new_session=True, preexec_fn=die_with_parent
        )

    def start_web(self) -> None:
        web = ["-m", "gunicorn", "peerportal.wsgi:application", "--bind", f"127.0.0.1:{self.port}", "--preload"]
        web += ["--workers", environment().get("WEB_PROCESSES", "2"), "--log-level", "warning", "--no-control-socket"]
        web += ["--graceful-timeout", "10"]
        self.start("web server", web)

    def stop(self, signum: int, frame: FrameType | None) -> None:
        self.asked = True

    def dead(self) -> str | None:
        """The name of a child that has ended, or None."""
        return next((name for name, child in self.children.items() if child.poll() is not None), None)

    def wait_until_up(self) -> bool:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not self.asked and self.dead() is None and time.monotonic() < deadline:
            if self.answers():
                return True
            time.sleep(0.1)
        return False

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def end_all(self) -> None:
        """Asks both to stop, waits, and ends what does not listen."""
        for child in self.children.values():
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for child in self.children.values():
            try:
                child.wait(timeout=max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()

    def run(self) -> int:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.stop)
        try:
            with step("waiting for the web server"):
                self.start_web()
                up = self.wait_until_up()
            if up:  # the worker waits, so that the first page does not
                self.start("worker", ["manage.py", "worker"])
                self.greet()
            while up and not self.asked and self.dead() is None:
                time.sleep(0.2)
            gone = self.dead()
        finally:
            self.end_all()
        if self.asked:
            say("stopped")
            return 0
        say(f"the {gone} ended by itself, so all is stopped" if gone else "no answer from the web server; stopped")
        return 1

    def greet(self) -> None:
        print(
            f"Peerportalen: http://127.0.0.1:{self.port}/ · sign in at /konto/login/ as demo-redaktor@example.org; "
            "the code is shown here and at /udvikling/mail/ · Ctrl-C stops",
            flush=True,
        )


def port_is_free(port: int) -> bool:
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def main() -> int:
    port = environment()["PORT"]
    if not port.isdigit() or not 0 < int(port) < 65536:
        say(f"PORT must be a number from 1 to 65535, not {port!r}")
        return 1
    if not port_is_free(int(port)):
        say(f"port {port} is in use; stop what uses it or choose another: make run PORT={int(port) + 1}")
        return 1
    # In a process of its own: what the set-up imports and opens is gone when the servers start.
    ready = subprocess.run(
        [sys.executable, __file__, "prepare"], cwd=ROOT, env=environment(), check=False, preexec_fn=die_with_parent
    )
    if ready.returncode:
        say("the database could not be made ready; the reason stands above")
        return 1
    return Supervisor(int(port)).run()


if __name__ == "__main__":
    try:
        if sys.argv[1:] == ["prepare"]:
            prepare()
        else:
            sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
