"""Delivering what waits: claim by a lease, render, send, mark.

A crash between the mail server's answer and the mark gives at most one duplicate with the same Message-ID and never
a loss.
"""

from datetime import datetime, timedelta

import structlog
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.utils import translation

from ..enums import MessageState
from ..kinds import KINDS, Mail
from ..models import Message

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
    """Renders and sends one claimed message. Returns whether it left; one that cannot leave now waits longer."""
    try:
        render, after = KINDS[message.kind]
        mail = render(message)
        if mail is not None:
            send(message, mail)
    except Exception as error:  # whatever is wrong with one message must neither stop the others nor last for ever
        _postpone(message, error, now)
        return False
    _end(message, MessageState.SENT if mail else MessageState.DROPPED, now)
    if after:
        after(message)
    return mail is not None


def send(message: Message, mail: Mail) -> None:
    """Hands the mail to the configured server. Raises what the mail backend raises."""
    with translation.override(mail.language):
        html = render_to_string("emails/message.html", {"mail": mail, "paragraphs": mail.text.split("\n\n")})
        text = render_to_string("emails/message.txt", {"mail": mail})
    connection = get_connection()
    out = EmailMultiAlternatives(
        subject=mail.subject,
        body=text,
        to=[mail.to],
        headers={"Message-ID": message.message_id, "Auto-Submitted": "auto-generated", **mail.headers},
        connection=connection,
    )
    out.attach_alternative(_inlined(html), "text/html")
    try:
        out.send()
    finally:
        connection.close()  # where opening failed half way, Django leaves the line to the server open


def _inlined(html: str) -> str:
    import css_inline

    return css_inline.CSSInliner(load_remote_stylesheets=False, keep_style_tags=True).inline(html)


def _end(message: Message, state: MessageState, now: datetime) -> None:
    message.state = state
    message.sent_at = now if state == MessageState.SENT else None
    message.lease_until = None
    message.save(update_fields=["state", "sent_at", "lease_until"])


def _postpone(message: Message, error: Exception, now: datetime) -> None:
    """Waits longer after each failure; gives up after the last step and shows the message to the administrator."""
    step = min(message.attempts, len(BACK_OFF_MINUTES))
    message.last_error = type(error).__name__
    message.lease_until = None
    message.next_at = now + timedelta(minutes=BACK_OFF_MINUTES[step - 1])
    if message.attempts > len(BACK_OFF_MINUTES):
        message.state = MessageState.DEAD
    message.save(update_fields=["last_error", "lease_until", "next_at", "state"])
    log.warning("mail_postponed", kind=message.kind, attempt=message.attempts, error=message.last_error)


def oldest_wait(*, now: datetime) -> timedelta:
    """How long the oldest due message has waited; zero when none does."""
    oldest = Message.objects.filter(state=MessageState.WAITING, next_at__lte=now).order_by("next_at").first()
    return now - oldest.next_at if oldest else timedelta()
