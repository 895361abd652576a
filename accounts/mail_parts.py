"""What accounts tells the outbox, which knows nobody: how a person is reached, and what its tables hold about whom."""

import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from outbox import kinds, recipients
from outbox.domain.addresses import hash_of
from outbox.kinds import Wording
from outbox.models import ByHand, Message, Suppression, WordingVersion
from outbox.recipients import Recipient

from . import emails, panels, wordings
from .domain import addresses, data_copies, erasure, idle, roles, sealed_mails, step_up
from .mail_panels import failed_tasks, stuck_mails
from .models import IdempotencyRecord, User
from .personal_data import CONTRACT, INTEREST, STAFF_ONLY
from .registry import STAFF_LINKS, classify, nobody, personal


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


# Mails with a code or a link of their own, which lie sealed until they leave.
SEALED: dict[str, tuple[Wording, Any]] = {
    step_up.KIND: (wordings.STEP_UP, _("Code before a sensitive act")),
    addresses.CODE: (wordings.ADDRESS_CODE, _("Code for a new address")),
    addresses.TAKEN: (wordings.ADDRESS_TAKEN, _("The address is in use already")),
    addresses.LINK: (wordings.ADDRESS_LINK, _("Link from a coordinator to a new address")),
    addresses.CHANGED: (wordings.ADDRESS_CHANGED, _("Notice to the old address")),
    erasure.TOLD: (wordings.ERASURE_ASKED, _("The account is being deleted")),
}


def register_kinds() -> None:
    """Names every message of accounts. Few make sense on paper: most are about
    signing in."""
    forget = emails.forget_sealed
    kinds.register(sealed_mails.KIND, emails.signing_in, forget, title=_("Signing in"), mail_only=True)
    for kind, (wording, title) in SEALED.items():
        kinds.register(kind, emails.sealed, forget, title=title, wording=wording, mail_only=True)
    kinds.register(
        roles.KIND,
        emails.roles_changed,
        title=_("Notice of changed roles"),
        wording=wordings.ROLES_CHANGED,
        mail_only=True,
    )
    kinds.register(
        data_copies.KIND,
        emails.data_copy_ready,
        title=_("The copy is ready"),
        wording=wordings.DATA_COPY_READY,
        mail_only=True,
    )

    kinds.register(
        idle.KIND,
        emails.idle_notice,
        title=_("Notice before an unused account is deleted"),
        wording=wordings.IDLE_NOTICE,
    )


def register() -> None:
    """Called once at start-up."""
    recipients.register(reached)
    panels.register("administration", panels.Panel(_("Mails"), stuck_mails))
    panels.register("administration", panels.Panel(_("Work in the background"), failed_tasks))
    panels.register_link("administration", _("Mails"), "mails")
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
        goes=lambda row: row.sent_at + timedelta(days=settings.OUTBOX_KEEP_DAYS) if row.sent_at else None,
    )
    classify(
        ByHand,
        nobody("message", "channel", "state", "tries")
        | personal("person", "since", "printed_at", "done_at", "done_by")
        | personal("next_try"),
        title=_("Letters, calls and text messages"),
        purpose=_("to reach people who have no e-mail"),
        basis=CONTRACT,
        recipients=_("coordinators of the region and administrators"),
        retention=_("30 days after sending"),
        rows=lambda person: ByHand.objects.filter(person=person.uuid),
    )
    classify(
        WordingVersion,
        nobody("id", "kind", "language", "number", "subject", "body", "made_at") | personal("by"),
        title=_("Words of mails"),
        **STAFF_LINKS,
        erase=lambda person: WordingVersion.objects.filter(by=person.uuid).update(by=None),
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
