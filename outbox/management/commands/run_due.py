"""Does all that falls due; harmless to repeat. `--now` sets the moment (ISO 8601); `--dry-run` says what would be
deleted then and changes nothing."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from outbox.due import run_due, would_delete


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--now", help="the moment to act at, e.g. 2026-11-03T12:00:00")
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        if options["now"]:
            given = parse_datetime(options["now"])
            if given is None:
                raise CommandError("--now must look like 2026-11-03T12:00:00")
            now = given if timezone.is_aware(given) else timezone.make_aware(given)
        act = would_delete if options["dry_run"] else run_due
        for name, count in act(now=now).items():
            self.stdout.write(f"{name}: {count}")
