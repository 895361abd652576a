"""Signing up under load, a large import, and the workbench at fifty and at ten thousand signups.

As a script it fills the portal's database: python signups.py drafts N | people N SESSION_OF | count. Prints JSON.
"""

import http.client
import json
import os
import resource
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import postgres, queries, sites
from bench.report import Report
from bench.sites import Served, Site, say

AT_ONCE, TWICE = 200, 50
FEW, MANY = 50, int(os.environ.get("BENCH_SIGNUPS", "10000"))
SLUG = "maaling"
CSRF = "x" * 32
PAGES = {"round page": f"/koordinator/runder/{SLUG}/", "list of signups": f"/koordinator/runder/{SLUG}/tilmeldinger/"}


def part(report: Report) -> None:
    """Submissions at once on each engine, then the import, then the workbench."""
    say(f"signups: {AT_ONCE} at once on each engine, {MANY} imported (three minutes)")
    rows = [_at_once(report, _copy("signups.sqlite3"), "SQLite")]
    with postgres.site() as site:
        if site is None:
            say("signups: PostgreSQL skipped, no server answers")
        else:
            rows.append(_at_once(report, site, "PostgreSQL"))
    heads = ["engine", "sent", "answered", "signups", "mails", "errors", "median ms", "p95 ms", "seconds"]
    report.table(f"{AT_ONCE} people send at once, {TWICE} of them twice", heads, rows)
    _import(report)
    report.raw["signups"] = {"at_once": rows}


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


