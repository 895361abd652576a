"""Readers and issues, as the tests of newsletters make them."""

from datetime import date, timedelta
from typing import Any

from accounts.domain.consents import new_text, newest_text
from accounts.models import User
from news.domain import subscribers
from news.models import NewsletterIssuePage, NewsletterPage, Subscriber
from tests.conftest import NOW
from tests.fixtures.sites import SiteTree

YES = "Ja, I må sende mig nyhedsbrevet."
BEFORE = NOW - timedelta(days=1)


def ensure_text(administrator: User) -> str:
    """What is said yes to; returns its fingerprint."""
    for language in ("da", "en"):
        if newest_text(subscribers.PURPOSE, language) is None:
            new_text(purpose=subscribers.PURPOSE, language=language, text=YES, by=administrator, now=BEFORE)
    text = newest_text(subscribers.PURPOSE, "da")
    assert text is not None
    return text.text_hash


def make_reader(email: str = "laeser@example.org", *, confirmed: bool = True, **wishes: Any) -> Subscriber:
    """Somebody who has asked, and said yes the day before."""
    reader = subscribers.ask(email=email, language=wishes.pop("language", "da"), shown="", now=BEFORE)
    if confirmed:
        reader = subscribers.confirm(reader, now=BEFORE)
    if wishes:
        told = {"frequency": "issues", "topics": [], "language": reader.language} | wishes
        reader = subscribers.change(reader, **told, now=BEFORE)
    return reader


def make_newsletter(tree: SiteTree) -> NewsletterPage:
    """The page that people ask on, in Danish."""
    page = NewsletterPage(title="Nyhedsbrev", slug="nyhedsbrev", summary="Få nyt.", locale=tree.home.locale)
    tree.home.add_child(instance=page)
    return page


def make_issue(newsletter: NewsletterPage, number: int = 1, body: Any = None) -> NewsletterIssuePage:
    """A published issue."""
    text = [("text", '<p>Der er <b>nyt</b>. Se <a href="/kontakt/">kontakt</a>.</p>')]
    page = NewsletterIssuePage(
        title=f"Nummer {number}",
        slug=f"nummer-{number}",
        summary="Det korte.",
        issue_on=date(2026, 11, number),
        body=body or text,
        locale=newsletter.locale,
    )
    newsletter.add_child(instance=page)
    page.save_revision().publish()
    return NewsletterIssuePage.objects.get(pk=page.pk)
