"""Ten thousand lives of groups by the rules alone, a hundred through the database, groups that fade, and the members'
pages at ten and at a thousand groups.

As a script it fills the portal's database: python group_life.py lives N | pages N. Prints JSON.
"""

import json
import random
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import sites
from bench.report import Report
from bench.sites import Site, say
from peerhub.domain.fair_turns import Turn, suggested
from peerhub.domain.quiet_rule import Pulse, is_quiet

LIVES, THROUGH, FEW, MANY = 10_000, 100, 10, 1_000
DAY = timedelta(days=1)
BEGIN = datetime(2026, 1, 5, 17, tzinfo=UTC)
QUIET_AFTER, NOT_HELD_AFTER, FOUND_WITHIN = timedelta(days=60), 7, 42
MEETINGS, WATCHED = 12, 540


def part(report: Report) -> None:
    """The rules first; then the database."""
    say(f"group life: {LIVES} lives by the rules, {THROUGH} through the database (two minutes)")
    begun = time.monotonic()
    broken = sum(broken_in(random.Random(seed)) for seed in range(LIVES))
    rules = {"lives": LIVES, "broken": broken, "seconds": round(time.monotonic() - begun, 1)}
    report.budget("group life: rules of leading broken", broken, 0, "")
    fades = faded(LIVES // 5)
    report.table("Groups that fade", list(fades), [[str(value) for value in fades.values()]])
    report.budget("group life: fading groups not found in six weeks", 100 - float(fades["found %"]), 5, "%")
    lived = _script(_copy("lives.sqlite3"), "lives", str(THROUGH))
    for name in ("unled and unflagged", "calendars that differ", "led twice too early"):
        report.budget(f"group life: {name}", lived[name], 0, "")
    pages = {count: _script(_copy(f"groups{count}.sqlite3"), "pages", str(count)) for count in (FEW, MANY)}
    rows = [[name, str(pages[FEW][name]), str(pages[MANY][name])] for name in pages[FEW]]
    report.table("Queries", ["page", f"at {FEW} groups", f"at {MANY}"], rows)
    for name in pages[FEW]:
        report.budget(f"group life: queries that grow: {name}", pages[MANY][name] - pages[FEW][name], 0, "")
    report.raw["group_life"] = {"rules": rules, "fades": fades, "lived": lived, "pages": pages}


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


# --- the rules alone -------------------------------------------------------------------------------------------------
def broken_in(chance: random.Random) -> int:
    """One life of a group, in which people come, go and say no; returns how often a rule of leading was broken."""
    people: dict[int, list[int]] = {key: [0, -1, 0] for key in range(chance.randint(2, 9))}
    unwilling = {key for key in people if chance.random() < 0.15}
    broken = 0
    for meeting in range(MEETINGS):
        if chance.random() < 0.1 and len(people) > 2:
            people.pop(chance.choice(list(people)))
        if chance.random() < 0.1:
            people[100 + meeting] = [0, -1, 0]
        turns = [Turn(key, led, last, key not in unwilling, met == 0) for key, (led, last, met) in people.items()]
        declined = {key for key in people if chance.random() < 0.1}
        found = suggested(turns, but=declined)
        able = [one for one in turns if one.is_willing and one.key not in declined]
        old = [one for one in turns if one.is_willing and not one.is_new]
        if found is None:
            broken += bool([one for one in able if one in old or not old])
            continue
        broken += not found.is_willing or found.key in declined or (found.is_new and bool(old))
        broken += any(one.led < found.led for one in old if one.key not in declined)
        people[found.key][0] += 1  # type: ignore[index]
        people[found.key][1] = meeting  # type: ignore[index]
        for held in people.values():
            held[2] += 1
    return broken


def faded(number: int) -> dict[str, Any]:
    """Half of so many groups fade at some meeting; the others go on, and forget now and then to note a meeting. How
    many of the first are found within six weeks of the first meeting that did not happen, and how many of the second
    are flagged at some time although they meet."""
    found = alarms = fading = going = 0
    for seed in range(number):
        chance = random.Random(seed)
        every = chance.choice([14, 28, 28, 28, 35])
        stops = chance.randint(2, 8) if seed % 2 else None
        day = _flagged_on(chance, every, stops)
        if stops is None:
            going += 1
            alarms += day is not None
        else:
            fading += 1
            found += day is not None and stops * every <= day <= stops * every + FOUND_WITHIN
    share, false = round(100 * found / fading, 1), round(100 * alarms / going, 1)
    return {"fading": fading, "found %": share, "going on": going, "false alarms %": false}


def _flagged_on(chance: random.Random, every: int, stops: int | None) -> int | None:
    """The day on which a group is flagged first; None for never. The next meeting is agreed at each one that is noted.
    One meeting in twelve is forgotten, and the reminder brings three of four of those to light."""
    last, missed = 0, 0
    agreed = {every: _is_noted(chance)}
    for day in range(WATCHED):
        for at in [one for one in agreed if one <= day]:
            is_held = stops is None or at < stops * every
            if is_held and agreed[at]:
                last, missed = at, 0
                agreed = {at + every: _is_noted(chance)}
            elif day >= at + NOT_HELD_AFTER:
                missed += 1
                goes_on = is_held or chance.random() < 0.5
                agreed = {at + every: _is_noted(chance)} if goes_on else {}
        pulse = Pulse(BEGIN + last * DAY, has_agreed=any(one > day for one in agreed), missed=missed)
        if is_quiet(pulse, after=QUIET_AFTER, now=BEGIN + day * DAY):
            return day
    return None


def _is_noted(chance: random.Random) -> bool:
    return chance.random() > 1 / 12 or chance.random() < 0.75


# --- as a script -----------------------------------------------------------------------------------------------------
def _group(number: int, size: int) -> Any:
    """A standing group with so many members."""
    from accounts.models import User
    from peerhub.models import GroupMembership, PeerGroup, PeerProgramme

    scheme, _made = PeerProgramme.objects.get_or_create(
        code="gruppeliv",
        defaults={
            "name_da": "Gruppeliv",
            "conditions_da": "Jeg vil være med.",
            "intake": "open",
            "meeting_types": "open",
        },
    )
    values = {"state": "active", "form": "virtual", "min_size": 2, "max_size": 9, "seats": 9, "made_at": BEGIN}
    group = PeerGroup.objects.create(programme=scheme, number=number, name=f"Gruppe {number}", **values)
    for place in range(size):
        person = User.objects.create_user(f"liv-{number}-{place}@example.org", first_name=f"Nr {place}")
        joined = BEGIN + timedelta(hours=place)
        GroupMembership.objects.create(
            group=group, person=person, state="accepted", is_shown=True, invited_at=joined, accepted_at=joined
        )
    return group


def lives(number: int) -> dict[str, int]:
    """So many lives by the acts themselves: meetings are planned, led, declined, handed over, moved, held, missed."""
    found = dict.fromkeys(("unled and unflagged", "calendars that differ", "led twice too early", "meetings"), 0)
    for seed in range(number):
        chance = random.Random(seed)
        group = _group(seed, chance.randint(2, 6))
        for name, count in _live(group, chance).items():
            found[name] += count
    return found


def _live(group: Any, chance: random.Random) -> dict[str, int]:
    from peerhub.domain import calendar_links, duties, meeting_mails, meetings, watching
    from peerhub.domain.errors import Refused
    from peerhub.models import ConvenerDuty, GroupMeeting

    found = dict.fromkeys(("unled and unflagged", "calendars that differ", "led twice too early", "meetings"), 0)
    now = BEGIN
    for _number in range(6):
        members = meeting_mails.members_of(group)
        values = {"kind": "theme", "form": "virtual", "link": "https://example.org/m"}
        values |= {"starts_at": now + 28 * DAY, "ends_at": now + 28 * DAY + timedelta(hours=2)}
        [meeting] = meetings.plan(group, values, by=members[0].person, now=now)
        turn = next((one for one in members if one.pk == duties.whose_turn(meeting)), None)
        if turn is not None and chance.random() < 0.85:
            duties.ask(meeting, turn, by=members[0].person, now=now)
            duties.take(meeting, turn, by=turn.person, now=now)
            # A meeting that was cancelled was led by nobody.
            real = {"meeting__group": group, "meeting__state__in": ["scheduled", "held"], "state": "accepted"}
            led = list(ConvenerDuty.objects.filter(**real).values_list("membership", flat=True))
            counts = [led.count(one.pk) for one in members]
            found["led twice too early"] += max(counts) - min(counts) > 1
            if chance.random() < 0.1:
                duties.decline(meeting, turn, by=turn.person, now=now)
        near = now + 22 * DAY
        flagged = {one.pk for one in watching.led_by_nobody(near)}
        for one in GroupMeeting.objects.filter(group=group, starts_at__gt=near, starts_at__lte=near + 7 * DAY):
            led_by = one.duties.filter(state="accepted").exists()
            found["unled and unflagged"] += not led_by and one.state != "cancelled" and one.pk not in flagged
        mine = {
            one.pk for one in GroupMeeting.objects.filter(group=group, state__in=["scheduled", "held", "cancelled"])
        }
        theirs = [{one.pk for one in calendar_links.meetings_of(one.person, BEGIN)} for one in members]
        found["calendars that differ"] += sum(one != mine for one in theirs)
        now += 29 * DAY
        meeting.refresh_from_db()
        try:
            if chance.random() < 0.85:
                meetings.hold(meeting, attended=len(members), by=members[0].person, now=now)
            else:
                meetings.cancel(meeting, by=members[0].person, now=now)
        except Refused:
            watching.drop_passed_proposals(now)
        found["meetings"] += 1
    return found


def pages(number: int) -> dict[str, int]:
    """Queries of the members' pages, and of a coordinator's flags, with so many groups in the database."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from accounts.domain.roles import grant
    from accounts.models import User
    from peerhub.domain import watching

    groups = [_group(place, 2) for place in range(number)]
    person = User.objects.get(email="liv-0-0@example.org")
    boss = User.objects.create_user("koordinerer@example.org")
    grant(person=boss, role="coordinator", by=None, now=BEGIN)
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    found = {}
    for name, path in (("min side", "/min-side/"), ("group", f"/min-side/gruppe/{groups[0].pk}/")):
        client.get(path, secure=True)
        with CaptureQueriesContext(connection) as caught:
            answer = client.get(path, secure=True)
        found[name] = len(caught) if answer.status_code == 200 else 10_000 + answer.status_code
    now = BEGIN + 90 * DAY
    for name, read in (("quiet", watching.quiet_groups), ("without leader", watching.groups_without_convener)):
        with CaptureQueriesContext(connection) as caught:
            read(boss, now)
        found[name] = len(caught)
    return found


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps({"lives": lives, "pages": pages}[sys.argv[1]](int(sys.argv[2]))))
