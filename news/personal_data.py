"""What the models of news hold about people: articles and issues nothing; subscribers an address and their wishes."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.registry import Kind, classify, content, nobody, personal
from outbox.domain.addresses import hash_of

from .domain.subscribers import leave
from .models import (
    CalendarPage,
    EventPage,
    IssueEdition,
    IssueSending,
    NewsIndexPage,
    NewsletterIssuePage,
    NewsletterPage,
    NewsPage,
    Subscriber,
)

ASKED = _("consent (GDPR art. 6(1)(a))")


def register_all() -> None:
    """Classifies every model; called once at start-up."""
    content(NewsIndexPage, NewsPage, CalendarPage, EventPage, NewsletterPage, NewsletterIssuePage)
    content(IssueEdition, IssueSending)
    classify(
        Subscriber,
        nobody("id", "state", "source", "mailed_at", "asked_again_at", "ended_at", "delete_on")
        | personal("email", "language", "frequency", "topics", "proof", "asked_at", "confirmed_at", "paused_until")
        | dict.fromkeys(("address_mark", "token_hash", "token"), Kind.SECRET),
        title=_("Newsletter"),
        purpose=_("to send the newsletter to those who have asked for it"),
        basis=ASKED,
        recipients=_("the person and administrators"),
        retention=_("until the person leaves; never confirmed, 7 days; a fingerprint of who left, 30 days"),
        rows=lambda person: Subscriber.objects.filter(address_mark=hash_of(person.email or "") or "-"),
        erase=_erase,
        goes=_goes,
    )


def _goes(row: Subscriber) -> date | None:
    return row.delete_on


def _erase(person: User, now: datetime | None = None) -> int:
    """Takes the person off the list; what is left names nobody."""
    moment = now or timezone.now()
    found = Subscriber.objects.filter(address_mark=hash_of(person.email or "") or "-").exclude(email="")
    return sum(leave(one, now=moment).email == "" for one in found)
