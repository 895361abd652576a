"""Lighthouse's four marks of every public template in both languages, on a phone as it pictures one.

The tool comes from npm into var/bench/lighthouse/ at the first run. Asked for by name: `make bench PART=lighthouse`.
"""

import json
import os
import re
import shutil
import statistics
import subprocess
from pathlib import Path
from typing import Any

from bench import sites, visit
from bench.report import Report
from bench.sites import FOLDER, Served, say

LIGHTHOUSE = "lighthouse@^12"  # the last that runs on Node 20
HOME = FOLDER / "lighthouse"
RUNS = 3
PAGES = [
    "/",
    "/peer-grupper/",
    "/peer-grupper/saadan-foregaar-et-forloeb/",
    "/uddannelse/spoergsmaal-og-svar/",
    "/arbejdspladser/vejledninger/overvej/",
    "/arbejdspladser/vejledninger/klar-til-en-peer-kollega/",
    "/arbejdspladser/vaerktoejer/startpakke/",
    "/nyheder/",
    "/nyheder/ny-vejledning-til-arbejdspladser/",
    "/soeg/?q=gruppe",
    "/kontakt/",
]
ENGLISH = re.compile(rb'<link rel="alternate" hreflang="en" href="https?://[^/]+([^"]+)"')
MARKS = ("performance", "accessibility", "best-practices", "seo")
TIMES = {"largest-contentful-paint": "LCP ms", "total-blocking-time": "TBT ms", "cumulative-layout-shift": "CLS"}


def tool() -> Path | None:
    """The program; None where neither it nor npm is there."""
    program = HOME / "node_modules" / ".bin" / "lighthouse"
    if not program.exists() and shutil.which("npm"):
        say("lighthouse: fetching it with npm (half a minute)")
        HOME.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--no-audit", "--no-fund", "--prefix", str(HOME), LIGHTHOUSE]
        subprocess.run(command, check=False, capture_output=True, env=os.environ | {"PUPPETEER_SKIP_DOWNLOAD": "1"})
    return program if program.exists() else None


def look(program: Path, address: str) -> dict[str, Any]:
    """Lighthouse's report on an address. Raises when it gives none."""
    command = [
        str(program),
        address,
        "--quiet",
        "--output=json",
        f"--chrome-flags=--headless {' '.join(visit.ARGUMENTS)}",
    ]
    variables = os.environ | {"CHROME_PATH": visit.chromium() or ""}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=variables, timeout=180)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return json.loads(done.stdout)


def measure(program: Path, address: str) -> dict[str, float]:
    """The medians of the runs: marks of a hundred, times in milliseconds."""
    reports = [look(program, address) for _ in range(RUNS)]
    figures = {name: [one["categories"][name]["score"] * 100 for one in reports] for name in MARKS}
    figures |= {short: [one["audits"][name]["numericValue"] for one in reports] for name, short in TIMES.items()}
    return {name: statistics.median(values) for name, values in figures.items()}


def part(report: Report) -> None:
    """All pages. Several minutes: each is loaded three times."""
    program = tool()
    if program is None or visit.chromium() is None:
        say("lighthouse: skipped, it needs npm (or an earlier run) and Chromium")
        return
    say(f"lighthouse: {len(PAGES)} pages in both languages, three times each (ten minutes)")
    with Served(sites.portal()) as served:
        paths = [one for path in PAGES for one in (path, english_of(served, path))]
        seen = {path: measure(program, f"http://127.0.0.1:{served.port}{path}") for path in paths}
    report.raw["lighthouse"] = seen
    rows = [
        [path, *(f"{one[name]:.0f}" for name in MARKS), *(f"{one[name]:.3g}" for name in TIMES.values())]
        for path, one in seen.items()
    ]
    report.table("Lighthouse, mobile", ["page", *MARKS, *TIMES.values()], rows)
    # A page of search results asks not to be indexed, which Lighthouse counts against it.
    asked = {path: [name for name in MARKS if not (name == "seo" and "/soeg/" in path)] for path in seen}
    below = sum(min(one[name] for name in asked[path]) < 100 for path, one in seen.items())
    report.budget("5 pages below 100 in any mark", below, 0, "")
    for name, limit, unit in (("LCP ms", 1200, " ms"), ("TBT ms", 0, " ms"), ("CLS", 0, "")):
        report.budget(f"5 worst {name}", max(one[name] for one in seen.values()), limit, unit)


def english_of(served: Served, path: str) -> str:
    """The English twin's address: as the page tells it, or of a view of the portal the same below /en/."""
    found = ENGLISH.search(served.get(path)[2])
    return found.group(1).decode() if found else f"/en{path}"
