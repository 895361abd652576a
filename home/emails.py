"""The outbox messages of the CMS foundation."""

from urllib.parse import urljoin

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from outbox.kinds import Mail
from outbox.models import Message

from .enums import OPEN_STATES
from .models import Enquiry, EnquiryMessage


def receipt(message: Message) -> Mail | None:
    """To the person who wrote: we have it, and when they hear from us."""
    enquiry = Enquiry.objects.filter(pk=message.object_id).first()
    if enquiry is None:
        return None
    with translation.override(enquiry.language):
        text = render_to_string("emails/enquiry_receipt.txt", {"enquiry": enquiry})
        subject = _("We have received your message (%(reference)s)") % {"reference": enquiry.reference}
    return Mail(to=enquiry.email, subject=subject, text=text.strip(), language=enquiry.language)


def notice(message: Message) -> Mail | None:
    """To the contact of topic and place: an enquiry waits. It holds nothing of what was written."""
    enquiry = Enquiry.objects.select_related("contact").filter(pk=message.object_id).first()
    if enquiry is None or enquiry.contact is None or enquiry.state not in OPEN_STATES:
        return None
    url = urljoin(settings.SITE_URL, reverse("enquiry", args=[enquiry.reference]))
    with translation.override("da"):
        text = render_to_string("emails/enquiry_notice.txt", {"enquiry": enquiry, "url": url})
        subject = _("An enquiry waits for an answer (%(reference)s)") % {"reference": enquiry.reference}
        button = (url, _("Open the enquiry"))
    return Mail(to=enquiry.contact.email, subject=subject, text=text.strip(), button=button)


def answer(message: Message) -> Mail | None:
    """Our answer, to the person who wrote."""
    ours = EnquiryMessage.objects.select_related("enquiry").filter(pk=message.object_id).first()
    if ours is None:
        return None
    enquiry = ours.enquiry
    with translation.override(enquiry.language):
        text = render_to_string("emails/enquiry_answer.txt", {"enquiry": enquiry, "answer": ours.text})
        subject = _("Answer to your message (%(reference)s)") % {"reference": enquiry.reference}
    return Mail(to=enquiry.email, subject=subject, text=text.strip(), language=enquiry.language)
