"""Mailing an issue: tried, scheduled, sent in batches, stopped, taken up again, reported (domain.md §4.11).

Each batch goes into the outbox in one transaction with the mark of how far it got, so a worker that is killed goes on
where it left; the outbox holds one message for an issue and an address, whatever happens, so nobody gets it twice.
"""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.domain.access_log import record
from accounts.models import User
from home.domain.errors import Refused
from outbox.domain.messages import queue, queue_all
from outbox.enums import MessageState
from outbox.locks import lock_row
from outbox.models import Message

from ..enums import SENDING_STEPS, SendingState, SubscriberState
from ..models import IssueEdition, IssueSending, NewsletterIssuePage, Subscriber
from .issue_mail import edition
from .subscribers import readers_on

ISSUE, TRIAL = "news.issue", "news.issue_trial"
HOUR_MINUTES = 60
SPREAD = timedelta(seconds=50)


def sending_of(page: NewsletterIssuePage) -> IssueSending:
    """The sending of an issue; a first call makes it. `page` may be any language's."""
    source = danish(page)
    return IssueSending.objects.get_or_create(page=source)[0]


def danish(page: NewsletterIssuePage) -> NewsletterIssuePage:
    """The issue's Danish page, or the page itself where it has none."""
    twins = NewsletterIssuePage.objects.filter(translation_key=page.translation_key)
    return twins.filter(locale__language_code="da").first() or page


def editions_of(page: NewsletterIssuePage) -> list[NewsletterIssuePage]:
    """The live pages of an issue that are mailed: the Danish one and its translations."""
    twins = NewsletterIssuePage.objects.filter(translation_key=page.translation_key, alias_of=None)
    return list(twins.live().select_related("locale").order_by("locale__language_code"))


# --- an editor's acts ------------------------------------------------------------------------------------------------
@transaction.atomic
def try_out(page: NewsletterIssuePage, *, by: User, now: datetime) -> IssueSending:
    """Mails the issue as it is published, in each of its languages, to the editor who asks. A second call within the
    minute mails nothing more.

    Raises Refused for a page that is not published or has changes that are not, and once the issue has gone out.
    """
    held = lock_row(sending_of(page))
    _as_published(held.page)
    if held.state == SendingState.DRAFT:
        _move(held, SendingState.TEST_SENT, by=by, now=now)
    elif held.state not in (SendingState.TEST_SENT, SendingState.SCHEDULED):
        raise Refused(_("The issue has gone out."))
    held.tried_revision, held.tried_at = held.page.live_revision_id, now
    held.save(update_fields=["tried_revision", "tried_at"])
    for one in editions_of(held.page):
        key = f"{TRIAL}:{one.pk}:{by.pk}:{now:%Y%m%d%H%M}"
        queue(TRIAL, object_id=str(one.pk), now=now, person=by.uuid, dedupe_key=key)
    return held


def _as_published(page: NewsletterIssuePage) -> None:
    if not page.live:
        raise Refused(_("Publish the page first. What is mailed is what stands on the web."))
    if page.has_unpublished_changes:
        raise Refused(_("The page has changes that are not published. Publish them, or take them back."))


@transaction.atomic
def schedule(page: NewsletterIssuePage, *, at: datetime, by: User, now: datetime) -> IssueSending:
    """Lets the issue go at a moment, at once where that has come. A second identical call changes nothing.

    Raises Refused for an issue that has not been tried as it stands.
    """
    held = lock_row(sending_of(page))
    if held.state == SendingState.SCHEDULED and held.scheduled_for == at:
        return held
    _as_published(held.page)
    if held.tried_revision is None or held.tried_revision != held.page.live_revision_id:
        raise Refused(_("Send yourself a test mail first, and read it. The page has changed since the last one."))
    if held.state == SendingState.SCHEDULED:
        _move(held, SendingState.TEST_SENT, by=by, now=now)
    held.scheduled_for = max(at, now)
    return _move(held, SendingState.SCHEDULED, by=by, now=now)


@transaction.atomic
def unschedule(page: NewsletterIssuePage, *, by: User, now: datetime) -> IssueSending:
    """Takes a scheduled issue back. A second call changes nothing; one under way is refused."""
    held = lock_row(sending_of(page))
    if held.state == SendingState.TEST_SENT:
        return held
    held.scheduled_for = None
    return _move(held, SendingState.TEST_SENT, by=by, now=now)


@transaction.atomic
def stop(page: NewsletterIssuePage, *, by: User, now: datetime) -> IssueSending:
    """Stops an issue under way: what has not left stays. A second call changes nothing."""
    held = lock_row(sending_of(page))
    if held.state == SendingState.STOPPED:
        return held
    moved = _move(held, SendingState.STOPPED, by=by, now=now)
    messages_of(held).filter(state=MessageState.WAITING).update(state=MessageState.DROPPED)
    return moved


@transaction.atomic
def go_on(page: NewsletterIssuePage, *, by: User, now: datetime) -> IssueSending:
    """Takes a stopped issue up where it was stopped. A second call changes nothing."""
    held = lock_row(sending_of(page))
    if held.state == SendingState.SENDING:
        return held
    moved = _move(held, SendingState.SENDING, by=by, now=now)
    waiting = messages_of(held).filter(state=MessageState.DROPPED)
    waiting.update(state=MessageState.WAITING, next_at=now, lease_until=None)
    return moved


