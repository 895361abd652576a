"""States of a message."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MessageState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    SENT = "sent", _("sent")
    DROPPED = "dropped", _("no longer due")
    DEAD = "dead", _("given up")
    HELD = "held", _("held since a restore")
    BY_HAND = "by_hand", _("with the coordinators")


class HandChannel(models.TextChoices):
    """How people carry a message."""

    LETTER = "letter", _("letter")
    PHONE = "phone", _("call")
    SMS = "sms", _("text message")


class ByHandState(models.TextChoices):
    """How far people have carried a message."""

    WAITING = "waiting", _("waiting")
    PRINTED = "printed", _("printed")
    DONE = "done", _("sent")


# What an administrator must look at.
STUCK_STATES = (MessageState.DEAD, MessageState.HELD)
