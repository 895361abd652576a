"""The outbox messages of newsletters: questions, issues, trials and digests. All are made when they are sent."""

from datetime import date, timedelta
from urllib.parse import urljoin

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from home.links import url_of
from outbox.kinds import Mail, worded
from outbox.models import Message

from .domain.digests import told_in
from .domain.issue_mail import LEAVE, MINE, edition
from .domain.sendings import reader_of
from .enums import SubscriberState
from .models import NewsletterIssuePage, Subscriber

# A message that has come too late is dropped: kind → state in which it is sent.
ONLY_IN = {
    "news.subscribe": SubscriberState.PENDING,
    "news.subscribed_already": SubscriberState.ACTIVE,
    "news.still_wanted": SubscriberState.ACTIVE,
}


def about_subscription(message: Message) -> Mail | None:
    """A question to a subscriber, or the way to their own page."""
    reader = Subscriber.objects.filter(pk=message.object_id, state=ONLY_IN[message.kind]).first()
    if reader is None or (message.kind == "news.still_wanted" and reader.asked_again_at is None):
        return None
    with translation.override(reader.language):
        values = {"dag": date_format(_last_day(reader))}
    return worded(message.kind, values, language=reader.language, to=reader.email, url=link_of(reader))


def _last_day(reader: Subscriber) -> date:
    """Until when somebody may answer."""
    if reader.asked_again_at:
        return timezone.localdate(reader.asked_again_at) + timedelta(days=settings.NEWSLETTER_ANSWER_DAYS)
    return reader.delete_on or timezone.localdate()


def link_of(reader: Subscriber, name: str = "newsletter_mine") -> str:
    """The full address of a reader's own page in their language. The host is the setting's."""
    with translation.override(reader.language):
        return urljoin(settings.SITE_URL, reverse(name, args=[reader.token]))


def leaving(reader: Subscriber) -> dict[str, str]:
    """The headers by which a mail program leaves the list with one click (RFC 8058)."""
    return {
        "List-Unsubscribe": f"<{link_of(reader, 'newsletter_leave')}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def issue(message: Message) -> Mail | None:
    """An issue for one reader. None where they have left since, or the issue is stopped."""
    found = reader_of(message.object_id)
    if found is None:
        return None
    sending, reader = found
    editions = {one.language: one for one in sending.editions.all()}
    made = editions.get(reader.language) or editions.get("da")
    return _personal(reader, made.language, made.subject, made.html, made.text) if made else None


def _personal(reader: Subscriber, language: str, subject: str, html: str, text: str) -> Mail:
    leave, mine = link_of(reader, "newsletter_leave"), link_of(reader)
    return Mail(
        to=reader.email,
        subject=subject,
        text=text.replace(LEAVE, leave).replace(MINE, mine),
        html=html.replace(LEAVE, leave).replace(MINE, mine),
        language=language,
        headers=leaving(reader),
    )


def trial(message: Message) -> Mail | None:
    """An issue as it would be sent now, to the editor who asked. Its links for readers lead to its page."""
    page = NewsletterIssuePage.objects.select_related("locale").filter(pk=message.object_id, live=True).first()
    if page is None:
        return None
    made = edition(page)
    front = urljoin(settings.SITE_URL, page.get_parent().url or "/")
    with translation.override(made.language):
        subject = _("Trial: %(subject)s") % {"subject": made.subject}
    return Mail(
        to="",
        subject=subject,
        text=made.text.replace(LEAVE, front).replace(MINE, front),
        html=made.html.replace(LEAVE, front).replace(MINE, front),
        language=made.language,
    )


def digest(message: Message) -> Mail | None:
    """One article, or the news of a period, for one reader. None where nothing they want came, or they have left."""
    reader, articles = told_in(message.object_id)
    if reader is None or not articles:
        return None
    with translation.override(reader.language):
        rows = [(one, urljoin(settings.SITE_URL, url_of(one))) for one in articles]
        text = render_to_string("emails/digest.txt", {"rows": rows}).strip()
        return Mail(
            to=reader.email,
            subject=articles[0].title if len(articles) == 1 else _("News from Peerportalen"),
            text=text,
            language=reader.language,
            headers=leaving(reader),
            button=(link_of(reader), _("Choose what you get, or leave")),
        )
