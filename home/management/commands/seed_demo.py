"""Makes the demo site: people, pages in both languages, contacts, enquiries, and what the other apps add.

The same `--today` gives the same site. Harmless to repeat.
"""

import time
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from home.demo import SEEDS, Plan


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--today", help="the day the demo is made, YYYY-MM-DD")
        parser.add_argument("--scale", type=int, default=1, help="how many times as many people and news")
        parser.add_argument("--if-empty", action="store_true", help="do nothing where there are people already")

    def handle(self, *args: Any, **options: Any) -> None:
        from accounts.models import User

        if options["if_empty"] and User.objects.exists():
            return
        try:
            today = date.fromisoformat(options["today"]) if options["today"] else timezone.localdate()
        except ValueError as error:
            raise CommandError("--today must look like 2026-11-22") from error
        begun = time.monotonic()
        plan = Plan(today=today, scale=max(1, options["scale"]), say=self.tell)
        for name, seed in SEEDS.items():
            self.tell(name)
            seed(plan)
        self.tell("search index")
        call_command("update_index", verbosity=0)
        self.stdout.write(f"demo: ready in {time.monotonic() - begun:.0f} seconds")

    def tell(self, what: str) -> None:
        self.stdout.write(f"demo: {what}")
        self.stdout.flush()
