"""What the models of home hold about people."""

from django.utils.translation import gettext_lazy as _

from accounts.personal_data import INTEREST
from accounts.registry import Kind, classify, content, nobody, personal

from . import models
from .models import Enquiry, EnquiryEvent, EnquiryMessage, PageFeedback, contacts

ANSWERING = _("to answer what somebody wrote to us")
WRITTEN_TO = _(
    "to answer what the person asked (GDPR art. 6(1)(b)); explicit consent where health is told (art. 9(2)(a))"
)
READERS = _("coordinators of the region and administrators")
AFTER_CLOSING = _("12 months after the case is closed")


def register_all() -> None:
    """Classifies every model; called once at start-up."""
    _enquiries()
    content(
        models.PortalImage,
        models.PortalDocument,
        models.HomePage,
        models.ContentPage,
        models.SectionPage,
        models.FaqPage,
        models.ContactPage,
        models.PortalRendition,
        models.LocalContact,
        contacts.ContactTopic,
        models.Fact,
        models.GlossaryTerm,
        models.GlossaryPage,
        models.Postcode,
        models.PortalSettings,
        models.ContentVersion,
    )


def _enquiries() -> None:
    common = {"purpose": ANSWERING, "basis": WRITTEN_TO, "recipients": READERS, "retention": AFTER_CLOSING}
    classify(
        Enquiry,
        nobody("id", "contact", "assigned_to", "token")
        | personal("reference", "state", "name", "email", "phone", "reply_by", "topic", "region", "language")
        | personal("received_at", "changed_at", "answer_by", "closed_at", "erase_after"),
        title=_("Enquiries"),
        rows=lambda person: Enquiry.objects.filter(email=person.email or "-"),
        goes=lambda row: row.erase_after,
        **common,
    )
    classify(
        EnquiryMessage,
        nobody("id", "enquiry", "by") | personal("from_us", "at") | {"text": Kind.SPECIAL},
        title=_("What was written in an enquiry"),
        rows=lambda person: EnquiryMessage.objects.filter(enquiry__email=person.email or "-").select_related("enquiry"),
        goes=lambda row: row.enquiry.erase_after,
        **common,
    )
    classify(
        EnquiryEvent,
        nobody("id", "enquiry", "by", "note") | personal("from_state", "to_state", "at"),
        title=_("What happened with an enquiry"),
        rows=lambda person: EnquiryEvent.objects.filter(enquiry__email=person.email or "-").select_related("enquiry"),
        goes=lambda row: row.enquiry.erase_after,
        **common,
    )
    classify(
        PageFeedback,
        nobody("id", "path", "language", "useful", "created_at") | personal("comment"),
        title=_("Comments on a page"),
        purpose=_("to make pages better; nobody can tell who wrote"),
        basis=INTEREST,
        recipients=_("editors and administrators"),
        retention=_("12 months"),
    )
