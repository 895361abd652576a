"""Runs the background process: mails, tasks, and what falls due."""

from typing import Any

from django.core.management.base import BaseCommand

from outbox.worker import Worker


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        Worker().run()