def _move(held: IssueSending, to: SendingState, *, by: User | None, now: datetime) -> IssueSending:
    """One step of a locked sending."""
    if (held.state, to) not in SENDING_STEPS:
        raise Refused(
            _("The issue is “%(now)s” and cannot become “%(to)s”.")
            % {"now": SendingState(held.state).label, "to": to.label}
        )
    held.state, held.by = to, by or held.by
    held.save()
    record(by=by, action=f"issue.{to}", object=held, now=now)
    return held


# --- the worker's part -----------------------------------------------------------------------------------------------
def begin_due(now: datetime) -> int:
    """Begins every issue whose hour has come; returns how many."""
    due = IssueSending.objects.filter(state=SendingState.SCHEDULED, scheduled_for__lte=now)
    return sum(_begin(one, now) for one in due)


@transaction.atomic
def _begin(sending: IssueSending, now: datetime) -> bool:
    """Freezes what is mailed: who edits the page from now on changes no mail."""
    held = lock_row(sending)
    if held.state != SendingState.SCHEDULED or held.scheduled_for is None or held.scheduled_for > now:
        return False
    held.started_at = now
    for page in editions_of(held.page):
        made = edition(page)
        values = {"subject": made.subject, "html": made.html, "text": made.text}
        IssueEdition.objects.update_or_create(sending=held, language=made.language, defaults=values)
    _move(held, SendingState.SENDING, by=None, now=now)
    return True


def push_batches(now: datetime) -> int:
    """Puts the next batch of every issue under way into the outbox, and ends those that have reached everybody; returns
    how many messages."""
    return sum(_push(one, now) for one in IssueSending.objects.filter(state=SendingState.SENDING))


@transaction.atomic
def _push(sending: IssueSending, now: datetime) -> int:
    held = lock_row(sending)
    waits = messages_of(held).filter(state=MessageState.WAITING).count()
    room = batch_size() - waits
    if held.state != SendingState.SENDING or room <= 0:
        return 0
    batch = list(_not_reached(held, now)[:room])
    queue_all(_message(held, reader, now, SPREAD * number / len(batch)) for number, reader in enumerate(batch))
    if batch:
        held.reached = batch[-1].pk
        held.queued += len(batch)
        held.save(update_fields=["reached", "queued"])
    elif not waits:
        _end(held, now)
    return len(batch)


def _message(held: IssueSending, reader: Subscriber, now: datetime, later: timedelta) -> Message:
    return Message(
        kind=ISSUE,
        object_id=f"{held.pk}:{reader.pk}",
        created_at=now,
        next_at=now + later,
        dedupe_key=f"{ISSUE}:{held.pk}:{reader.address_mark}",
    )


def batch_size() -> int:
    """How many mails of an issue may stand in the outbox at once: what may be sent in a minute, less the share that
    other mail has. They are spread over the minute, so that a code to sign in with waits behind one or two."""
    an_hour = int(settings.OUTBOX_AN_HOUR * settings.RATE_LIMIT_FACTOR * (1 - settings.NEWSLETTER_LEAVES))
    return max(1, min(settings.NEWSLETTER_BATCH, an_hour // HOUR_MINUTES))


def _not_reached(held: IssueSending, now: datetime) -> "QuerySet[Subscriber]":
    """Those on the list when sending began, in the order of their ids, after the last one reached."""
    readers = Subscriber.objects.filter(readers_on(timezone.localdate(now)), confirmed_at__lte=held.started_at)
    readers = readers.filter(pk__gt=held.reached) if held.reached else readers
    return readers.order_by("pk").only("pk", "address_mark")


def _end(held: IssueSending, now: datetime) -> None:
    counts = outcome(held)
    held.sent, held.dropped, held.failed = counts["sent"], counts["dropped"], counts["failed"]
    held.ended_at = now
    _move(held, SendingState.PARTLY_FAILED if held.failed else SendingState.SENT, by=None, now=now)


def messages_of(sending: IssueSending) -> "QuerySet[Message]":
    """The messages of an issue in the outbox; they stay there a month."""
    return Message.objects.filter(kind=ISSUE, dedupe_key__startswith=f"{ISSUE}:{sending.pk}:")


def outcome(sending: IssueSending) -> dict[str, int]:
    """How many have left, wait, were dropped (left the list meanwhile) and failed. One query."""
    states = MessageState
    found = messages_of(sending).aggregate(
        sent=Count("pk", filter=Q(state=states.SENT)),
        waiting=Count("pk", filter=Q(state=states.WAITING)),
        dropped=Count("pk", filter=Q(state=states.DROPPED)),
        failed=Count("pk", filter=Q(state__in=[states.DEAD, states.HELD])),
    )
    return {name: int(value) for name, value in found.items()}


def readers(today: date) -> dict[str, int]:
    """How many would get an issue on a day, by language. One query."""
    rows = Subscriber.objects.filter(readers_on(today)).values_list("language")
    return dict(rows.annotate(number=Count("pk")).order_by("language"))


def reader_of(object_id: str) -> tuple[IssueSending, Subscriber] | None:
    """The sending and the reader that a message is about; None when either has gone, the reader has left, or the issue
    is stopped."""
    number, _colon, key = object_id.partition(":")
    sending = IssueSending.objects.filter(pk=number, state=SendingState.SENDING).first()
    reader = Subscriber.objects.filter(pk=key, state=SubscriberState.ACTIVE).first()
    return (sending, reader) if sending and reader else None
