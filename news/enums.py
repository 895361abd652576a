"""States of subscribers and of issues that are sent, with their named sets (domain.md §4.11)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SubscriberState(models.TextChoices):
    """Where a subscription stands."""

    PENDING = "pending", _("waits for a yes by mail")
    ACTIVE = "active", _("gets the newsletter")
    UNSUBSCRIBED = "unsubscribed", pgettext_lazy("a subscriber", "has left")
    BOUNCED = "bounced", _("the address takes no mail")


# The row still holds an address.
HELD_STATES = frozenset({SubscriberState.PENDING, SubscriberState.ACTIVE, SubscriberState.BOUNCED})


class Frequency(models.TextChoices):
    """How often somebody hears of news between the issues."""

    ISSUES = "issues", _("Only the newsletter")
    IMMEDIATE = "immediate", _("The newsletter, and each piece of news when it comes")
    DAILY = "daily", _("The newsletter, and the news of the day")
    WEEKLY = "weekly", _("The newsletter, and the news of the week on Mondays")
    MONTHLY = "monthly", _("The newsletter, and the news of the month on the first")


class SubscriberSource(models.TextChoices):
    """How an address came in."""

    FORM = "form", _("on the portal")
    IMPORT = "import", _("from an earlier list")


class SendingState(models.TextChoices):
    """Where the sending of an issue stands."""

    DRAFT = "draft", pgettext_lazy("an issue", "being written")
    TEST_SENT = "test_sent", _("tried")
    SCHEDULED = "scheduled", pgettext_lazy("an issue", "scheduled")
    SENDING = "sending", _("is being sent")
    STOPPED = "stopped", _("stopped")
    SENT = "sent", pgettext_lazy("an issue", "sent")
    PARTLY_FAILED = "partly_failed", _("sent, but some addresses did not take it")


# Has left, in part or in whole: it is no longer changed, and never sent again.
# Every step there is; another is refused.
SENDING_STEPS: frozenset[tuple[str, str]] = frozenset(
    {
        (SendingState.DRAFT, SendingState.TEST_SENT),
        (SendingState.TEST_SENT, SendingState.SCHEDULED),
        (SendingState.SCHEDULED, SendingState.TEST_SENT),
        (SendingState.SCHEDULED, SendingState.SENDING),
        (SendingState.SENDING, SendingState.STOPPED),
        (SendingState.STOPPED, SendingState.SENDING),
        (SendingState.SENDING, SendingState.SENT),
        (SendingState.SENDING, SendingState.PARTLY_FAILED),
    }
)


class EventKind(models.TextChoices):
    """What sort of event it is."""

    MEETING = "meeting", _("Meeting")
    INFO = "info", _("Information meeting")
    TALK = "talk", _("Talk or workshop")
    CONFERENCE = "conference", _("Conference")
    ONLINE = "online", _("Online meeting")


class EventAccess(models.TextChoices):
    """What makes it easier to hear, see and get in."""

    LOOP = "loop", _("Hearing loop")
    CAPTIONS = "captions", _("Captions")
    WRITING = "writing", _("Writing interpreter")
    SIGNING = "signing", _("Sign language interpreter")
    STEP_FREE = "step_free", _("Step-free access")
    QUIET = "quiet", _("Quiet room")
