"""What people send: a contact form filled as a person does it, and an enquiry as the form cleans it."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.core.signing import TimestampSigner
from time_machine import travel

from accounts.guards import TRAP_SALT
from home.domain import enquiries
from home.models import Enquiry, LocalContact
from home.models.contacts import ContactTopic
from tests.conftest import NOW

OPENED = NOW - timedelta(hours=1)
PRIVATE = "Jeg har tinnitus og er ked af det"


def stamp(at: datetime = OPENED) -> str:
    """The clock of a form that was opened at that moment."""
    with travel(at, tick=False):
        return TimestampSigner(salt=TRAP_SALT).sign("form")


def letter(**changed: Any) -> dict[str, Any]:
    """What a person posts. The form was opened an hour before NOW."""
    post = {
        "name": "Anna Holm",
        "email": "anna@example.org",
        "topic": "groups",
        "region": "midtjylland",
        "message": "Hvordan finder jeg en gruppe?",
        "reply_by": "mail",
        "phone": "",
        "token": str(uuid.uuid4()),
        "opened": stamp(),
        "hjemmeside": "",
    }
    return post | changed


def received(**changed: Any) -> Enquiry:
    """An enquiry that came in at NOW."""
    now = changed.pop("now", NOW)
    data = {
        "name": "Anna Holm",
        "email": "anna@example.org",
        "phone": "",
        "reply_by": "mail",
        "topic": "groups",
        "region": "",
        "message": PRIVATE,
        "token": uuid.uuid4(),
    }
    return enquiries.receive(data=data | changed, language="da", now=now)


def local_contact(locale: Any, name: str, region: str = "", topics: tuple[str, ...] = ("groups",)) -> LocalContact:
    """A local contact for these topics in a region."""
    contact = LocalContact.objects.create(
        name=name, region=region, email=f"{name.lower()}@example.org", how_to_write="Skriv.", locale=locale
    )
    for topic in topics:
        ContactTopic.objects.create(contact=contact, topic=topic)
    return contact
