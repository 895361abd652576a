"""What accounts tells the outbox, which knows nobody: how a person is reached, and what its tables hold about whom."""

import uuid

from django.utils.translation import gettext_lazy as _

from outbox import recipients
from outbox.domain.addresses import hash_of
from outbox.models import Message, Suppression
from outbox.recipients import Recipient

from . import panels
from .mail_panels import stuck_mails
from .models import IdempotencyRecord, User
from .personal_data import CONTRACT, INTEREST, STAFF_ONLY
from .registry import classify, nobody, personal


def reached(person: uuid.UUID) -> Recipient | None:
    """How somebody is reached now; None for who is gone or shut out."""
    found = User.objects.filter(uuid=person, is_active=True).first()
    if found is None:
        return None
    return Recipient(
        channel=found.channel,
        address=found.email or "",
        language=found.language,
        name=found.get_full_name(),
        phone=found.phone,
        postal_address=found.postal_address,
    )


def register() -> None:
    """Called once at start-up."""
    recipients.register(reached)
    panels.register("administration", panels.Panel(_("Mails"), stuck_mails))
    classify(
        Message,
        nobody("id", "kind", "object_id", "dedupe_key", "state", "attempts", "created_at", "next_at", "expires_at")
        | nobody("lease_until", "last_error", "reply_code")
        | personal("person", "sent_at", "address_hash", "address_hint"),
        title=_("Mails that wait or have been sent"),
        purpose=_("to send them, and to answer when somebody asks where a mail is"),
        basis=CONTRACT,
        recipients=STAFF_ONLY,
        retention=_("30 days after sending"),
        rows=lambda person: Message.objects.filter(person=person.uuid),
    )
    classify(IdempotencyRecord, nobody("id", "key", "body", "location", "at"))
    classify(
        Suppression,
        nobody("id", "reply_code") | personal("address_hash", "address_hint", "since"),
        title=_("Closed addresses"),
        purpose=_("to send no mail to addresses that take none"),
        basis=INTEREST,
        recipients=STAFF_ONLY,
        retention=_("until an administrator opens the address"),
        rows=lambda person: Suppression.objects.filter(address_hash=hash_of(person.email) if person.email else "-"),
    )
