"""The matching engine on made-up rounds of 30 to 10,000 people, beside simpler ways on the same rounds.

As a script: python matching.py PEOPLE WAY (engine, greedy, annealing, postcodes) prints JSON; each runs in a process of
its own, so that its memory can be told. Seconds are the processor's.
"""

import json
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from math import exp
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import signup_rounds
from bench.report import Report
from bench.sites import ROOT, say
from peerhub.domain.matching import Desk, Move, Moves, Person, Rules, match, upper_bound, validate
from peerhub.domain.matching.building import first_groups
from peerhub.domain.matching.meeting import as_group, metrics_of
from peerhub.domain.matching.nearness import Near
from peerhub.domain.matching.pool import Pool
from peerhub.domain.matching.scoring import Scores

SIZES = tuple(int(size) for size in os.environ.get("BENCH_ROUNDS", "30,120,300,1000,10000").split(","))
SEED = int(os.environ.get("BENCH_SEED", "1"))
# matching.md §4: seconds, and the share that is placed (of the people, or short of the upper bound).
SECONDS = {30: 20, 120: 20, 300: 30, 1000: 45, 10_000: 60, 50_000: 360}
SHARE = {120: 0.94, 1000: 0.988, 10_000: 0.99, 50_000: 0.99}
ANNEALING_SECONDS = 20.0
LARGE = 2000  # the plain annealing looks at all pairs, so it is asked up to here
Groups = Sequence[Sequence[int]]


def part(report: Report) -> None:
    """The table of each size, then what a new run keeps, a move shown, and small rounds looked through entirely."""
    say(f"matching: rounds of {', '.join(map(str, SIZES))} (five minutes)")
    heads = ["people", "way", "placed", "bound", "broken", "score", "worst tenth", "km", "years", "second", "s", "MB"]
    rows, raw = [], []
    for size in SIZES:
        for way in WAYS:
            if way != "annealing" or size <= LARGE:
                one = in_own_process(size, way)
                raw.append(one)
                rows.append(_row(one))
                if way == "engine":
                    _judge(report, one)
    report.table("Rounds of made-up signups, each way in the same run", heads, rows)
    kept = in_own_process(300, "again")
    report.table("300 people, 3 % left and 5 % new", list(kept), [[str(value) for value in kept.values()]])
    report.budget("matching: pairs torn by a new run", 100 - kept["kept %"], 5, " %")
    moves = in_own_process(300, "moves")
    report.budget("matching: a move shown at 300, slowest of 300", moves["slowest ms"], 50, " ms")
    small = in_own_process(11, "exhaustive")
    report.budget("matching: small rounds less than the best of all groupings", small["worse"], 0, "")
    report.raw["matching"] = {"rounds": raw, "again": kept, "moves": moves, "exhaustive": small}


def _row(one: Mapping[str, Any]) -> list[str]:
    figures = [f"{one[name]:.1f}" for name in ("score", "worst_tenth", "km", "years")]
    counts = [one["people"], one["way"], int(one["placed"]), one["bound"], one["broken"]]
    return [
        *map(str, counts),
        *figures,
        f"{one['second_slot']:.0%}",
        f"{one['seconds']:.1f}",
        f"{one['megabytes']:.0f}",
    ]


def _judge(report: Report, one: Mapping[str, Any]) -> None:
    size = one["people"]
    report.budget(f"matching: rules broken, {size}", one["broken"], 0, "")
    if size in SECONDS:
        report.budget(f"matching: seconds, {size}", one["seconds"], SECONDS[size], " s")
    if size == 30:
        report.budget("matching: not proven best, 30", float(one["proof"] != "optimal"), 0, "")
    if size == 300:
        report.budget("matching: short of the bound, 300", 100 * (one["bound"] - one["placed"]) / size, 2, " %")
    elif size in SHARE:
        # Nobody can place who has no possible group: a round with many such is judged by the bound.
        within = min(SHARE[size] * size, one["bound"])
        report.budget(f"matching: short of what must be placed, {size}", max(0.0, within - one["placed"]), 0, "")
    if size >= 10_000:
        report.budget(f"matching: memory, {size}", one["megabytes"], 1024 if size < 50_000 else 3072, " MB")
        report.budget(f"matching: first full answer, {size}", one["first"], 15 if size < 50_000 else 120, " s")


