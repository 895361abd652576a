"""The library with five thousand works beside the same page with fifty. As a script: python library.py WORKS fills it.

Both are asked in turn, so that a busy machine weighs on both alike.
"""

import os
import random
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import queries, sites
from bench.grow import Writer
from bench.report import Report
from bench.sites import Served, Site, say
from bench.turns import in_turn

LIBRARY = "/arbejdspladser/bibliotek/"
# Each finds a whole page of works at both sizes, so that the same number of cards is drawn.
ADDRESSES = {
    "whole list": LIBRARY,
    "filtered list": f"{LIBRARY}?fase=prepare",
    "filtered, by title": f"{LIBRARY}?emne=role&sorter=titel",
    "words": f"{LIBRARY}?q=og",
}
FEW, MANY = 50, int(os.environ.get("BENCH_WORKS", "5000"))
LIMIT = {"whole list": 1.2, "filtered list": 1.2, "filtered, by title": 1.2, "words": 1.5}


def part(report: Report) -> None:
    """Queries and the 95th percentile of each address at both sizes."""
    say(f"library: {FEW} and {MANY} works (a minute)")
    few, many = (_stocked(number) for number in (FEW, MANY))
    asked = {site.name: queries.of_site(site, list(ADDRESSES.values())) for site in (few, many)}
    rows, ratios = [], {}
    with Served(few) as small, Served(many) as large:
        for name, address in ADDRESSES.items():
            one, other = in_turn(small, large, address)
            ratios[name] = other / one
            counts = [asked[site.name][address][1] for site in (few, many)]
            rows.append([name, *counts, f"{one:.1f}", f"{other:.1f}", f"{ratios[name]:.2f}x"])
            report.budget(f"library: queries that grow: {name}", counts[1] - counts[0], 0, "")
            report.budget(f"library: p95 of {name} at {MANY} works / at {FEW}", ratios[name], LIMIT[name])
    report.raw["library"] = {"rows": rows, "ratios": ratios}
    heads = ["address", f"queries at {FEW}", f"at {MANY}", f"p95 ms at {FEW}", f"at {MANY}", "ratio"]
    report.table(f"The library at {FEW} and {MANY} works", heads, rows)


def _stocked(number: int) -> Site:
    """The portal with so many Danish works, on a database of its own."""
    name = f"library-{number}.sqlite3"
    for old in sites.FOLDER.glob(f"{name}*"):
        old.unlink()
    sites.copy_database(sites.FOLDER / "portal.sqlite3", sites.FOLDER / name)
    site = sites.portal().with_database(name)
    command = [sys.executable, str(Path(__file__).resolve()), str(number)]
    done = subprocess.run(command, cwd=site.folder, env=site.variables, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])
    return site


def fill(number: int) -> None:
    """Adds Danish works until there are so many."""
    import django

    django.setup()
    from wagtail.models import Locale

    from employment.enums import Reader, Stage, WorkKind, WorkTopic
    from employment.models import Work
    from home.models import ContentVersion

    source = random.Random(20261103)
    writer = Writer("da", source)
    danish = Locale.objects.get(language_code="da")
    works = []
    for place in range(number - Work.objects.filter(locale=danish).count()):
        work = Work(
            title=writer.sentences(1)[:200],
            slug=f"vokset-{place}",
            publisher=f"Udgiver {place % 20}",
            year=1990 + place % 37 or None,
            kind=source.choice(WorkKind.values),
            languages=[source.choice(["da", "da", "en"])],
            summary=writer.sentences(4)[:590],
            topics=source.sample(WorkTopic.values, 2),
            stages=source.sample(Stage.values, 2),
            readers=source.sample(Reader.values, 2),
            locale=danish,
        )
        work.derive()
        works.append(work)
    Work.objects.bulk_create(works, batch_size=500)
    ContentVersion.touch()


if __name__ == "__main__":
    fill(int(sys.argv[1]))
