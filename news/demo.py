"""The news of the demo site."""

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from accounts.domain.consents import new_text, newest_text
from accounts.models import User
from home.demo import Plan
from home.demo import register as register_seed
from home.demo.drawings import PICTURE
from home.demo.reader import Text
from home.demo.site import add_page_type
from home.models import BasePage, PortalImage
from outbox.models import Message

from .domain import subscribers
from .models import CalendarPage, EventPage, NewsIndexPage, NewsletterIssuePage, NewsletterPage, NewsPage, Subscriber

READERS = 12
YES = {
    "da": "Ja, I må sende mig nyhedsbrevet på mail. Jeg kan stoppe med ét klik i hvert brev. Så sletter I min adresse.",
    "en": "Yes, you may send me the newsletter by e-mail. I can stop with one click, and you delete my address.",
}


def article_values(text: Text, plan: Plan) -> dict[str, Any]:
    """Date, topic, place and author of an article from its front matter."""
    meta = text.meta
    return {
        "published_on": plan.today + timedelta(days=int(meta.get("date", "0"))),
        "topic": meta.get("topic", "portal"),
        "place": meta.get("place", ""),
        "author_role": meta.get("author", ""),
        "image": PortalImage.objects.filter(title=PICTURE + meta["image"]).first() if "image" in meta else None,
    }


def issue_values(text: Text, plan: Plan) -> dict[str, Any]:
    """The date of an issue."""
    return {"issue_on": plan.today + timedelta(days=int(text.meta.get("date", "0")))}


def event_values(text: Text, plan: Plan) -> dict[str, Any]:
    """When, where and how of an event."""
    meta = text.meta
    day = plan.today + timedelta(days=int(meta["days"]))
    begins = timezone.make_aware(datetime.combine(day, time(int(meta["hour"]))))
    return {
        "kind": meta["kind"],
        "starts_at": begins,
        "ends_at": begins + timedelta(hours=int(meta["hours"])),
        "place": meta.get("place", ""),
        "address": meta.get("address", ""),
        "link": meta.get("link", ""),
        "access": [code.strip() for code in meta.get("access", "").split(",") if code.strip()],
        "signup": meta.get("signup", ""),
    }


def seed_newsletter(plan: Plan) -> None:
    """What is said yes to, and a few readers. A second call changes nothing."""
    now = timezone.now()
    by = User.objects.filter(email="demo-admin@example.org").first()
    for language, text in YES.items():
        if by is not None and newest_text(subscribers.PURPOSE, language) is None:
            new_text(purpose=subscribers.PURPOSE, language=language, text=text, by=by, now=now)
    if Subscriber.objects.exists():
        return
    for number in range(1, READERS * plan.scale + 1):
        reader = subscribers.ask(
            email=f"demo-laeser-{number:03}@example.org", language="en" if number % 5 == 0 else "da", shown="", now=now
        )
        if number % 6:
            subscribers.confirm(reader, now=now)
    Message.objects.filter(kind="news.subscribe").delete()  # nobody reads these questions


def register() -> None:
    """Tells the demo which page types are ours, and of the readers."""
    types: dict[str, type[BasePage]] = {"news_index": NewsIndexPage, "news": NewsPage}
    add_page_type("newsletter", NewsletterPage)
    add_page_type("issue", NewsletterIssuePage, issue_values)
    add_page_type("calendar", CalendarPage)
    add_page_type("event", EventPage, event_values)
    register_seed("newsletter", seed_newsletter)
    add_page_type("news_index", types["news_index"])
    add_page_type("news", types["news"], article_values)
