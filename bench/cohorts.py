"""Two hundred people take one place at once, a table of attendance is saved, a catalogue of 100 cohorts is printed.

As a script it works on the portal's database: python courses.py apply N | table PEOPLE | catalogue N. Prints JSON.
"""

import json
import subprocess
import sys
import threading
import time
from collections import Counter
from datetime import date, datetime, timedelta
from datetime import time as clock
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import postgres, sites
from bench.report import Report
from bench.sites import Site, say

AT_ONCE, PEOPLE, COHORTS = 200, 24, 100


def part(report: Report) -> None:
    """The last place on each engine, then the table and the catalogue."""
    say(f"courses: {AT_ONCE} at once for one place on each engine (half a minute)")
    site = _copy("courses.sqlite3")
    rows = [_at_once(report, site, "SQLite")]
    with postgres.site() as other:
        if other is None:
            say("courses: PostgreSQL skipped, no server answers")
        else:
            rows.append(_at_once(report, other, "PostgreSQL"))
    heads = ["engine", "applied", "accepted", "waiting", "errors", "seconds"]
    report.table(f"{AT_ONCE} people apply at once for one place", heads, rows)
    table = _script(site, "table", str(PEOPLE))
    printed = _script(site, "catalogue", str(COHORTS))
    report.table(
        "Attendance and catalogue",
        ["what", "seconds", "size"],
        [
            [f"attendance of {PEOPLE} people, {table['cells']} cells, saved at once", f"{table['seconds']:.2f}", ""],
            ["the same table once more", f"{table['again']:.2f}", ""],
            [f"catalogue of {COHORTS} cohorts", f"{printed['seconds']:.1f}", f"{printed['bytes'] // 1024} KB"],
        ],
    )
    report.budget("courses: seconds of a table of 24 × 26", table["seconds"], 2.0, "s")
    report.budget("courses: seconds of a catalogue of 100 cohorts", printed["seconds"], 20.0, "s")
    report.raw["courses"] = {"at_once": rows, "table": table, "catalogue": printed}


def _copy(name: str) -> Site:
    for old in sites.FOLDER.glob(f"{name}*"):
        old.unlink()
    sites.copy_database(sites.FOLDER / "portal.sqlite3", sites.FOLDER / name)
    return sites.portal().with_database(name)


def _script(site: Site, *arguments: str) -> Any:
    command = [sys.executable, str(Path(__file__).resolve()), *arguments]
    done = subprocess.run(command, cwd=site.folder, env=site.variables, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])
    return json.loads(done.stdout.strip().splitlines()[-1])


def _at_once(report: Report, site: Site, engine: str) -> list[Any]:
    held = _script(site, "apply", str(AT_ONCE))
    report.budget(f"courses: errors, {engine}", held["errors"], 0, "")
    report.budget(f"courses: accepted beside the one, {engine}", abs(held["accepted"] - 1), 0, "")
    report.budget(f"courses: places beside the one, {engine}", abs(held["seats"] - 1), 0, "")
    return [engine, AT_ONCE, held["accepted"], held["waiting"], held["errors"], f"{held['seconds']:.1f}"]


# --- as a script -----------------------------------------------------------------------------------------------------
def _cohort(*, course: Any, slug: str, start: date, capacity: int) -> Any:
    from django.utils import timezone

    from accounts.domain.roles import grant
    from accounts.models import User
    from courses.domain import cohorts

    now = timezone.now()
    by = User.objects.filter(email="bench-koordinator@example.org").first()
    if by is None:
        by = User.objects.create_user("bench-koordinator@example.org", first_name="Koordinator")
        for role in ("coordinator", "trainer"):
            grant(person=by, role=role, by=None, now=now)
    values: dict[str, Any] = {"slug": slug, "town": "Aarhus", "place": "Huset", "start_date": start}
    values |= {"starts_at": clock(9), "ends_at": clock(15), "capacity": capacity}
    values["closes_at"] = timezone.make_aware(datetime.combine(start - timedelta(days=1), clock(12)))
    made = cohorts.make(course=course, values=values, by=by, now=now)
    cohorts.set_trainers(made, trainers=[(by, "lived")], by=by, now=now)
    return cohorts.open_up(made, by=by, now=now), by


