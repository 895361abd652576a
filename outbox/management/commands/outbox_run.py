"""Delivers what waits in the outbox."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from outbox.domain.delivery import deliver_due


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(str(deliver_due(now=timezone.now(), limit=10_000)))
