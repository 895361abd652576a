"""Choices of the CMS foundation and of enquiries."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Area(models.TextChoices):
    """The part of the portal a section belongs to; it gives the section its colour."""

    GROUPS = "groups", _("Peer groups")
    EDUCATION = "education", _("Peer education")
    WORKPLACES = "workplaces", _("For workplaces")
    SCHEME = "scheme", _("Start a scheme")
    NEWS = "news", _("News")
    PORTAL = "portal", _("About the portal")


class Illustration(models.TextChoices):
    """Our own line drawings, in templates/illustrations/."""

    TABLE = "table", _("Round table")
    CHAIRS = "chairs", _("Two chairs")
    HANDS = "hands", _("Hands")
    PATH = "path", _("Path through a landscape")
    BRIDGE = "bridge", _("Bridge")
    DOOR = "door", _("Open door")
    LETTER = "letter", _("Letter")
    STAR = "star", _("Star")
    COMPASS = "compass", _("Compass")
    TREE = "tree", _("Tree")


class NoticeKind(models.TextChoices):
    INFO = "info", _("Remember")
    SUCCESS = "success", _("Good to know")
    WARNING = "warning", _("Important")


class Topic(models.TextChoices):
    """What an enquiry is about; each is routed to its own contact."""

    GROUPS = "groups", _("Peer groups")
    EDUCATION = "education", _("Peer education and courses")
    WORKPLACES = "workplaces", _("Peers at the workplace")
    SCHEME = "scheme", _("Starting a scheme of our own")
    COOPERATION = "cooperation", _("Cooperation, talks and workshops")
    SITE = "site", _("The website or accessibility")
    OTHER = "other", _("Something else")


class Reply(models.TextChoices):
    """How somebody wants the answer. Writing comes first."""

    MAIL = "mail", _("By mail")
    SMS = "sms", _("By text message")
    PHONE = "phone", _("By phone")


class EnquiryState(models.TextChoices):
    """domain.md §4.12."""

    NEW = "new", _("new")
    ASSIGNED = "assigned", _("being answered")
    ANSWERED = "answered", _("answered")
    REOPENED = "reopened", _("reopened")
    CLOSED = "closed", _("closed")
    SPAM = "spam", _("spam")


OPEN_STATES = frozenset({EnquiryState.NEW, EnquiryState.ASSIGNED, EnquiryState.REOPENED})
ENDED_STATES = frozenset({EnquiryState.CLOSED, EnquiryState.SPAM})
# (from, to) → allowed. Everything else is refused with an explanation.
ENQUIRY_STEPS: frozenset[tuple[str, str]] = frozenset(
    {
        (EnquiryState.NEW, EnquiryState.ASSIGNED),
        (EnquiryState.NEW, EnquiryState.ANSWERED),
        (EnquiryState.NEW, EnquiryState.SPAM),
        (EnquiryState.ASSIGNED, EnquiryState.ANSWERED),
        (EnquiryState.ASSIGNED, EnquiryState.SPAM),
        (EnquiryState.ANSWERED, EnquiryState.REOPENED),
        (EnquiryState.ANSWERED, EnquiryState.CLOSED),
        (EnquiryState.REOPENED, EnquiryState.ANSWERED),
        (EnquiryState.REOPENED, EnquiryState.ASSIGNED),
        (EnquiryState.ASSIGNED, EnquiryState.CLOSED),
        (EnquiryState.CLOSED, EnquiryState.REOPENED),
        (EnquiryState.SPAM, EnquiryState.NEW),
    }
)
