"""The workbenches of guide training beside 10 participants and beside 10,000.

As a script: python practicum.py TRAININGS fills it and prints the sessions of a supervisor and a coordinator.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import people, queries, sites
from bench.report import Report
from bench.sites import Served, Site, say
from bench.turns import in_turn

ADDRESSES = {
    "/supervisor/": "supervisor",
    "/supervisor/forloeb/": "supervisor",
    "/supervisor/forloeb/?page=2": "supervisor",
    "/koordinator/": "coordinator",
    "/koordinator/praktik/": "coordinator",
}
CAST = {"supervisor": "demo-supervisor", "coordinator": "demo-koordinator"}
FEW, MANY = 10, int(os.environ.get("BENCH_TRAININGS", "10000"))
MOST_MS = 400.0
BATCH = 500


def part(report: Report) -> None:
    """Queries and the 95th percentile of each address at both sizes."""
    say(f"practicum: {FEW} and {MANY} participants (a minute)")
    (few, small_keys), (many, large_keys) = (_filled(number) for number in (FEW, MANY))
    rows: list[list[Any]] = []
    with Served(few) as small, Served(many) as large:
        for address, role in ADDRESSES.items():
            counts = [_counted(site, address, keys[role]) for site, keys in ((few, small_keys), (many, large_keys))]
            # One key opens both: the second site is a copy of the first that has grown.
            one, other = in_turn(small, large, address, Cookie=f"{people.COOKIE}={small_keys[role]}")
            rows.append([address, *counts, f"{one:.1f}", f"{other:.1f}"])
            report.budget(f"practicum: queries that grow: {address}", counts[1] - counts[0], 0, "")
            report.budget(f"practicum: p95 of {address} at {MANY}", other, MOST_MS, "ms")
    report.raw["practicum"] = {"rows": rows}
    heads = ["address", f"queries at {FEW}", f"at {MANY}", f"p95 ms at {FEW}", f"at {MANY}"]
    report.table(f"Workbenches of guide training at {FEW} and {MANY} participants", heads, rows)


def _counted(site: Site, address: str, session: str) -> int:
    """Queries of an address. Raises RuntimeError when the session does not open it."""
    status, number, _ = queries.of_site(site, [address], session=session)[address]
    if status != people.OPEN:
        raise RuntimeError(f"{address} answered {status}")
    return number


def _filled(number: int) -> tuple[Site, dict[str, str]]:
    """The portal with so many trainings, on a database of its own, and the sessions of who works with them."""
    name = f"practicum-{number}.sqlite3"
    for old in sites.FOLDER.glob(f"{name}*"):
        old.unlink()
    start = "portal.sqlite3" if number == FEW else f"practicum-{FEW}.sqlite3"
    sites.copy_database(sites.FOLDER / start, sites.FOLDER / name)
    site = sites.portal().with_database(name)
    command = [sys.executable, str(Path(__file__).resolve()), str(number)]
    done = subprocess.run(command, cwd=site.folder, env=site.variables, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])
    return site, json.loads(done.stdout.strip().splitlines()[-1])


def fill(number: int) -> dict[str, str]:
    """Adds trainings until there are so many, each with a day of the log and a supervision; signs two in."""
    import django

    django.setup()
    from datetime import timedelta

    from django.utils import timezone

    from accounts.models import User
    from courses.domain.caps import cap_of
    from courses.models import Cohort, Enrolment, GuideTraining, LogEntry, Supervision

    now = timezone.now()
    today = timezone.localdate(now)
    have = GuideTraining.objects.count()
    supervisor = User.objects.get(email=f"{CAST['supervisor']}@example.org")
    cohort = Cohort.objects.filter(has_practicum=True, region="midtjylland").order_by("pk")[0]
    made = User.objects.bulk_create(
        (User(email=f"praktik-{place}@example.org", first_name=f"Nummer {place}") for place in range(have, number)),
        batch_size=BATCH,
    )
    enrolments = Enrolment.objects.bulk_create(
        (Enrolment(cohort=cohort, person=one, state="practicum", applied_at=now, contact_at=now) for one in made),
        batch_size=BATCH,
    )
    rows = []
    for place, one in enumerate(enrolments):
        start = today - timedelta(days=place % 110)
        cap = cap_of(start)
        values = {"start_date": start, "cap_date": cap, "last_date": cap, "made_at": now}
        rows.append(GuideTraining(enrolment=one, person=one.person, supervisor=supervisor, **values))
    trainings = GuideTraining.objects.bulk_create(rows, batch_size=BATCH)
    within = [
        (one, {"training": one, "date": one.start_date, "starts": one.start_date, "cap": one.cap_date})
        for one in trainings
    ]
    LogEntry.objects.bulk_create(
        (LogEntry(minutes=120, made_at=now, changed_at=now, **dated) for _one, dated in within), batch_size=BATCH
    )
    Supervision.objects.bulk_create(
        (Supervision(kind="alone", minutes=60, at=now, by=supervisor, **dated) for _one, dated in within),
        batch_size=BATCH,
    )
    return {role: people.session_of(User.objects.get(email=f"{name}@example.org")) for role, name in CAST.items()}


if __name__ == "__main__":
    print(json.dumps(fill(int(sys.argv[1]))))
