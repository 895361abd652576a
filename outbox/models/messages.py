"""The one table of what leaves."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..enums import STUCK_STATES, MessageState

REASONS = {
    "SMTPRecipientsRefused": _("the server does not take mail for the address"),
    "SMTPDataError": _("the server did not take the mail"),
    "Suppressed": _("the address is closed"),
    "SMTPAuthenticationError": _("the server does not let us in"),
    "SMTPNotSupportedError": _("the server offers no encryption"),
    "SMTPServerDisconnected": _("the server hung up"),
    "ConnectionRefusedError": _("no server answers"),
    "TimeoutError": _("the server did not answer in time"),
}


class Message(models.Model):
    """One message, written in the transaction of the act it tells about. Holds no text: it is rendered at sending."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    object_id = models.CharField(max_length=60)
    # Whom it is for, where that is one person of ours; the address is asked for at sending.
    person = models.UUIDField(null=True)
    # The same act never queues twice.
    dedupe_key = models.CharField(max_length=160, unique=True, null=True)
    state = models.CharField(max_length=10, choices=MessageState.choices, default=MessageState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    next_at = models.DateTimeField()
    # After this moment it would only confuse (a code that no longer works).
    expires_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    # The class of the last error and the server's number, never its text: that may hold an address.
    last_error = models.CharField(max_length=80, blank=True)
    reply_code = models.PositiveSmallIntegerField(null=True)
    # Where it went, as a hash for the day's share and as `a…@example.org` for the log.
    address_hash = models.CharField(max_length=32, blank=True)
    address_hint = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["created_at"]
        indexes = [
            models.Index(fields=["next_at"], name="outbox_due", condition=Q(state="waiting")),
            models.Index(fields=["sent_at"], name="outbox_sent", condition=Q(sent_at__isnull=False)),
            models.Index(fields=["address_hash", "sent_at"], name="outbox_share", condition=Q(sent_at__isnull=False)),
            models.Index(fields=["created_at"], name="outbox_stuck", condition=Q(state__in=["dead", "held"])),
            models.Index(fields=["person"], name="outbox_person", condition=Q(person__isnull=False)),
        ]
        constraints = [models.CheckConstraint(condition=Q(state__in=MessageState.values), name="known_message_state")]

    def __str__(self) -> str:
        return f"{self.kind} {str(self.id)[:8]}"

    @property
    def message_id(self) -> str:
        """The Message-ID header: the same at every attempt, so that a duplicate is recognised as one."""
        return f"<{self.id}@peerportalen.local>"

    @property
    def is_stuck(self) -> bool:
        """Whether it moves only when somebody says so."""
        return self.state in STUCK_STATES

    @property
    def title(self) -> str:
        """What its kind is called."""
        from ..kinds import title_of

        return title_of(self.kind)

    @property
    def reason(self) -> str:
        """Why it is stuck, in words and with the server's number where there is one."""
        if self.state == MessageState.HELD:
            return str(MessageState.HELD.label)
        words = str(REASONS.get(self.last_error, _("a fault in the portal")))
        return f"{words} ({self.reply_code})" if self.reply_code else words


class Suppression(models.Model):
    """An address whose mail server said that it takes no mail. Nothing is sent there until it is lifted."""

    address_hash = models.CharField(max_length=32, unique=True)
    address_hint = models.CharField(max_length=100)
    since = models.DateTimeField()
    reply_code = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["-since"]

    def __str__(self) -> str:
        return self.address_hash[:8]
