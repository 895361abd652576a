"""Names who saw or did what since a moment, from the access log: `breach_report --since 2026-11-03T12:00:00`.

`--user` (address or id) leaves what that person did and what was done with that person's data; `--object` leaves one
object by its id. One line an event, parted by tabs; the last lines name everybody who saw something.
"""

import uuid
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from accounts.domain import access_log
from accounts.domain.queries import person_by_address_or_id


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--since", required=True, help="the first moment, e.g. 2026-11-03T12:00:00")
        chosen = parser.add_mutually_exclusive_group()
        chosen.add_argument("--user", default="", help="mail address or id of a person")
        chosen.add_argument("--object", default="", help="id of an object")

    def handle(self, *args: Any, **options: Any) -> None:
        given = parse_datetime(options["since"])
        if given is None:
            raise CommandError("--since must look like 2026-11-03T12:00:00")
        since = given if timezone.is_aware(given) else timezone.make_aware(given)
        person = None
        if options["user"]:
            person = person_by_address_or_id(options["user"])
            if person is None:
                raise CommandError("Nobody has this address or id.")
        report = access_log.breach(since=since, user=person, object_id=options["object"])
        names = access_log.names_of([*(event.actor for event in report.events), *(e.subject for e in report.events)])
        for event in report.events:
            self.stdout.write(self.line(event, names))
        self.stdout.write(f"events: {len(report.events)}; people who saw something: {len(report.readers)}")
        for reader in report.readers:
            self.stdout.write(names[reader])

    def line(self, event: Any, names: dict[uuid.UUID, str]) -> str:
        """One event in words that a spreadsheet takes as columns."""
        return "\t".join(
            [
                event.time.isoformat(timespec="seconds"),
                names.get(event.actor, "-"),
                event.actor_role,
                event.action,
                f"{event.object_type} {event.object_id}".strip() or "-",
                names.get(event.subject, "-"),
                event.purpose or "-",
                event.request_id or "-",
            ]
        )
