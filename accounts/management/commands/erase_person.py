"""Erases a person now: `erase_person mail@example.org`. `--dry-run` says what would go and what would stay."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.domain import erasure
from accounts.domain.errors import Refused
from accounts.domain.queries import person_by_address_or_id


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("person", help="mail address or id")
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        person = person_by_address_or_id(options["person"])
        if person is None:
            raise CommandError("Nobody has this address or id.")
        for step in erasure.plan(person):
            self.stdout.write(f"{step.title}: {step.rows} {'stay' if step.kept_because else 'go'}")
        if options["dry_run"]:
            return
        try:
            erasure.request(person=person, by=None, now=timezone.now())
        except Refused as refusal:
            raise CommandError(str(refusal.message)) from refusal
        erasure.erase(subject=person.uuid, now=timezone.now())
        self.stdout.write("erased")
