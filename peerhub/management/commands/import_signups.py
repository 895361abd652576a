"""import_signups ROUND FILE.csv [--dry-run]: signups from a membership system; all rows or none."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from peerhub.domain.imports import Outcome, import_file
from peerhub.domain.signup_queries import round_by_slug


class Command(BaseCommand):
    """See docs/signup-import.md for the columns."""

    help = "Signs people up from a CSV file of a membership system; nothing is imported until every row is good."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("round", metavar="ROUND", help="the round's address, e.g. foraar-2027")
        parser.add_argument("file", metavar="FILE.csv", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="reads and checks, and writes nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        round = round_by_slug(options["round"])
        if round is None:
            raise CommandError(f"No round has the address {options['round']}.")
        try:
            content = options["file"].read_bytes()
        except OSError as error:
            raise CommandError(f"The file cannot be read: {error.strerror}.") from error
        now, dry_run = timezone.now(), options["dry_run"]
        outcome = import_file(round=round, content=content, by=None, now=now, dry_run=dry_run)
        self._tell(outcome, dry_run=dry_run)

    def _tell(self, outcome: Outcome, *, dry_run: bool) -> None:
        for fault in outcome.faults:
            self.stderr.write(f"row {fault.row}: {fault.words}")
        if outcome.faults:
            rows = len({fault.row for fault in outcome.faults})
            raise CommandError(f"Nothing was imported: {rows} rows have faults.")
        would = "would be " if dry_run else ""
        self.stdout.write(
            f"{outcome.new} {would}signed up, {outcome.changed} {would}changed, {outcome.same} the same as before, "
            f"{outcome.left} left as they are."
        )
