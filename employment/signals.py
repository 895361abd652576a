"""What follows from publishing a guide: its PDF is asked for."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.signals import page_published

from .models import GuidePage


def guide_published(sender: Any, instance: GuidePage, **kwargs: Any) -> None:
    """Asks once the page is stored; an alias shows another guide and has no file of its own."""
    from .domain.guide_files import ask

    if not instance.alias_of_id:
        transaction.on_commit(lambda: ask(instance, now=timezone.now()))


def connect() -> None:
    """Connects all of it; called once at start-up."""
    page_published.connect(guide_published, sender=GuidePage, dispatch_uid="employment.guide_published")
