"""Reads of news. All are live, public and in one language."""

from datetime import date

from django.db.models import QuerySet
from django.db.models.functions import ExtractYear

from home.agenda import Dated, Happening
from home.domain.queries import restricted
from home.folding import danish_order
from home.links import url_of
from home.locales import id_of
from outbox.domain.addresses import hash_of

from ..enums import HELD_STATES, EventKind
from ..models import EventPage, NewsletterIssuePage, NewsletterPage, NewsPage, Subscriber

RELATED = 3
RECENT = 20  # among how many of the newest an article finds its related ones
CANDIDATES = 4  # how many times as many rows are looked at, since each article stands there in two languages


def live_news(locale_id: int) -> "QuerySet[NewsPage]":
    """The news of a language, newest first, with their pictures: two more queries for those, whatever the number."""
    return (
        NewsPage.objects.live()
        .filter(locale_id=locale_id, alias_of__isnull=True)
        .filter(~restricted())
        .order_by("-published_on", "-pk")
    )


def newest(locale_id: int, most: int) -> list[NewsPage]:
    """The newest `most` of a language, with their pictures.

    The index of dates gives the candidates, so that the cost does not grow with the archive; only where too few of them
    are live and public is the whole archive asked.
    """
    dated = NewsPage.objects.order_by("-published_on", "-page_ptr_id")
    news = with_pictures(live_news(locale_id))
    found = list(news.filter(pk__in=dated.values("page_ptr_id")[: most * CANDIDATES])[:most])
    return found if len(found) == most else list(news[:most])


def with_pictures(news: "QuerySet[NewsPage]") -> "QuerySet[NewsPage]":
    """Brings the pictures and their sizes along, and leaves the bodies out: a list shows none."""
    return news.select_related("image").prefetch_related("image__renditions").defer("body", "plain_text")


def in_order(keys: list[int]) -> list[NewsPage]:
    """The articles of `keys` with their pictures, in that order."""
    articles = with_pictures(NewsPage.objects.filter(pk__in=keys)).in_bulk()
    return [articles[key] for key in keys if key in articles]


def filtered(news: "QuerySet[NewsPage]", *, year: int | None, topic: str, place: str) -> "QuerySet[NewsPage]":
    """The news of a year, a topic and a place, where named."""
    if year:
        news = news.filter(published_on__year=year)
    if topic:
        news = news.filter(topic=topic)
    return news.filter(place=place) if place else news


def choices_of(news: "QuerySet[NewsPage]") -> tuple[list[int], list[str]]:
    """The years and places that news exist of; one query."""
    pairs = set(news.order_by().annotate(year=ExtractYear("published_on")).values_list("year", "place").distinct())
    years, places = {year for year, _place in pairs}, {place for _year, place in pairs if place}
    return sorted(years, reverse=True), sorted(places, key=danish_order)


def related_to(page: NewsPage, recent: list[NewsPage]) -> list[NewsPage]:
    """Up to three others of `recent`, those of the same topic first."""
    others = [one for one in recent if one.pk != page.pk]
    return sorted(others, key=lambda one: one.topic != page.topic)[:RELATED]


def issues_of(page: NewsletterPage) -> "QuerySet[NewsletterIssuePage]":
    """The live issues below a newsletter page, newest first."""
    return (
        NewsletterIssuePage.objects.child_of(page)
        .live()
        .filter(alias_of__isnull=True)
        .defer("body", "plain_text")
        .order_by("-issue_on", "-pk")
    )


def events_between(language: str, first: date, last: date) -> list[Dated]:
    """The live events of a language from one day to another, for the calendar. One query."""
    rows = (
        EventPage.objects.live()
        .filter(locale_id=id_of(language), alias_of__isnull=True, starts_at__date__range=(first, last))
        .filter(~restricted())
        .defer("body", "report", "plain_text")
        .order_by("starts_at")
    )
    return [_dated(one) for one in rows]


def _dated(event: EventPage) -> Dated:
    return Dated(
        kind=Happening.INFO_MEETING if event.kind == EventKind.INFO else Happening.EVENT,
        key=f"event-{event.translation_key}",
        title=event.title,
        starts=event.starts_at,
        ends=event.ends_at,
        place=event.place,
        url=url_of(event),
        text=event.summary,
        sequence=event.latest_revision_id or 0,
        changed=event.last_published_at,
        is_cancelled=event.is_cancelled,
    )


def issue_of(pk: int) -> NewsletterIssuePage | None:
    """An issue by its number; for editors."""
    return NewsletterIssuePage.objects.select_related("locale").filter(pk=pk).first()


def issues_with_sendings() -> "QuerySet[NewsletterIssuePage]":
    """The Danish page of each issue with how far its sending has come, the newest first; for editors. One query."""
    danish = NewsletterIssuePage.objects.filter(locale_id=id_of("da"), alias_of__isnull=True)
    return danish.select_related("sending").defer("body", "plain_text").order_by("-issue_on", "-pk")


def readers_found(*, address: str = "", state: str = "") -> "QuerySet[Subscriber]":
    """Those whose address is held, the newest first; with an address only that one. An unknown state counts as none.
    For administrators."""
    found = Subscriber.objects.filter(state__in=HELD_STATES).order_by("-asked_at", "pk")
    if address:
        found = found.filter(address_mark=hash_of(address))
    return found.filter(state=state) if state in HELD_STATES else found