def in_own_process(size: int, way: str) -> dict[str, Any]:
    """What a way makes of a round."""
    command = [sys.executable, str(Path(__file__).resolve()), str(size), way]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])
    found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


# --- ways ------------------------------------------------------------------------------------------------------------
def by_engine(people: list[Person]) -> tuple[dict[str, Sequence[str]], dict[str, Any]]:
    first: list[float] = []

    def told(share: float) -> bool:
        """The second word comes when every group is made, and making better begins."""
        first.append(time.process_time())
        return True

    begun = time.process_time()
    result = match(people, signup_rounds.settings(), on_progress=told)
    extra = {"proof": result.proof, "first": [*first, begun, begun][1] - begun}
    return {group.id: group.members for group in result.groups}, extra


def by_greedy(people: list[Person]) -> tuple[dict[str, Sequence[str]], dict[str, Any]]:
    pool, scores, everybody = compared(people)
    return named(pool, first_groups(pool, scores, everybody, Near(pool, scores, everybody))), {}


def by_postcode(people: list[Person]) -> tuple[dict[str, Sequence[str]], dict[str, Any]]:
    """Neighbours on the map, five at a time, as somebody with a list and a pencil would."""
    order = sorted(people, key=lambda one: (one.land, round(one.lat, 1), one.lon, one.id))
    size = signup_rounds.settings().size_target
    cut = [order[at : at + size] for at in range(0, len(order), size)]
    if len(cut) > 1 and len(cut[-1]) < signup_rounds.settings().size_min:
        cut[-2:] = [cut[-2] + cut[-1]]
    return {str(number): [one.id for one in group] for number, group in enumerate(cut)}, {}


def by_annealing(people: list[Person]) -> tuple[dict[str, Sequence[str]], dict[str, Any]]:
    """Plain annealing: groups by chance, one person moved or two exchanged, for so many seconds."""
    pool, scores, everybody = compared(people)
    start = first_groups(pool, scores, everybody, Near(pool, scores, everybody))
    groups = [*map(list, start), *([one] for one in set(everybody).difference(*start))]
    chance, begun, spent, step = random.Random(1), time.process_time(), 0.0, 0

    def worth(members: Sequence[int]) -> float:
        return 3.0 * len(members) + scores.of_group(members) if pool.is_group(members) else 0.0

    while spent < ANNEALING_SECONDS:
        if step % 500 == 0:
            spent = time.process_time() - begun
            heat = 0.5 * (0.005 / 0.5) ** min(1.0, spent / ANNEALING_SECONDS)
        step += 1
        one, other = chance.choice(groups), chance.choice(groups)
        if one is other or not one:
            continue
        mine, theirs = list(one), list(other)
        taken = mine.pop(chance.randrange(len(mine)))
        if theirs and chance.random() < 0.5:
            mine.append(theirs.pop(chance.randrange(len(theirs))))
        theirs.append(taken)
        gain = worth(mine) + worth(theirs) - worth(one) - worth(other)
        if gain >= 0 or chance.random() < exp(gain / heat):
            one[:], other[:] = mine, theirs
    return named(pool, [members for members in groups if pool.is_group(members)]), {}


WAYS = {"engine": by_engine, "greedy": by_greedy, "annealing": by_annealing, "postcodes": by_postcode}


def compared(people: list[Person]) -> tuple[Pool, Scores, list[int]]:
    """The people as the engine compares them."""
    pool = Pool(people, signup_rounds.settings(), Rules())
    return pool, Scores(pool), list(range(len(pool)))


def named(pool: Pool, groups: Groups) -> dict[str, Sequence[str]]:
    """Groups of places as groups of people."""
    return {str(number): [pool.people[one].id for one in members] for number, members in enumerate(groups)}


