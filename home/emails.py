"""The outbox messages of the CMS foundation."""

from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

from accounts.models import User
from outbox.kinds import Mail, worded
from outbox.models import Message

from .domain.reviews import due_of
from .enums import OPEN_STATES
from .models import Enquiry, EnquiryMessage


def receipt(message: Message) -> Mail | None:
    """To the person who wrote: we have it, and when they hear from us."""
    enquiry = Enquiry.objects.filter(pk=message.object_id).first()
    if enquiry is None:
        return None
    with translation.override(enquiry.language):
        values = {"navn": enquiry.name, "dag": date_format(enquiry.answer_by), "reference": enquiry.reference}
    return worded(message.kind, values, language=enquiry.language, to=enquiry.email)


def notice(message: Message) -> Mail | None:
    """To the contact of topic and place: an enquiry waits. It holds nothing of what was written."""
    enquiry = Enquiry.objects.select_related("contact").filter(pk=message.object_id).first()
    if enquiry is None or enquiry.contact is None or enquiry.state not in OPEN_STATES:
        return None
    with translation.override("da"):
        values = {
            "emne": enquiry.get_topic_display(),
            "dag": date_format(enquiry.answer_by),
            "reference": enquiry.reference,
        }
    url = urljoin(settings.SITE_URL, reverse("enquiry", args=[enquiry.reference]))
    return worded(message.kind, values, language="da", to=enquiry.contact.email, url=url)


def review(message: Message) -> Mail | None:
    """To somebody who keeps pages: those that are to be read again. None when there are none any more."""
    person = User.objects.filter(pk=message.object_id, is_active=True).first()
    if person is None:
        return None
    rows = due_of(person, timezone.localdate(message.created_at))
    if not rows:
        return None
    with translation.override(person.language):
        pages = "\n".join(f"– {title}: {date_format(day)}" for _key, title, day in rows)
    url = urljoin(settings.SITE_URL, reverse("wagtailadmin_home"))
    return worded(message.kind, {"sider": pages}, language=person.language, to=person.email, url=url)


def answer(message: Message) -> Mail | None:
    """Our answer, to the person who wrote."""
    ours = EnquiryMessage.objects.select_related("enquiry").filter(pk=message.object_id).first()
    if ours is None:
        return None
    enquiry = ours.enquiry
    values = {"navn": enquiry.name, "svar": ours.text, "reference": enquiry.reference}
    return worded(message.kind, values, language=enquiry.language, to=enquiry.email)
