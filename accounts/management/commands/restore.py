"""Restores an archive of `backup`: `restore FILE --to TARGET [--release-mail]`; `restore FILE --drill` only tries."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.backups import BackupRefused, restoring


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the archive")
        where = parser.add_mutually_exclusive_group(required=True)
        where.add_argument("--to", metavar="TARGET", help="an empty folder, or the URL of an empty PostgreSQL database")
        where.add_argument("--drill", action="store_true", help="restore somewhere, compare, and delete it again")
        parser.add_argument("--media", type=Path, help="an empty folder for the media of a PostgreSQL restore")
        parser.add_argument("--release-mail", action="store_true", help="let mails leave that waited at the backup")

    def handle(self, *args: Any, **options: Any) -> None:
        now, file = timezone.now(), options["file"]
        try:
            if options["drill"]:
                done = restoring.drill(file, now=now)
            else:
                more = {"media": options["media"], "release_mail": options["release_mail"]}
                done = restoring.restore(file, to=options["to"], now=now, **more)
        except (BackupRefused, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"archive of {done.manifest['made_at']}, release {done.manifest['release']}")
        self.stdout.write(
            f"{len(done.manifest['rows'])} tables, {done.rows} rows, {done.media} media files: all as promised"
        )
        for name, count in done.done.items():
            self.stdout.write(f"{name}: {count}")
        self.stdout.write("drill: passed, nothing left behind" if options["drill"] else f"restored to {options['to']}")
