"""Models of the CMS foundation and of enquiries."""

from .base import BasePage
from .contacts import LocalContact
from .enquiries import Enquiry, EnquiryEvent, EnquiryMessage
from .facts import Fact
from .feedback import PageFeedback
from .glossary import GlossaryPage, GlossaryTerm
from .media import PortalDocument, PortalImage, PortalRendition
from .pages import ContactPage, ContentPage, FaqPage, HomePage, SectionPage
from .places import Postcode
from .settings import PortalSettings
from .versions import ContentVersion

__all__ = [
    "BasePage",
    "ContactPage",
    "ContentPage",
    "ContentVersion",
    "Enquiry",
    "EnquiryEvent",
    "EnquiryMessage",
    "Fact",
    "FaqPage",
    "GlossaryPage",
    "GlossaryTerm",
    "HomePage",
    "LocalContact",
    "PageFeedback",
    "PortalDocument",
    "PortalImage",
    "PortalRendition",
    "PortalSettings",
    "Postcode",
    "SectionPage",
]
