"""Reads of the outbox, all of them for administrators."""

from django.db.models import QuerySet

from ..enums import STUCK_STATES, MessageState
from ..models import Message, Suppression


def sent_log() -> QuerySet[Message]:
    """What has left, the newest first."""
    return Message.objects.filter(state=MessageState.SENT).select_related("by_hand").order_by("-sent_at")


def stuck() -> QuerySet[Message]:
    """What moves only when somebody says so, the oldest first."""
    return Message.objects.filter(state__in=STUCK_STATES).order_by("created_at")


def everything() -> QuerySet[Message]:
    """Every message that is still kept."""
    return Message.objects.all()


def suppressed() -> QuerySet[Suppression]:
    """The addresses that nothing is sent to, the latest first."""
    return Suppression.objects.all()
