"""Writes database and media into one sealed archive: `backup FILE`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.backups import BackupRefused, making


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the archive to write")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = making.make(options["file"], now=timezone.now())
        except (BackupRefused, OSError) as error:
            raise CommandError(str(error)) from error
        rows, files = sum(manifest["rows"].values()), len(manifest["files"]) - 1
        self.stdout.write(f"{options['file']}: {len(manifest['rows'])} tables, {rows} rows, {files} media files")