def _course(code: str, **more: Any) -> Any:
    from courses.models import Course

    values = {"name_da": "Måling", "kind": "short", "weeks": 13, "intake": "first"} | more
    return Course.objects.get_or_create(code=code, defaults=values)[0]


def _people(count: int) -> list[Any]:
    from accounts.models import User

    return [
        User.objects.get_or_create(email=f"bench-{number}@example.org", defaults={"first_name": "Måling"})[0]
        for number in range(count)
    ]


def apply(count: int) -> dict[str, Any]:
    """So many threads, each with a connection of its own, apply at the same moment."""
    from django.db import connections
    from django.utils import timezone

    from courses.domain import applications
    from courses.models import Cohort

    today = timezone.localdate()
    cohort, _by = _cohort(course=_course("maaling"), slug="sidste", start=today + timedelta(days=30), capacity=1)
    people, now = _people(count), timezone.now()
    states, start = Counter[str](), threading.Barrier(count)

    def send(person: Any) -> None:
        start.wait()
        try:
            made = applications.apply(
                cohort=Cohort.objects.get(pk=cohort.pk), person=person, kind="participant", language="da",
                by=person, now=now,
            )  # fmt: skip
            states[made.state] += 1
        except Exception as error:
            print(error, file=sys.stderr)
            states["errors"] += 1
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send, args=(one,)) for one in people]
    begun = time.monotonic()
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    taken = time.monotonic() - begun
    seats = Cohort.objects.get(pk=cohort.pk).seats_taken
    found = {"accepted": states["accepted"], "waiting": states["waitlisted"], "errors": states["errors"]}
    return found | {"seats": seats, "seconds": taken}


def table(count: int) -> dict[str, Any]:
    """A whole course of thirteen weeks with two units each is noted at once, and once more."""
    from django.utils import timezone

    from courses.domain import applications, cohorts
    from courses.domain.attendance import save_table
    from courses.models import Cohort, CourseSession, Enrolment

    start = timezone.localdate() + timedelta(days=30)
    cohort, by = _cohort(course=_course("maaling-2", units=2), slug="tabel", start=start, capacity=count)
    now = timezone.now()
    for person in _people(count):
        applications.apply(cohort=cohort, person=person, kind="participant", language="da", by=person, now=now)
    last = Cohort.objects.get(pk=cohort.pk).last_date
    later = timezone.make_aware(datetime.combine(last or start, clock(18)))
    cohorts.follow_dates(later)
    marks = {
        (one.pk, session.pk, unit): "present"
        for one in Enrolment.objects.filter(cohort=cohort)
        for session in CourseSession.objects.filter(cohort=cohort)
        for unit in (1, 2)
    }
    begun = time.monotonic()
    saved = save_table(cohort, marks, by=by, now=later, reason="Måling")
    first = time.monotonic() - begun
    begun = time.monotonic()
    save_table(cohort, marks, by=by, now=later, reason="Måling")
    return {"cells": saved.changed, "seconds": first, "again": time.monotonic() - begun}


def catalogue(count: int) -> dict[str, Any]:
    """So many cohorts on paper."""
    from django.utils import timezone

    from courses.domain.catalogue import upcoming
    from courses.domain.catalogue_document import file_of

    today = timezone.localdate()
    course = _course("maaling-3")
    for number in range(count):
        start = today + timedelta(days=40 + number)
        _cohort(course=course, slug=f"hold-{number}", start=start, capacity=12)
    rows = list(upcoming(today))[:count]
    begun = time.monotonic()
    made = file_of(rows, {}, title="Katalog", language="da", chosen=[], address="https://example.org/", today=today)
    return {"cohorts": len(rows), "seconds": time.monotonic() - begun, "bytes": len(made.content)}


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps({"apply": apply, "table": table, "catalogue": catalogue}[sys.argv[1]](int(sys.argv[2]))))
