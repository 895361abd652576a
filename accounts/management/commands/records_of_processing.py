"""Prints the record of processing (GDPR art. 30): `records_of_processing > docs/records-of-processing.md`."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation

from accounts.domain.processing import document


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("en"):
            self.stdout.write(document(), ending="")
