"""match_round ROUND: a proposal for a round, printed with its quality; nothing is stored and nobody is told."""

import csv
import json
import math
import time
from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from peerhub.domain.match_pool import confirmed, people_of, town_at
from peerhub.domain.match_rules import rules_for
from peerhub.domain.match_setup import usual_setup
from peerhub.domain.matching import Contradiction, Desk, Group, Moves, Result, Town, match
from peerhub.domain.queries import questions_of
from peerhub.domain.signup_queries import round_by_slug
from peerhub.match_words import Words


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
        people, rules = people_of(pool), rules_for(round, pool)
        settings = usual_setup(round).settings(round, _towns(options["towns"]))
        begun = time.monotonic()
        try:
            result = match(
                people,
                settings,
                rules,
                previous=_previous(options["previous"]),
                budget=Moves(options["moves"]),
                seed=options["seed"],
                on_progress=_until(options["seconds"]),
            )
        except Contradiction as clash:
            told = "; ".join(
                " ".join([one.rule, *one.people, *([one.group] if one.group else [])]) for one in clash.violations
            )
            raise CommandError(f"These rules cannot all hold: {told}.") from clash
        seconds = time.monotonic() - begun
        if options["json"]:
            desk = Desk(people, settings, rules, {group.id: group.members for group in result.groups})
            answers = {option.code: option.text for one in questions_of(round) for option in one.options.all()}
            file = as_file(round.slug, result, desk, Words({}, {}, answers)) | {"seconds": math.ceil(seconds * 10) / 10}
            options["json"].write_text(json.dumps(file, ensure_ascii=False, indent=2), encoding="utf-8")
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


def as_file(round: str, result: Result, desk: Desk, words: Words) -> dict[str, Any]:
    """A proposal as others read it: people by reference, reasons in sentences."""
    return {
        "round": round,
        "engine": result.engine,
        "seed": result.seed,
        "proof": result.proof,
        "stopped": result.stopped,
        "groups": [_group(group, desk, words) for group in result.groups],
        "unplaced": [
            {
                "reference": one.person,
                "reason": " ".join([words.unplaced(one), *words.helps(one)]),
                "would_help": [
                    {"change": change.change, "to": change.to, "with": list(change.with_people)}
                    for change in one.would_help
                ],
            }
            for one in result.unplaced
        ],
        "metrics": dict(result.metrics),
    }


def _group(group: Group, desk: Desk, words: Words) -> dict[str, Any]:
    """A group with its first common time, why it is one, and what was given up."""
    why = desk.explain_group(group.id)
    reasons = [*words.binds(why), *words.given_up(why)]
    return asdict(group) | {"slot": next(iter(group.slots), ""), "reasons": reasons}


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
        return {
            str(group.get("id") or f"g{number}"): list(group["members"])
            for number, group in enumerate(held["groups"], start=1)
        }
    except (OSError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise CommandError(f"The earlier proposal cannot be read: {error}.") from error
