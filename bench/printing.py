"""Makes a guide of about twenty pages as PDF, cold and warm, beside headless Chromium printing the same HTML.

Run as a process of its own by bench/run.py; prints one line of JSON.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
from bench import sites  # noqa: E402  the path comes first

KEYS = [
    "arbejdspladser/vejledninger/klar-til-en-peer-kollega",
    "arbejdspladser/vejledninger/fra-jobopslag-til-foerste-dag",
    "start-en-ordning/start-jeres-egen-peer-ordning",
]
ROUNDS = 5


def measured(job: Any) -> tuple[tuple[bytes, int], int]:
    """Does the work and adds the child's peak memory in KB."""
    from pdf.engine import make

    content, pages = make(job)
    return (content, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss), pages


def html_of_guides() -> str:
    """The three guides of the demo as one."""
    from employment.demo_guides import fill_guide
    from employment.domain.guides import chapters_of
    from employment.models import GuidePage
    from home.demo.reader import Builder, read_all
    from home.demo.site import CONTENT
    from pdf.render import html_of

    texts = read_all(CONTENT, "da")
    # A content type of any number: the page is only in memory.
    page = GuidePage(title="Tre vejledninger", version=1, revised_on=date(2026, 11, 3), content_type_id=1)
    chapters = []
    for key in KEYS:
        fill_guide(page, Builder(key, lambda target: (None, "/")), texts[key])
        chapters += chapters_of(page)
    return html_of("pdf/guide.html", {"page": page, "chapters": chapters}, language="da", title=page.title)


def ours(html: str) -> dict[str, Any]:
    """Seconds cold and warm, peak memory, bytes, pages."""
    from pdf import process
    from pdf.assets import own_assets
    from pdf.engine import Job

    job, seconds = Job(html, "http://127.0.0.1", own_assets()), []
    for _round in range(ROUNDS + 1):
        begun = time.perf_counter()
        kind, answer, pages = process.run(job, work=measured)
        seconds.append(time.perf_counter() - begun)
        if kind != "ok":
            raise RuntimeError(answer)
    content, peak = answer
    return {"cold": seconds[0], "warm": min(seconds[1:]), "mb": peak / 1024, "bytes": len(content), "pages": pages}


def chromium(html: str, folder: Path) -> dict[str, Any]:
    """The same HTML printed by a browser started for it: the smallest of the rounds."""
    from pdf.assets import own_assets

    for name, (content, _kind) in own_assets().items():
        (folder / name.split("/")[-1]).write_bytes(content.replace(b"asset:fonts/", b""))
    source, target = folder / "guide.html", folder / "guide.pdf"
    source.write_text(html.replace("asset:css/", ""))
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    command += [f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={target}", source.as_uri()]
    seconds, peak = [], 0
    for _round in range(ROUNDS):
        begun = time.perf_counter()
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        watcher = Watcher(child.pid)
        child.wait()
        seconds.append(time.perf_counter() - begun)
        peak = max(peak, watcher.finish())
    return {"seconds": min(seconds), "mb": peak / 1024, "bytes": target.stat().st_size}


class Watcher(threading.Thread):
    """Adds up the private and shared memory of a session's processes, shared pages counted by their part."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self.session, self.peak, self.done = session, 0, threading.Event()
        self.start()

    def run(self) -> None:
        while not self.done.wait(0.05):
            self.peak = max(self.peak, sum(self._sizes()))

    def _sizes(self) -> list[int]:
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdecimal():
                try:
                    if os.getsid(int(entry.name)) == self.session:
                        rollup = (entry / "smaps_rollup").read_text()
                        found.append(int(rollup.split("Pss:")[1].split()[0]))
                except (OSError, IndexError):  # it has ended meanwhile
                    continue
        return found

    def finish(self) -> int:
        self.done.set()
        self.join()
        return self.peak


def part(report: Any) -> None:
    """A guide of about twenty pages as PDF, beside Chromium printing the same HTML."""
    command = [sys.executable, str(Path(__file__).resolve())]
    environment = sites.portal().variables
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    figures = json.loads(done.stdout.strip().splitlines()[-1])
    ours, browser = figures["ours"], figures.get("chromium")
    rows = [["ours, cold", f"{ours['cold']:.2f}", f"{ours['mb']:.0f}", ours["bytes"], ours["pages"]]]
    rows.append(["ours, warm", f"{ours['warm']:.2f}", f"{ours['mb']:.0f}", ours["bytes"], ours["pages"]])
    if browser:
        rows.append(["Chromium", f"{browser['seconds']:.2f}", f"{browser['mb']:.0f}", browser["bytes"], ""])
    report.raw["pdf"] = figures
    report.table("A guide as PDF", ["made by", "seconds", "peak MB", "bytes", "pages"], rows)
    if browser:
        report.budget("7 warm PDF / Chromium", ours["warm"] / browser["seconds"], 0.5)
    report.budget("7 memory of a PDF", ours["mb"], 150, " MB")
    report.budget("7 size of a PDF", ours["bytes"] / 1024, 450, " KB")


def main() -> None:
    import django

    django.setup()
    html = html_of_guides()
    figures: dict[str, Any] = {"ours": ours(html)}
    if shutil.which("chromium"):
        with tempfile.TemporaryDirectory() as folder:
            figures["chromium"] = chromium(html, Path(folder))
    print(json.dumps(figures))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peerportal.settings.test")
    main()
