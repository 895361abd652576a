"""States of a message."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MessageState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    SENT = "sent", _("sent")
    DROPPED = "dropped", _("no longer due")
    DEAD = "dead", _("given up")
    HELD = "held", _("held since a restore")


# What an administrator must look at.
STUCK_STATES = (MessageState.DEAD, MessageState.HELD)
