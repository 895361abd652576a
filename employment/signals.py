"""What follows from a change: guides, and facts they quote, ask for PDF files; works and places raise the content."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from wagtail.signals import page_published

from home.models import Fact
from home.signals import touch

from .models import GuidePage, PeerPlace, Work


def guide_published(sender: Any, instance: GuidePage, **kwargs: Any) -> None:
    """Asks once the page is stored; an alias shows another guide and has no file of its own."""
    from .domain.guide_files import ask

    if not instance.alias_of_id:
        transaction.on_commit(lambda: ask(instance, now=timezone.now()))


def fact_changed(sender: Any, instance: Fact, **kwargs: Any) -> None:
    """Guides that quote it get a new file; the one they have is out of date."""
    from .domain.guide_files import ask_for_quoting

    transaction.on_commit(lambda: ask_for_quoting(instance.key, now=timezone.now()))


def connect() -> None:
    """Connects all of it; called once at start-up."""
    for signal in (post_save, post_delete):
        signal.connect(fact_changed, sender=Fact, dispatch_uid="employment.fact_changed")
    page_published.connect(guide_published, sender=GuidePage, dispatch_uid="employment.guide_published")
    for model in (PeerPlace, Work):
        post_save.connect(touch, sender=model, dispatch_uid=f"employment.saved.{model.__name__}")
        post_delete.connect(touch, sender=model, dispatch_uid=f"employment.deleted.{model.__name__}")
