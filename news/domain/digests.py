"""News between the issues, for those who asked for it: at once, each day, each week or each month.

A message names its reader and what it tells of, either one article or a first and a last day; the articles are read
when it is sent. So it is the same at every attempt, a day is told once, and what was withdrawn meanwhile is left out.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.db.models import QuerySet
from django.utils import timezone

from home.locales import id_of
from outbox.domain.messages import queue_all
from outbox.models import Message

from ..enums import Frequency, SubscriberState
from ..models import NewsPage, Subscriber
from .queries import live_news
from .subscribers import readers_on

DIGEST = "news.digest"
MOST_ARTICLES = 12
HOUR = 7  # in the morning, Danish time
TOLD_AT_ONCE = timedelta(days=1)  # what came longer ago is no news to be told at once
Period = tuple[date, date]


def queue_due(now: datetime) -> int:
    """Queues what is due at a moment, once each reader; returns how many messages were new."""
    done = sum(_queue_article(article, now) for article in _just_come(now))
    if timezone.localtime(now).hour < HOUR:
        return done
    return done + sum(_queue_period(*one, now) for one in periods(timezone.localdate(now)).items())


def periods(today: date) -> dict[Frequency, Period]:
    """The digests of a day, each with the first and last day it tells of: yesterday; on Mondays the week before; on the
    first the month before."""
    yesterday = today - timedelta(days=1)
    found = {Frequency.DAILY: (yesterday, yesterday)}
    if today.weekday() == 0:
        found[Frequency.WEEKLY] = (today - timedelta(days=7), yesterday)
    if today.day == 1:
        found[Frequency.MONTHLY] = (today - relativedelta(months=1), yesterday)
    return found


def _just_come(now: datetime) -> "QuerySet[NewsPage]":
    """The Danish articles that went live within the day; translations follow them."""
    return live_news(id_of("da")).filter(first_published_at__gt=now - TOLD_AT_ONCE, first_published_at__lte=now)


def _queue_article(article: NewsPage, now: datetime) -> int:
    keys = _readers(Frequency.IMMEDIATE, now).filter(confirmed_at__lte=article.first_published_at)
    about = f"a{article.pk}"
    return _write(((f"{key}:{about}", f"{DIGEST}:{key}:{about}") for key in keys.values_list("pk", flat=True)), now)


def _queue_period(frequency: Frequency, period: Period, now: datetime) -> int:
    first, last = period
    if not came_between(id_of("da"), first, last).exists():
        return 0
    about = f"{first:%Y%m%d}:{last:%Y%m%d}"
    keys = _readers(frequency, now).values_list("pk", flat=True)
    return _write(((f"{key}:{about}", f"{DIGEST}:{key}:{last:%Y%m%d}") for key in keys), now)


def _readers(frequency: Frequency, now: datetime) -> "QuerySet[Subscriber]":
    return Subscriber.objects.filter(readers_on(timezone.localdate(now)), frequency=frequency).order_by("pk")


def _write(rows: Iterable[tuple[str, str]], now: datetime) -> int:
    """Writes the messages that are not there; returns how many those were."""
    return queue_all(
        Message(kind=DIGEST, object_id=about, created_at=now, next_at=now, dedupe_key=key) for about, key in rows
    )


# --- at sending ------------------------------------------------------------------------------------------------------
def told_in(object_id: str) -> tuple[Subscriber | None, list[NewsPage]]:
    """The reader of a message, and the articles they want of what it tells of. None for one who has left."""
    key, _colon, about = object_id.partition(":")
    reader = Subscriber.objects.filter(pk=UUID(key), state=SubscriberState.ACTIVE).first()
    if reader is None:
        return None, []
    return reader, _of_topics(reader, _articles(about, id_of(reader.language)))


def _articles(about: str, locale_id: int) -> "QuerySet[NewsPage]":
    if about.startswith("a"):
        source = NewsPage.objects.filter(pk=about[1:]).values("translation_key")
        return live_news(locale_id).filter(translation_key__in=source)
    first, last = (date.fromisoformat(day) for day in about.split(":"))
    return came_between(locale_id, first, last)


def _of_topics(reader: Subscriber, articles: "QuerySet[NewsPage]") -> list[NewsPage]:
    wanted = articles.filter(topic__in=reader.topics) if reader.topics else articles
    return list(wanted.defer("body", "plain_text")[:MOST_ARTICLES])


def came_between(locale_id: int, first: date, last: date) -> "QuerySet[NewsPage]":
    """The live articles of a language that were first published from one day to another, in Denmark."""
    begins = timezone.make_aware(datetime.combine(first, time.min)).astimezone(UTC)
    ends = timezone.make_aware(datetime.combine(last + timedelta(days=1), time.min)).astimezone(UTC)
    return live_news(locale_id).filter(first_published_at__gte=begins, first_published_at__lt=ends)
