"""Pages that somebody should read again: who keeps them, and the mail that reminds them."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Page

from accounts.models import User
from outbox.domain.messages import queue_all
from outbox.models import Message

from ..models import BasePage

REVIEW = "home.review_due"
AHEAD = timedelta(days=14)
MONDAY = 0
HOUR = 7  # in the morning, Danish time
Row = tuple[int, str, date]  # id, title, review day


def past_review(today: date) -> list[int]:
    """Ids of live pages whose review day has passed; one query a page type."""
    return [key for rows in _due(today - timedelta(days=1)).values() for key, _title, _day in rows]


def due_of(person: User, today: date) -> list[Row]:
    """The live Danish pages of an owner whose review day has passed or comes within 14 days, the longest past first."""
    return sorted(_due(today + AHEAD, content_owner=person).get(person.pk, []), key=lambda row: (row[2], row[1]))


def remind_owners(now: datetime) -> int:
    """On Monday mornings, queues a mail for each owner with pages to read again; returns how many were new. A second
    call in the same week writes none, and who has left or has nothing any more gets none."""
    local = timezone.localtime(now)
    if local.weekday() != MONDAY or local.hour < HOUR:
        return 0
    owners = User.objects.filter(pk__in=_due(local.date() + AHEAD).keys(), is_active=True).order_by("pk")
    year, week, _day = local.isocalendar()
    return queue_all(
        Message(
            kind=REVIEW,
            object_id=str(person.pk),
            person=person.uuid,
            created_at=now,
            next_at=now,
            dedupe_key=f"{REVIEW}:{person.pk}:{year}-{week}",
        )
        for person in owners
    )


def _due(last: date, **more: Any) -> dict[int | None, list[Row]]:
    """The live Danish pages with a review day up to a day, by their owner."""
    found: dict[int | None, list[Row]] = defaultdict(list)
    for model in BasePage.__subclasses__():
        pages = model.objects.live().filter(review_on__lte=last, locale__language_code="da", alias_of=None, **more)
        for key, title, day, owner in pages.values_list("pk", "title", "review_on", "content_owner_id"):
            found[owner].append((key, title, day))
    return found


def untranslated() -> "QuerySet[Page]":
    """The live Danish pages that have no live English page, in the order of the tree. One query."""
    english = Page.objects.live().filter(locale__language_code="en", alias_of__isnull=True).values("translation_key")
    danish = Page.objects.live().filter(locale__language_code="da", depth__gte=2, alias_of__isnull=True)
    return danish.exclude(translation_key__in=english).order_by("path")