def measured(size: int, way: str) -> dict[str, Any]:
    """What a way makes of a round: only groups that can meet count as placing their people."""
    people, settings = signup_rounds.people(size, SEED), signup_rounds.settings()
    begun = time.process_time()
    grouping, extra = WAYS[way](people)
    seconds = time.process_time() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    broken = {one.group for one in validate(grouping, people, settings, Rules())}
    pool, scores, _everybody = compared(people)
    good = {name: members for name, members in grouping.items() if name not in broken}
    groups = [as_group(pool, scores, name, [pool.place[one] for one in members]) for name, members in good.items()]
    found = {"people": size, "way": way, "seconds": seconds, "megabytes": memory, "broken": len(broken), **extra}
    return found | {**metrics_of(pool, scores, groups), "bound": upper_bound(people, settings)} | {"people": size}


# --- a new run, a move, small rounds ---------------------------------------------------------------------------------
def pairs_of(grouping: Mapping[str, Sequence[str]]) -> set[frozenset[str]]:
    """Who is with whom."""
    return {frozenset(pair) for members in grouping.values() for pair in combinations(members, 2)}


def again(size: int) -> dict[str, Any]:
    """What a new run keeps after 3 % have left and 5 % come, and what a run from nothing would."""
    settings, people = signup_rounds.settings(), signup_rounds.people(size, SEED)
    first = {group.id: group.members for group in match(people, settings).groups}
    gone = set(random.Random(SEED).sample([one.id for one in people], round(size * 0.03)))
    fresh = [replace(one, id=f"N-{one.id}") for one in signup_rounds.people(size, SEED + 1)[: round(size * 0.05)]]
    now = [one for one in people if one.id not in gone] + fresh
    before = {pair for pair in pairs_of(first) if not pair & gone}
    found: dict[str, Any] = {}
    for name, previous in (("kept", first), ("kept from nothing", None)):
        result = match(now, settings, previous=previous)
        same = pairs_of({group.id: group.members for group in result.groups}) & before
        figures = {"%": round(100 * len(same) / len(before), 1), "placed": int(result.metrics["placed"])}
        figures["score"] = round(result.metrics["score"], 1)
        found |= {f"{name} {key}": value for key, value in figures.items()}
    return found | {"bound": upper_bound(now, settings)}


def moves(size: int) -> dict[str, float]:
    """How long a move takes to be shown, asked of a desk that stands."""
    settings, people = signup_rounds.settings(), signup_rounds.people(size, SEED)
    result = match(people, settings, budget=Moves(50))
    begun = time.process_time()
    desk = Desk(people, settings, Rules(), {group.id: group.members for group in result.groups})
    laid = 1000 * (time.process_time() - begun)
    chance, taken = random.Random(1), []
    for _number in range(300):
        one, group = chance.choice(people), chance.choice(result.groups)
        begun = time.process_time()
        desk.what_if(Move(one.id, group.id))
        taken.append(1000 * (time.process_time() - begun))
    return {"desk ms": laid, "mean ms": sum(taken) / len(taken), "slowest ms": max(taken)}


def exhaustive(size: int) -> dict[str, int]:
    """Small rounds looked through entirely: how many the engine answers worse than the best there is."""
    worse, rounds = 0, 20
    for seed in range(rounds):
        everybody = signup_rounds.people(size, seed)
        people = [replace(one, lat=56.16, lon=10.2, land="jylland", form="either") for one in everybody]
        pool, scores, places = compared(people)
        sizes = range(pool.settings.size_min, min(size, pool.settings.size_max) + 1)
        groups = [one for count in sizes for one in combinations(places, count) if pool.is_group(one)]
        two = ([one, other] for one, other in combinations(groups, 2) if not set(one) & set(other))
        choices = ([], *([one] for one in groups), *two)
        best = max((sum(map(len, one)), sum(map(scores.of_group, one))) for one in choices)
        result = match(people, pool.settings)
        found = [tuple(sorted(pool.place[one] for one in group.members)) for group in result.groups]
        reached = sum(map(len, found)), sum(map(scores.of_group, found))
        worse += reached[0] < best[0] or reached[1] < best[1] - 2e-4
    return {"rounds": rounds, "worse": worse}


EXTRA = {"again": again, "moves": moves, "exhaustive": exhaustive}

if __name__ == "__main__":
    size, way = int(sys.argv[1]), sys.argv[2]
    print(json.dumps(EXTRA[way](size) if way in EXTRA else measured(size, way)))
