"""Own pages and workbenches beside 150 people and beside five thousand. As a script: python people.py PEOPLE fills it
and prints the sessions of a participant, a coordinator and an administrator."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import queries, sites
from bench.report import Report
from bench.sites import Served, Site, say
from bench.turns import in_turn

ADDRESSES = {
    "/min-side/": "participant",
    "/min-side/data/": "participant",
    "/koordinator/": "coordinator",
    "/koordinator/personer/": "coordinator",
    "/administration/": "administrator",
    "/administration/roller/": "administrator",
}
CAST = {"participant": "demo-kursist-01", "coordinator": "demo-koordinator", "administrator": "demo-admin"}
FEW, MANY = 150, int(os.environ.get("BENCH_PEOPLE", "5000"))
LIMIT = 1.2
COOKIE = "__Host-sessionid"
OPEN = 200
PAGE = 60  # more people than a page of their list shows, so that both draw a whole one
TIMES = ("created_at", "next_at", "sent_at")


def part(report: Report) -> None:
    """Queries and the 95th percentile of each address at both sizes."""
    say(f"people: {FEW} and {MANY} people (two minutes)")
    (few, small_keys), (many, large_keys) = (_peopled(number) for number in (FEW, MANY))
    rows: list[list[Any]] = []
    with Served(few) as small, Served(many) as large:
        for address, role in ADDRESSES.items():
            counts = [_counted(site, address, keys[role]) for site, keys in ((few, small_keys), (many, large_keys))]
            # One key opens both: the second site is a copy of the first that has grown.
            one, other = in_turn(small, large, address, Cookie=f"{COOKIE}={small_keys[role]}")
            rows.append([address, *counts, f"{one:.1f}", f"{other:.1f}", f"{other / one:.2f}x"])
            report.budget(f"people: queries that grow: {address}", counts[1] - counts[0], 0, "")
            report.budget(f"people: p95 of {address} at {MANY} people / at {FEW}", other / one, LIMIT)
    report.raw["people"] = {"rows": rows}
    heads = ["address", f"queries at {FEW}", f"at {MANY}", f"p95 ms at {FEW}", f"at {MANY}", "ratio"]
    report.table(f"Own pages and workbenches at {FEW} and {MANY} people", heads, rows)


def _counted(site: Site, address: str, session: str) -> int:
    """Queries of an address. Raises RuntimeError when the session does not open it."""
    status, number, _ = queries.of_site(site, [address], session=session)[address]
    if status != OPEN:
        raise RuntimeError(f"{address} answered {status}")
    return number


def _peopled(number: int) -> tuple[Site, dict[str, str]]:
    """The portal with so many people, on a database of its own, and the sessions of three of them."""
    name = f"people-{number}.sqlite3"
    for old in sites.FOLDER.glob(f"{name}*"):
        old.unlink()
    start = "portal.sqlite3" if number == FEW else f"people-{FEW}.sqlite3"
    sites.copy_database(sites.FOLDER / start, sites.FOLDER / name)
    site = sites.portal().with_database(name)
    command = [sys.executable, str(Path(__file__).resolve()), str(number)]
    done = subprocess.run(command, cwd=site.folder, env=site.variables, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])
    return site, json.loads(done.stdout.strip().splitlines()[-1])


def fill(number: int) -> dict[str, str]:
    """Adds people until there are so many, each with two sessions, five looks and three messages; signs three in."""
    import django

    django.setup()
    from datetime import timedelta

    from allauth.usersessions.models import UserSession
    from django.contrib.sessions.models import Session
    from django.utils import timezone

    from accounts.models import AccessEvent, Registration, User
    from outbox.models import Message

    now = timezone.now()
    have = User.objects.count()
    made = User.objects.bulk_create(
        User(email=f"mange-{place}@example.org", first_name=f"Nummer {place}") for place in range(have, number)
    )
    Registration.objects.bulk_create(
        Registration(person=one, region="midtjylland", at=now) for one in (*made[:PAGE], *made[PAGE::10])
    )
    Session.objects.bulk_create(
        Session(session_key=f"k{place}{one.pk:030}", session_data="x", expire_date=now + timedelta(days=9))
        for one in made
        for place in range(2)
    )
    UserSession.objects.bulk_create(
        UserSession(user=one, session_key=f"k{place}{one.pk:030}", ip="127.0.0.1", user_agent="x", data={})
        for one in made
        for place in range(2)
    )
    AccessEvent.objects.bulk_create(
        AccessEvent(time=now, action="person.read", subject=one.uuid, purpose="bench") for one in made for _ in range(5)
    )
    Message.objects.bulk_create(
        Message(kind="bench.none", object_id="x", person=one.uuid, state="sent", **dict.fromkeys(TIMES, now - wait))
        for place, one in enumerate(made)
        for wait in (timedelta(hours=place % 700 + 2), timedelta(hours=place % 300 + 3))
    )
    return {role: session_of(User.objects.get(email=f"{name}@example.org")) for role, name in CAST.items()}


def session_of(person: Any) -> str:
    """The key of a session as if this person had signed in a moment ago, with both factors."""
    import time

    from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
    from allauth.account.internal.flows.login import _AUTHENTICATION_METHODS_USER_SESSION_KEY as METHODS_USER
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import TOTP
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from accounts.sessions import SessionStore

    store = SessionStore()
    store[SESSION_KEY] = str(person.pk)
    store[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    moment = {"at": time.time()}
    store[AUTHENTICATION_METHODS_SESSION_KEY] = [
        moment | {"method": "code", "email": person.email},
        moment | {"method": "mfa", "type": "totp"},
    ]
    store[METHODS_USER] = str(person.pk)
    if not Authenticator.objects.filter(user=person).exists():
        TOTP.activate(person, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    store.save()
    return str(store.session_key)


if __name__ == "__main__":
    print(json.dumps(fill(int(sys.argv[1]))))
