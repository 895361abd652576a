"""News between the issues: at once, each day, week or month, for those who asked."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from accounts.models import User
from news.domain import digests, subscribers
from news.models import NewsPage
from outbox.domain.delivery import deliver_due
from tests.conftest import NOW
from tests.fixtures.sites import SiteTree

from .reading import ensure_text, make_reader

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _asked(administrator: User) -> None:
    ensure_text(administrator)


def write(tree: SiteTree, title: str, came: datetime, topic: str = "groups") -> NewsPage:
    page = NewsPage(
        title=title, slug=title.lower(), topic=topic, published_on=came.date(), live=True, locale=tree.home.locale
    )
    tree.news_index.add_child(instance=page)
    NewsPage.objects.filter(pk=page.pk).update(first_published_at=came)
    return page


def deliver(now: datetime, mailoutbox: Any) -> list[tuple[str, str]]:
    deliver_due(now=now)
    return sorted((mail.to[0], mail.subject) for mail in mailoutbox if "List-Unsubscribe" in mail.extra_headers)


@pytest.mark.parametrize(
    ("day", "known"),
    [
        (date(2026, 11, 3), {"daily"}),
        (date(2026, 11, 2), {"daily", "weekly"}),
        (date(2026, 12, 1), {"daily", "monthly"}),
        (date(2027, 2, 1), {"daily", "weekly", "monthly"}),
    ],
)
def test_each_day_has_its_digests(day: date, known: set[str]) -> None:
    assert set(digests.periods(day)) == known
    assert all(last == day - timedelta(days=1) for _first, last in digests.periods(day).values())


def test_each_reader_hears_as_often_as_they_chose_and_once(site_tree: SiteTree, mailoutbox: Any) -> None:
    write(site_tree, "Nyt", MONDAY - timedelta(days=1))
    for frequency in ("issues", "daily", "weekly", "monthly"):
        make_reader(f"{frequency}@example.org", frequency=frequency)
    subscribers.Subscriber.objects.update(confirmed_at=MONDAY - timedelta(days=9))
    assert (digests.queue_due(MONDAY), digests.queue_due(MONDAY)) == (2, 0)
    assert deliver(MONDAY, mailoutbox) == [("daily@example.org", "Nyt"), ("weekly@example.org", "Nyt")]


def test_one_who_wants_it_at_once_hears_at_once_of_their_topics(site_tree: SiteTree, mailoutbox: Any) -> None:
    make_reader("alt@example.org", frequency="immediate")
    make_reader("kun@example.org", frequency="immediate", topics=["workplaces"])
    write(site_tree, "Grupper", NOW, "groups")
    write(site_tree, "Arbejde", NOW, "workplaces")
    digests.queue_due(NOW)
    assert digests.queue_due(NOW + timedelta(minutes=1)) == 0
    found = deliver(NOW, mailoutbox)
    assert found == [("alt@example.org", "Arbejde"), ("alt@example.org", "Grupper"), ("kun@example.org", "Arbejde")]


def test_what_is_withdrawn_before_it_is_sent_is_left_out(site_tree: SiteTree, mailoutbox: Any) -> None:
    make_reader(frequency="immediate")
    page = write(site_tree, "Fejl", NOW)
    digests.queue_due(NOW)
    page.unpublish()
    assert deliver(NOW, mailoutbox) == []


def test_nothing_new_is_no_mail(site_tree: SiteTree) -> None:
    make_reader(frequency="daily")
    assert digests.queue_due(MONDAY) == 0
