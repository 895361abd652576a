"""Whom letters come from: the contact that editors have set."""

from outbox.senders import Sender

from .models import PortalSettings


def sender(language: str) -> Sender:
    """The same in every language: an address is not translated."""
    settings = PortalSettings.load()
    return Sender(address=settings.contact_address, email=settings.contact_email, phone=settings.contact_phone)
