"""match_round ROUND: a proposal for a round, printed with its quality; nothing is stored and nobody is told."""

import csv
import json
import time
from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from peerhub.domain.match_pool import confirmed, people_of, rules_of, settings_of, town_at
from peerhub.domain.matching import Contradiction, Moves, Result, Town, match
from peerhub.domain.signup_queries import round_by_slug


class Command(BaseCommand):
    """See contract.md for what the file says."""

    help = "Proposes groups for a round: the most people placed, then the best groups by the round's criteria."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("round", metavar="ROUND", help="the round's address, e.g. foraar-2027")
        parser.add_argument("--moves", type=int, default=Moves().each, help="moves to try for each person")
        parser.add_argument("--seconds", type=float, help="a safety stop; a proposal that it cut short says so")
        parser.add_argument("--seed", type=int, default=0)
        parser.add_argument("--towns", metavar="FILE.csv", type=Path, help="towns to meet in: name,lat,lon")
        parser.add_argument("--previous", metavar="FILE.json", type=Path, help="an earlier proposal to stay close to")
        parser.add_argument("--json", metavar="FILE.json", type=Path, help="where the proposal is written")

    def handle(self, *args: Any, **options: Any) -> None:
        round = round_by_slug(options["round"])
        if round is None:
            raise CommandError(f"No round has the address {options['round']}.")
        pool = confirmed(round)
        try:
            result = match(
                people_of(pool),
                settings_of(round, _towns(options["towns"])),
                rules_of(pool),
                previous=_previous(options["previous"]),
                budget=Moves(options["moves"]),
                seed=options["seed"],
                on_progress=_until(options["seconds"]),
            )
        except Contradiction as clash:
            raise CommandError(f"These rules cannot all hold: {clash}.") from clash
        if options["json"]:
            options["json"].write_text(json.dumps(as_file(round.slug, result), ensure_ascii=False, indent=2))
        for name, value in result.metrics.items():
            self.stdout.write(f"{name}: {value:g}")
        self.stdout.write(f"proof: {result.proof}")
        if result.stopped:
            self.stdout.write(f"stopped: {result.stopped}")


def _until(seconds: float | None) -> Callable[[float], bool] | None:
    """Says go on until so many seconds have passed."""
    if seconds is None:
        return None
    end = time.monotonic() + seconds
    return lambda share: time.monotonic() < end


def as_file(round: str, result: Result) -> dict[str, Any]:
    """A proposal as others read it."""
    return {
        "round": round,
        "engine": result.engine,
        "seed": result.seed,
        "proof": result.proof,
        "stopped": result.stopped,
        "groups": [asdict(group) for group in result.groups],
        "unplaced": [
            {
                "reference": one.person,
                "reason": one.reason,
                "would_help": [
                    {"change": change.change, "to": change.to, "with": list(change.with_people)}
                    for change in one.would_help
                ],
            }
            for one in result.unplaced
        ],
        "metrics": dict(result.metrics),
    }


def _towns(path: Path | None) -> list[Town]:
    if path is None:
        return []
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return [town_at(row["name"], float(row["lat"]), float(row["lon"])) for row in csv.DictReader(file)]
    except (OSError, KeyError, ValueError) as error:
        raise CommandError(f"The towns cannot be read: {error}.") from error


def _previous(path: Path | None) -> dict[str, list[str]]:
    if path is None:
        return {}
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        return {group["id"]: list(group["members"]) for group in held["groups"]}
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise CommandError(f"The earlier proposal cannot be read: {error}.") from error
