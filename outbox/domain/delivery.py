"""Delivering what waits: claim by a lease, render, send, mark.

A crash between the mail server's answer and the mark gives at most one duplicate with the same Message-ID and never
a loss.
"""

from dataclasses import replace
from datetime import datetime, timedelta

import structlog
from django.core.cache import cache
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.utils import translation

from ..calendars import method_of, several, written
from ..enums import MessageState
from ..kinds import KINDS, Kind, Mail
from ..models import Message
from ..recipients import Recipient, find
from . import by_hand, failures
from .addresses import hash_of, hint_of
from .budgets import address_opens_at, house_opens_at
from .failures import Suppressed
from .suppressions import is_suppressed, suppress

LEASE = timedelta(minutes=5)
BACK_OFF_MINUTES = (1, 2, 5, 15, 30, 60, 120, 240, 480, 720)
log = structlog.get_logger(__name__)


def deliver_due(*, now: datetime, limit: int = 100) -> int:
    """Sends up to `limit` waiting messages; returns how many left. Several callers at once never take the same one."""
    sent = 0
    for _ in range(limit):
        message = claim(now=now)
        if message is None:
            break
        sent += deliver(message, now=now)
    return sent


def claim(*, now: datetime) -> Message | None:
    """Takes the oldest due message that nobody else holds, by one conditional update."""
    free = Q(lease_until__isnull=True) | Q(lease_until__lt=now)
    due = Message.objects.filter(free, state=MessageState.WAITING, next_at__lte=now).order_by("next_at", "created_at")
    for pk in due.values_list("pk", flat=True)[:5]:
        taken = due.filter(pk=pk).update(lease_until=now + LEASE, attempts=F("attempts") + 1)
        if taken:
            return Message.objects.get(pk=pk)
    return None


def deliver(message: Message, *, now: datetime) -> bool:
    """Renders and sends one claimed message, or hands it to the coordinators where its person is reached otherwise.
    Returns whether it left; one that cannot leave now waits longer."""
    mail = None
    try:
        kind = KINDS[message.kind]
        reached = find(message.person) if message.person else None
        mail = render(message, kind, now, reached)
        channel = by_hand.route(reached) if reached and not kind.mail_only else None
        if mail is not None and channel:
            by_hand.hand_over(message, channel, now=now)
            return True
        if mail is not None:
            if opens := opens_at(mail, kind, now):
                _wait(message, opens)
                return False
            if is_suppressed(mail.to):
                raise Suppressed
            send(message, mail)
    except Exception as error:  # whatever is wrong with one message must neither stop the others nor last for ever
        _failed(message, mail, error, now)
        return False
    _end(message, mail, now)
    if kind.after:
        kind.after(message)
    return mail is not None


def render(message: Message, kind: Kind, now: datetime, reached: Recipient | None) -> Mail | None:
    """The mail as it is to leave now; None when it is no longer due, its person is gone, or it makes no sense to them.
    `reached` says how its person is reached now."""
    if message.expires_at and message.expires_at <= now:
        return None
    if message.person is None:
        return kind.render(message)
    if reached is None or (kind.mail_only and not reached.address):
        return None
    mail = kind.render(message)
    return replace(mail, to=reached.address) if mail else None


def opens_at(mail: Mail, kind: Kind, now: datetime) -> datetime | None:
    """When the budgets let the mail leave; None when that is now. A full house is an alarm, told once an hour."""
    if opens := house_opens_at(now=now):
        if cache.add(f"outbox:full:{opens:%Y%m%d%H}", 1, timeout=3600):
            log.error("mail_budget_reached", opens=opens.isoformat())
        return opens
    return None if kind.to_staff else address_opens_at(hash_of(mail.to), now=now)


def send(message: Message, mail: Mail) -> None:
    """Hands the mail to the configured server. Raises what the mail backend raises."""
    text, html = parts(mail)
    connection = get_connection()
    out = EmailMultiAlternatives(
        subject=mail.subject,
        body=text,
        to=[mail.to],
        headers={"Message-ID": message.message_id, "Auto-Submitted": "auto-generated", **mail.headers},
        connection=connection,
    )
    out.attach_alternative(html, "text/html")
    if mail.event:
        out.attach("moede.ics", written(mail.event), f"text/calendar; method={method_of(mail.event)}")
    if mail.events:
        out.attach("moeder.ics", several(mail.events), "text/calendar; method=PUBLISH")
    try:
        out.send()
    finally:
        connection.close()  # where opening failed half way, Django leaves the line to the server open


def parts(mail: Mail) -> tuple[str, str]:
    """The plain text and the HTML of a mail as they are sent."""
    if mail.html:
        return mail.text, mail.html
    with translation.override(mail.language):
        html = render_to_string("emails/message.html", {"mail": mail, "paragraphs": mail.text.split("\n\n")})
        text = render_to_string("emails/message.txt", {"mail": mail})
    return text, _inlined(html)


def _inlined(html: str) -> str:
    import css_inline

    return css_inline.CSSInliner(load_remote_stylesheets=False, keep_style_tags=True).inline(html)


def _end(message: Message, mail: Mail | None, now: datetime) -> None:
    message.state = MessageState.SENT if mail else MessageState.DROPPED
    message.lease_until = None
    if mail:
        message.sent_at, message.address_hash, message.address_hint = now, hash_of(mail.to), hint_of(mail.to)
    message.save(update_fields=["state", "sent_at", "lease_until", "address_hash", "address_hint"])


def _wait(message: Message, until: datetime) -> None:
    """Waits without having been tried: a budget is no failure."""
    message.lease_until, message.next_at = None, until
    message.attempts = max(0, message.attempts - 1)
    message.save(update_fields=["lease_until", "next_at", "attempts"])


def _failed(message: Message, mail: Mail | None, error: Exception, now: datetime) -> None:
    """Waits longer after each failure. After the last step, and when the server refuses for good, it is given up and
    shown to the administrator."""
    failure = failures.read(error)
    step = min(message.attempts, len(BACK_OFF_MINUTES))
    message.last_error, message.reply_code = failure.name, failure.code
    message.lease_until = None
    message.next_at = now + timedelta(minutes=BACK_OFF_MINUTES[step - 1])
    if failure.is_final or message.attempts > len(BACK_OFF_MINUTES):
        message.state = MessageState.DEAD
    if mail:
        message.address_hint = hint_of(mail.to)
        if failure.is_the_address:
            suppress(mail.to, now=now, reply_code=failure.code)
    message.save(update_fields=["last_error", "reply_code", "lease_until", "next_at", "state", "address_hint"])
    log.warning("mail_postponed", kind=message.kind, attempt=message.attempts, error=message.last_error)


def oldest_wait(*, now: datetime) -> timedelta:
    """How long the oldest due message has waited; zero when none does."""
    oldest = Message.objects.filter(state=MessageState.WAITING, next_at__lte=now).order_by("next_at").first()
    return now - oldest.next_at if oldest else timedelta()
