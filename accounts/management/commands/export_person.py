"""Writes everything held about a person to a zip file: `export_person mail@example.org FILE`. It is logged."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.domain.access_log import record
from accounts.domain.data_copies import packed
from accounts.domain.queries import person_by_address_or_id


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("person", help="mail address or id")
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        person = person_by_address_or_id(options["person"])
        if person is None:
            raise CommandError("Nobody has this address or id.")
        if options["file"].exists():
            raise CommandError("The file is there already.")
        options["file"].touch(mode=0o600)
        options["file"].write_bytes(packed(person, now=timezone.now()))
        record(by=None, action="copy.exported", subject=person, now=timezone.now())
        self.stdout.write(f"written: {options['file']}")
