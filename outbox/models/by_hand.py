"""Messages that people carry: a letter to print, a call to make, a text to send."""

from django.db import models
from django.db.models import Q

from ..enums import ByHandState, HandChannel
from .messages import Message


class ByHand(models.Model):
    """A message to somebody who is not reached by mail. It holds no text and no address: both are asked for when it is
    opened. It goes when its message goes."""

    message = models.OneToOneField(Message, on_delete=models.CASCADE, primary_key=True, related_name="by_hand")
    person = models.UUIDField()
    channel = models.CharField(max_length=6, choices=HandChannel.choices)
    state = models.CharField(max_length=7, choices=ByHandState.choices, default=ByHandState.WAITING)
    since = models.DateTimeField()
    printed_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.UUIDField(null=True)
    # Calls that nobody answered, and the day of the next.
    tries = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateField(null=True)

    class Meta:
        ordering = ["since"]
        indexes = [
            models.Index(fields=["channel", "since"], name="by_hand_open", condition=~Q(state="done")),
            models.Index(fields=["person"], name="by_hand_person"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ByHandState.values), name="known_by_hand_state"),
            models.CheckConstraint(condition=Q(channel__in=HandChannel.values), name="known_hand_channel"),
            models.CheckConstraint(
                condition=Q(state=ByHandState.DONE, done_at__isnull=False)
                | (~Q(state=ByHandState.DONE) & Q(done_at=None)),
                name="done_by_hand_has_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {str(self.message_id)[:8]}"

    @property
    def title(self) -> str:
        """What the kind of its message is called."""
        return self.message.title
