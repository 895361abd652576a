"""Looking after outside addresses: a few a minute, each once a day, broken after two days of failures."""

from datetime import datetime, timedelta
from time import monotonic

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from home.models import ContentVersion

from ..enums import LinkState
from ..models import LinkCheck, PeerPlace, Work
from .link_visits import Finding, visit

LOOK_AGAIN = timedelta(days=1)
MOST_A_MINUTE = 3
MOST_SECONDS = 8.0  # then mails are looked at again; the rest waits a minute


def in_use() -> set[str]:
    """Every outside address that the library and the directory lead to; two queries."""
    works = Work.objects.exclude(link="").values_list("link", flat=True)
    places = PeerPlace.objects.exclude(link="").values_list("link", flat=True)
    return {*works, *places}


def check_links(now: datetime) -> int:
    """Looks at the addresses whose turn it is; returns how many. A second call at once finds none due."""
    _keep_rows(in_use())
    begun, done = monotonic(), 0
    for row in _due(now):
        if monotonic() - begun > MOST_SECONDS:
            break
        if _claim(row, now):
            store(row, visit(row.url), now=now)
            done += 1
    return done


def store(row: LinkCheck, finding: Finding, *, now: datetime) -> None:
    """Writes down what a visit found. A failure on a later day than the first makes the address broken; one visit that
    works mends it. Pages are raised only where what they show changes. The same finding twice changes nothing."""
    before = row.state
    row.answer, row.checked_at = finding.answer, now
    if finding.works:
        row.state, row.failed_on = LinkState.WORKS, None
    elif finding.works is False:
        today = timezone.localdate(now)
        row.failed_on = row.failed_on or today
        row.state = LinkState.BROKEN if before == LinkState.BROKEN or today > row.failed_on else LinkState.FAILED
    with transaction.atomic():
        row.save()
        if LinkState.BROKEN in (before, row.state) and before != row.state:
            ContentVersion.touch()


def _keep_rows(urls: set[str]) -> None:
    """A row for each address in use, none for others."""
    known = set(LinkCheck.objects.values_list("url", flat=True))
    if gone := known - urls:
        LinkCheck.objects.filter(url__in=gone).delete()
    for url in sorted(urls - known):
        try:
            with transaction.atomic():
                LinkCheck.objects.create(url=url)
        except IntegrityError:
            continue  # another worker was quicker


def _due(now: datetime) -> list[LinkCheck]:
    """The addresses not looked at for a day, those never looked at first."""
    waiting = LinkCheck.objects.exclude(checked_at__gt=now - LOOK_AGAIN)
    return list(waiting.order_by(F("checked_at").asc(nulls_first=True), "pk")[:MOST_A_MINUTE])


def _claim(row: LinkCheck, now: datetime) -> bool:
    """Whether this worker takes the visit; on PostgreSQL several may be at it."""
    return LinkCheck.objects.filter(pk=row.pk, checked_at=row.checked_at).update(checked_at=now) == 1


def broken_among(urls: set[str]) -> set[str]:
    """Those of the addresses that are broken; one query, none for no address."""
    if not urls:
        return set()
    return set(LinkCheck.objects.filter(url__in=urls, state=LinkState.BROKEN).values_list("url", flat=True))


def broken_count() -> int:
    """How many addresses are broken."""
    return LinkCheck.objects.filter(state=LinkState.BROKEN).count()
