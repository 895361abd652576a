"""The public directory at nine, a thousand and a hundred thousand groups: queries, time, and whether what is counted is
what is shown. As a script: python directory.py fill GROUPS | agree WALK. Prints JSON.

The sites are asked in turn, so that a busy machine weighs on all alike.
"""

import json
import os
import random
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import queries, sites
from bench.report import Report
from bench.sites import Served, Site, say
from bench.turns import in_turn

LIST = "/peer-grupper/find/"
ADDRESSES = {
    "whole list": LIST,
    "last page": f"{LIST}?page=999999",
    "region": f"{LIST}?region=midtjylland",
    "day and access": f"{LIST}?dag=tue&adgang=loop",
    "language": f"{LIST}?sprog=da",
    "near a postcode": f"{LIST}?post=8000&km=25",
    "with room": f"{LIST}?ledig=ja",
    "search": "/soeg/?q=gruppe+kajak",
}
FEW, MORE = 9, 1000
MANY = int(os.environ.get("BENCH_GROUPS", "100000"))
LIMIT = 2.0
AT_ONCE = 2000
ROUNDS = 40
MADE = datetime(2026, 1, 5, 17, tzinfo=UTC)
PLACES = {"midtjylland": 8000, "nordjylland": 9000, "syddanmark": 5000, "sjaelland": 4000, "hovedstaden": 2100}


def part(report: Report) -> None:
    """Queries and the 95th percentile of each address at the three sizes, and whether counts agree with cards."""
    say(f"directory: {FEW}, {MORE} and {MANY} groups (three minutes)")
    few, more, many = (_stocked(number) for number in (FEW, MORE, MANY))
    asked = {site.name: queries.of_site(site, list(ADDRESSES.values())) for site in (few, more, many)}
    rows = []
    for name, address in ADDRESSES.items():
        times = {}
        for larger in (more, many):
            with Served(few) as small, Served(larger) as large:
                times[larger.name] = in_turn(small, large, address, rounds=ROUNDS)
        counts = [asked[site.name][address][1] for site in (few, more, many)]
        ratios = {site.name: times[site.name][1] / times[site.name][0] for site in (more, many)}
        figures = [f"{times[many.name][0]:.1f}", f"{times[more.name][1]:.1f}", f"{times[many.name][1]:.1f}"]
        rows.append([name, *counts, *figures, *(f"{one:.2f}x" for one in ratios.values())])
        report.budget(f"directory: queries that grow: {name}", max(counts) - min(counts), 0, "")
        report.budget(f"directory: p95 of {name} at {MANY} groups / at {FEW}", ratios[many.name], LIMIT)
    heads = ["address", "queries", f"at {MORE}", f"at {MANY}", "p95 ms", f"at {MORE}", f"at {MANY}"]
    report.table(f"The directory at {FEW}, {MORE} and {MANY} groups", [*heads, f"{MORE}/{FEW}", f"{MANY}/{FEW}"], rows)
    agree = {"walked": _script(more, "agree", "1"), "counted": _script(many, "agree", "0")}
    for way, found in agree.items():
        report.budget(
            f"directory: filters whose count is not their cards, {way} ({found['asked']})", found["off"], 0, ""
        )
    report.raw["directory"] = {"rows": rows, "agree": agree}


def _script(site: Site, *arguments: str) -> Any:
    command = [sys.executable, str(Path(__file__).resolve()), *arguments]
    done = subprocess.run(command, cwd=site.folder, env=site.variables, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])
    return json.loads(done.stdout.strip().splitlines()[-1])


def _stocked(number: int) -> Site:
    """The portal with so many groups in the directory, on a database of its own."""
    name = f"directory-{number}.sqlite3"
    for old in sites.FOLDER.glob(f"{name}*"):
        old.unlink()
    sites.copy_database(sites.FOLDER / "portal.sqlite3", sites.FOLDER / name)
    site = sites.portal().with_database(name)
    _script(site, "fill", str(number))
    return site


