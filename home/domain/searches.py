"""What people searched for and did not find, and what editors want found first.

Wagtail's own tables hold both: a query with its hits a day, and the pages promoted for it. Only searches that found
nothing are counted, without whoever searched, and what looks like somebody's number or address is not kept at all.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import structlog
from django.db import DatabaseError, transaction
from django.db.models import F, Max, QuerySet, Sum
from django.utils import timezone
from wagtail.contrib.search_promotions.models import Query, QueryDailyHits, SearchPromotion
from wagtail.models import Page
from wagtail.search.utils import normalise_query_string

log = structlog.get_logger(__name__)

KEPT = timedelta(days=90)
MOST_LETTERS = 60
MOST_SHOWN = 50
MOST_PROMOTED = 3
# Numbers of three figures and more, and addresses of mail: they may belong to somebody.
MAY_BE_SOMEBODYS = re.compile(r"@|\d[\d .\-/]*\d[\d .\-/]*\d")


@dataclass(frozen=True)
class Missed:
    """What was searched for in vain: the words, how many times, and the last day."""

    key: int
    words: str
    times: int
    last: date


def note_miss(typed: str, *, now: datetime) -> bool:
    """Counts a search that found nothing; False where it is not kept. A search never fails because of it."""
    words = normalise_query_string(typed)
    if not words or len(words) > MOST_LETTERS or MAY_BE_SOMEBODYS.search(words):
        return False
    try:
        with transaction.atomic():
            query, _made = Query.objects.get_or_create(query_string=words)
            row, _made = QueryDailyHits.objects.get_or_create(query=query, date=timezone.localdate(now))
            QueryDailyHits.objects.filter(pk=row.pk).update(hits=F("hits") + 1)
    except DatabaseError:
        log.exception("search_not_counted")
        return False
    return True


def missed() -> list[Missed]:
    """What was searched for in vain and has no page promoted for it yet, the most frequent first. One query."""
    rows = Query.objects.filter(daily_hits__isnull=False, editors_picks__isnull=True)
    rows = rows.annotate(times=Sum("daily_hits__hits"), last=Max("daily_hits__date")).order_by("-times", "-last", "pk")
    return [Missed(row.pk, row.query_string, row.times, row.last) for row in rows[:MOST_SHOWN]]


def forget(now: datetime) -> int:
    """Deletes the counts of 90 days ago, and the words that neither a count nor a promotion needs."""
    counts = QueryDailyHits.objects.filter(date__lt=timezone.localdate(now - KEPT)).delete()[0]
    return counts + Query.objects.filter(daily_hits__isnull=True, editors_picks__isnull=True).delete()[0]


def promoted(typed: str) -> list[SearchPromotion]:
    """What editors promote for these words, in their order. One query."""
    words = normalise_query_string(typed)
    if not words:
        return []
    picks = SearchPromotion.objects.filter(query__query_string=words).select_related("page")
    return list(picks.order_by("sort_order", "pk")[:MOST_PROMOTED])


def in_language(pages: Sequence[Page], locale_id: int) -> dict[int, Page]:
    """By each page's id: its live page in a language, else itself where that is live. One query; none for no pages."""
    if not pages:
        return {}
    keys = [page.translation_key for page in pages]
    twins: QuerySet[Page] = Page.objects.live().filter(translation_key__in=keys, locale_id=locale_id, alias_of=None)
    by_key = {twin.translation_key: twin for twin in twins}
    found = {page.pk: by_key.get(page.translation_key, page) for page in pages}
    return {key: page for key, page in found.items() if page.live}
