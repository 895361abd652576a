"""Kept public pages beside rendered ones, an empty Wagtail page, and the same HTML as a file: all in one run.

Needs nginx and wrk from Debian; without them the part says so and is skipped: a client written in Python is slower than
what it would measure.
"""

import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench import sites
from bench.report import Report
from bench.sites import Served, Site, say

PAGES = {"front page": "/", "guide": "/arbejdspladser/vejledninger/klar-til-en-peer-kollega/"}
SECONDS = 5
CONNECTIONS = 16
# At least 3 % of the file from Python alone, at least half of it as deployed.
MOST_BEHIND = {"kept, Python alone": 33.3, "kept, nginx keeps it too": 2.0}
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}

CONF = """daemon off; master_process on; worker_processes 2; pid {folder}/nginx.pid; error_log {folder}/error.log warn;
events {{ worker_connections 512; }}
http {{
  access_log off; default_type text/html; gzip off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  proxy_cache_path {folder}/cache keys_zone=pages:1m;
  server {{ listen 127.0.0.1:{file}; root {folder}/files; }}
  server {{
    listen 127.0.0.1:{front};
    location / {{
      proxy_pass http://127.0.0.1:{behind}; proxy_set_header Host 127.0.0.1;
      proxy_cache pages; proxy_cache_key $scheme$host$request_uri; proxy_cache_lock on; proxy_cache_use_stale updating;
    }}
  }}
  server {{
    listen 127.0.0.1:{bare};
    location / {{ proxy_pass http://127.0.0.1:{behind}; proxy_set_header Host 127.0.0.1; }}
  }}
}}
"""


@dataclass
class Figures:
    """What wrk saw."""

    per_second: float
    p99_ms: float
    p90_ms: float
    failed: int


def wrk(port: int, path: str) -> Figures:
    """The load of one address; a short one before warms everything up."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", "--latency", f"http://127.0.0.1:{port}{path}"]
    for seconds in (1, SECONDS):
        done = subprocess.run([*command, f"-d{seconds}s"], capture_output=True, text=True, check=True)
    text = done.stdout
    late = {place: float(number) * UNITS[unit] for place, number, unit in re.findall(r"(\d+)%\s+([\d.]+)(\w+)", text)}
    faults = [int(number) for number in re.findall(r"(?:connect|read|write|timeout|responses:)\s(\d+)", text)]
    return Figures(float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1]), late["99"], late["90"], sum(faults))


def cpu_ms(served: Served, path: str, count: int = 150) -> float:
    """Processor milliseconds of a request, the smallest of three rounds."""
    rounds = []
    for _round in range(3):
        before = served.processor_seconds()
        for _time in range(count):
            served.get(path)
        rounds.append((served.processor_seconds() - before) * 1000 / count)
    return min(rounds)


def free_ports(count: int) -> list[int]:
    held = [socket.create_server(("127.0.0.1", 0)) for _number in range(count)]
    ports = [one.getsockname()[1] for one in held]
    for one in held:
        one.close()
    return ports


@contextmanager
def nginx(behind: int, files: dict[str, bytes]) -> Iterator[tuple[int, int, int]]:
    """Ports of the files, of a caching proxy in front of the portal, and of one that keeps nothing."""
    folder = sites.FOLDER / "nginx"
    shutil.rmtree(folder, ignore_errors=True)
    for path, body in files.items():
        place = folder / "files" / path.strip("/") / "index.html"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(body)
    for made in (sites.FOLDER, folder, *folder.rglob("*")):
        made.chmod(0o755 if made.is_dir() else 0o644)
    file, front, bare = free_ports(3)
    conf = folder / "nginx.conf"
    user = "user root;\n" if os.getuid() == 0 else ""
    conf.write_text(user + CONF.format(folder=folder, file=file, front=front, bare=bare, behind=behind))
    process = subprocess.Popen(["nginx", "-c", str(conf), "-e", str(folder / "start.log")], start_new_session=True)
    try:
        time.sleep(1)
        if process.poll() is not None:
            raise RuntimeError(Path(folder / "start.log").read_text())
        yield file, front, bare
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)


def keeping(megabytes: int) -> Site:
    """The portal with so much memory for kept pages; a proxy may keep a page for ten seconds."""
    site = sites.portal()
    return Site(
        f"portal, {megabytes} MB kept",
        site.folder,
        site.wsgi,
        site.environment | {"KEPT_PAGES_MB": str(megabytes), "PUBLIC_S_MAXAGE": "10"},
    )


def part(report: Report) -> None:
    """Requests a second, the slowest, and processor time; what is kept against what it is measured by."""
    missing = [name for name in ("nginx", "wrk") if shutil.which(name) is None]
    if missing:
        say(f"stored: skipped, {' and '.join(missing)} from Debian is not installed")
        return
    say("stored: kept pages, rendered pages, an empty page, files (three minutes)")
    bare_site = sites.make_empty()
    found: dict[tuple[str, str], tuple[Figures, float | None]] = {}
    with Served(bare_site) as served:
        found["empty Wagtail page", "-"] = wrk(served.port, "/"), cpu_ms(served, "/")
    with Served(keeping(0)) as served:
        for name, path in PAGES.items():
            found["rendered each time", name] = wrk(served.port, path), cpu_ms(served, path)
    with Served(keeping(16)) as served:
        bodies = {path: served.get(path)[2] for path in PAGES.values()}
        with nginx(served.port, bodies) as (file, front, passing):
            for name, path in PAGES.items():
                if (status := served.get(path)[0]) != 200:
                    raise RuntimeError(f"{path} answered {status}")
                found["kept, Python alone", name] = wrk(served.port, path), cpu_ms(served, path)
                found["kept, through nginx", name] = wrk(passing, path), None
                found["kept, nginx keeps it too", name] = wrk(front, path), None
                found["file in nginx", name] = wrk(file, path), None
    _tell(report, found)


def _tell(report: Report, found: dict[tuple[str, str], tuple[Figures, float | None]]) -> None:
    rows = []
    for (way, name), (figures, cpu) in found.items():
        file = found.get(("file in nginx", name))
        share = f"{figures.per_second / file[0].per_second:.1%}" if file else ""
        shown = f"{cpu:.2f}" if cpu is not None else ""
        late = [f"{figures.p90_ms:.1f}", f"{figures.p99_ms:.1f}"]
        rows.append([f"{name}: {way}", f"{figures.per_second:.0f}", *late, shown, share, figures.failed])
    report.raw["stored"] = {
        f"{name}: {way}": {**vars(figures), "cpu_ms": cpu} for (way, name), (figures, cpu) in found.items()
    }
    report.table(
        f"Public pages at {CONNECTIONS} connections",
        ["page", "req/s", "p90 ms", "p99 ms", "cpu ms", "of the file", "failed"],
        rows,
    )
    for name in PAGES:
        file = found["file in nginx", name][0].per_second
        for way, most in MOST_BEHIND.items():
            report.budget(f"file in nginx / {way}: {name}", file / found[way, name][0].per_second, most)