# --- two hundred at once ---------------------------------------------------------------------------------------------
def _at_once(report: Report, site: Site, engine: str) -> list[Any]:
    made = _script(site, "drafts", str(AT_ONCE))
    time.sleep(4)  # the trap for robots: nobody reads the last page in three seconds
    keys = [*made["sessions"], *made["sessions"][:TWICE]]
    with Served(site) as served:
        begun = time.monotonic()
        answers = _send_all(served.port, keys, made["body"])
        taken = time.monotonic() - begun
    held = _script(site, "count")
    times = sorted(seconds * 1000 for _status, seconds in answers)
    good = sum(status == 302 for status, _seconds in answers)
    p95 = times[int(len(times) * 0.95)]
    report.budget(f"signups: lost, {engine}", AT_ONCE - held["signups"], 0, "")
    report.budget(f"signups: doubled, {engine}", held["signups"] - held["addresses"], 0, "")
    report.budget(f"signups: mails too many, {engine}", held["mails"] - held["signups"], 0, "")
    report.budget(f"signups: errors, {engine}", len(answers) - good, 0, "")
    middle = times[len(times) // 2]
    shown = [len(keys), good, held["signups"], held["mails"], len(answers) - good]
    return [engine, *shown, f"{middle:.0f}", f"{p95:.0f}", f"{taken:.1f}"]


def _send_all(port: int, keys: list[str], body: dict[str, str]) -> list[tuple[int, float]]:
    start, answers = threading.Barrier(len(keys)), []
    lock = threading.Lock()

    def send(key: str) -> None:
        cookies = f"__Host-sessionid={key}; __Host-csrftoken={CSRF}"
        headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded", "Host": "127.0.0.1"}
        start.wait()
        begun = time.monotonic()
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
            connection.request("POST", f"/peer-grupper/tilmelding/{SLUG}/tjek/", urlencode(body), headers)
            status = connection.getresponse().status
        except OSError:
            status = 0
        with lock:
            answers.append((status, time.monotonic() - begun))

    threads = [threading.Thread(target=send, args=(key,)) for key in keys]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return answers


# --- an import, and the workbench after it ---------------------------------------------------------------------------
def _import(report: Report) -> None:
    rows, counted = [], {}
    for number in (FEW, MANY // 10, MANY):
        site = _copy(f"signups-{number}.sqlite3")
        one = _script(site, "people", str(number))
        rows.append([number, f"{one['seconds']:.1f}", f"{one['memory']:.0f}", one["queries"], one["again"]])
        session = one["session"]
        counted[number] = {name: queries.of_site(site, [path], session=session)[path] for name, path in PAGES.items()}
    heads = ["rows", "seconds", "MB more", "queries", "queries the second time"]
    report.table("An import of signups", heads, rows)
    per_row = (rows[2][3] - rows[1][3]) / (MANY - MANY // 10)
    report.budget("signups: queries of the import a row", per_row, 0.2, "")
    pages = [[name, counted[FEW][name][1], counted[MANY][name][1]] for name in PAGES]
    report.table("The workbench", ["page", f"queries at {FEW}", f"at {MANY}"], pages)
    for name in PAGES:
        wrong = [number for number in (FEW, MANY) if counted[number][name][0] != 200]
        report.budget(f"signups: {name} not answered", len(wrong), 0, "")
        report.budget(f"signups: queries that grow: {name}", counted[MANY][name][1] - counted[FEW][name][1], 0, "")
    report.raw["signups_import"] = rows


# --- as a script -----------------------------------------------------------------------------------------------------
def make_round() -> Any:
    """A round of its own, open now, with what people say yes to."""
    from datetime import timedelta

    from django.utils import timezone

    from accounts.domain.consents import new_text, newest_text
    from accounts.domain.roles import grant
    from accounts.models import User
    from peerhub.domain.signup_consents import PURPOSES
    from peerhub.models import PeerProgramme, SignupRound

    now = timezone.now()
    admin = User.objects.filter(email="maaling@example.org").first() or User.objects.create_user("maaling@example.org")
    for role in ("administrator", "coordinator"):
        grant(person=admin, role=role, by=None, now=now)
    for purpose in PURPOSES:
        if newest_text(purpose, "da") is None:
            new_text(purpose=purpose, language="da", text=f"Ja til {purpose}", by=admin, now=now)
    scheme, _made = PeerProgramme.objects.get_or_create(
        code="maaling", defaults={"name_da": "Måling", "conditions_da": "Jeg er i arbejde."}
    )
    dates = {"opens_at": now - timedelta(days=1), "closes_at": now + timedelta(days=30)}
    values = {"programme": scheme, "name_da": "Måling", "state": "open", "made_at": now, **dates}
    values["first_start"] = (now + timedelta(days=60)).date()
    return SignupRound.objects.get_or_create(slug=SLUG, defaults=values)[0]


def drafts_ready(number: int) -> dict[str, Any]:
    """So many filled drafts, each in a session of its own, and what the last button sends."""
    from django.utils import timezone

    from accounts.domain.consents import newest_text
    from accounts.guards import GuardedForm
    from accounts.sessions import SessionStore
    from peerhub.domain import drafts
    from peerhub.domain.signup_consents import MATCHING

    round, now, keys = make_round(), timezone.now(), []
    for place in range(number):
        draft = drafts.begin(round=round, language="da", now=now)
        about = {"first_name": "Nr", "email": f"samtidig-{place}@example.org", "channel": "mail", "language": "da"}
        where = {"postcode": 8000, "region": "midtjylland", "form": "either", "max_km": 30, "slots": ["tue-evening"]}
        for step, values in (("about", about), ("where", where), ("wishes", {"questions": {"age": 40}})):
            drafts.save_step(draft, step, values, now=now)
        store = SessionStore()
        store[f"signup:{round.pk}"] = str(draft.pk)
        store.save()
        keys.append(store.session_key)
    text = newest_text(MATCHING, "da")
    body = {"csrfmiddlewaretoken": CSRF, "match": text.text_hash if text else "", "hjemmeside": ""}
    return {"sessions": keys, "body": body | {"opened": str(GuardedForm()["opened"].initial)}}


def counted() -> dict[str, int]:
    """What stands after the load."""
    from outbox.models import Message
    from peerhub.models import Signup

    signups = Signup.objects.filter(round__slug=SLUG)
    mails = Message.objects.filter(kind__startswith="peerhub.signup", object_id__in=[str(one.pk) for one in signups])
    addresses = signups.values("address_mark").distinct().count()
    return {"signups": signups.count(), "addresses": addresses, "mails": mails.count()}


def people_imported(number: int) -> dict[str, Any]:
    """Imports so many, then the same file again; seconds, memory and queries."""
    from django.utils import timezone

    from accounts.models import User
    from bench.people import session_of
    from peerhub.domain.imports import import_file

    round = make_round()
    codes = [8000, 9000, 5000, 2100, 4000, 6000, 7400, 8900]
    lines = [
        f"M-{place},Navn {place},import-{place}@example.org,,{codes[place % 8]},30,no,either,tue-evening;thu-evening,"
        ",,,,da,none,none,,none,,"
        for place in range(number)
    ]
    header = "reference,name,email,phone,postcode,max_km,over_water,form,slots,age,challenges,themes,sector,languages,"
    header += "prefer_age,prefer_challenge,priorities,role,together_with,apart_from"
    content = "\n".join([header, *lines]).encode()
    import_file(round=round, content=content, by=None, now=timezone.now(), dry_run=True) if number <= FEW else None
    before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    first = _queries(lambda: import_file(round=round, content=content, by=None, now=timezone.now()))
    seconds = time.monotonic() - begun
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    again = _queries(lambda: import_file(round=round, content=content, by=None, now=timezone.now()))
    session = session_of(User.objects.get(email="maaling@example.org"))
    return {"seconds": seconds, "memory": memory, "queries": first, "again": again, "session": session}


def _queries(act: Any) -> int:
    from django.db import connection

    number = 0

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal number
        number += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        act()
    return number


if __name__ == "__main__":
    import django

    django.setup()
    if sys.argv[1] == "drafts":
        print(json.dumps(drafts_ready(int(sys.argv[2]))))
    elif sys.argv[1] == "people":
        print(json.dumps(people_imported(int(sys.argv[2]))))
    else:
        print(json.dumps(counted()))