# --- as a script -----------------------------------------------------------------------------------------------------
def fill(number: int) -> dict[str, int]:
    """Adds groups, each with two members, until so many stand in the directory."""
    from accounts.models import User
    from home.models import ContentVersion
    from peerhub.models import GroupListing, GroupMembership, PeerProgramme, SignupRound

    chance = random.Random(20261103)
    schemes = list(PeerProgramme.objects.order_by("pk"))
    rounds = {one.programme_id: one for one in SignupRound.objects.order_by("pk")}
    people = [User.objects.create_user(f"bank-{place}@example.org") for place in range(2)]
    missing = number - GroupListing.objects.filter(is_listed=True).count()
    for begin in range(0, missing, AT_ONCE):
        made = [_group(chance, schemes, rounds, begin + place) for place in range(min(AT_ONCE, missing - begin))]
        type(made[0]).objects.bulk_create(made)
        GroupListing.objects.bulk_create([_listing(chance, one) for one in made])
        seats = [(one, person) for one in made for person in people]
        GroupMembership.objects.bulk_create([_seat(one, person) for one, person in seats])
    ContentVersion.touch()
    return {"groups": GroupListing.objects.filter(is_listed=True).count()}


def _group(chance: random.Random, schemes: list[Any], rounds: dict[Any, Any], place: int) -> Any:
    from peerhub.models import PeerGroup

    scheme = chance.choice(schemes)
    begun = rounds.get(scheme.pk) if scheme.has_rounds else None
    values = {"state": "active", "form": "physical", "min_size": 2, "max_size": chance.choice([2, 6]), "seats": 2}
    return PeerGroup(
        programme=scheme, round=begun, number=10_000 + place, name=f"Gruppe {place}", made_at=MADE, **values
    )


def _listing(chance: random.Random, group: Any) -> Any:
    from home.folding import fold
    from peerhub.models import GroupListing

    region = chance.choice([*PLACES, ""])
    made = GroupListing(
        group=group,
        is_shown=True,
        title=f"{group.name} {chance.choice(['i byen', 'ved åen', 'med kajak'])}",
        area="Midtbyen" if region else "",
        region=region,
        postcode=PLACES.get(region),
        form=chance.choice(["physical", "either"]) if region else "virtual",
        weekday=chance.choice(["mon", "tue", "wed"]),
        languages=chance.choice([["da"], ["da", "en"]]),
        access=chance.choice([["loop"], ["captions", "step_free"]]),
        about="Vi tager en runde.",
        changed_at=MADE,
    )
    # What `save` derives; rows made in bulk are not saved one by one.
    made.folded, made.is_listed = fold(f"{made.title} {made.area} {made.about} "), True
    made.has_place = group.round_id is None and group.max_size > group.seats
    made.rounds_of_id = group.programme_id if group.round_id else None
    return made


def _seat(group: Any, person: Any) -> Any:
    from peerhub.models import GroupMembership

    return GroupMembership(group=group, person=person, state="accepted", invited_at=MADE, accepted_at=MADE)


def agree(walk: int) -> dict[str, int]:
    """How many filters count something else than they show. `walk` turns every page and counts its cards; else the
    rows behind the pages are counted."""
    from django.test import Client

    client = Client(HTTP_HOST="127.0.0.1")
    asked = [f"{LIST}?region={region}" for region in PLACES]
    asked += [ADDRESSES[name] for name in ("whole list", "day and access", "language", "near a postcode", "with room")]
    return {"asked": len(asked), "off": sum(not (_walked if walk else _counted)(client, one) for one in asked)}


def _total(text: str) -> tuple[int, int]:
    """What the sentence says there is in all, and the sum of its parts."""
    said = re.search(r'class="results-head" role="status">(.*?)</p>', text)
    total, *parts = (int(one) for one in re.findall(r"\d+", said[1] if said else "0"))
    return total, sum(parts)


def _walked(client: Any, address: str) -> bool:
    join = "&" if "?" in address else "?"
    total, parts = _total(client.get(address).content.decode())
    keys: list[str] = []
    for number in range(1, -(-total // 20) + 1):
        keys += re.findall(r"gruppe/([0-9a-f-]{36})/", client.get(f"{address}{join}page={number}").content.decode())
    return total == parts == len(keys) == len(set(keys))


def _counted(client: Any, address: str) -> bool:
    from django.http import QueryDict
    from django.utils import timezone

    from peerhub.directory_filters import DirectoryFilter
    from peerhub.domain import directory

    total, parts = _total(client.get(address).content.decode())
    rows = DirectoryFilter(QueryDict(address.partition("?")[2]), directory.listed(), now=timezone.now()).qs
    return total == parts == len(set(rows.values_list("pk", flat=True)))


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps({"fill": fill, "agree": agree}[sys.argv[1]](int(sys.argv[2]))))
