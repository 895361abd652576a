"""Seals everything with the first key of FIELD_KEYS. Put the new key first and keep the old one until this has run.

It may be stopped and run again: what is done stays done. The old key may go when a run counts nothing.
"""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.domain.key_rotation import rotate


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        for place, count in rotate().items():
            self.stdout.write(f"{place}: {count}")
