"""Models of the outbox."""

from .by_hand import ByHand
from .messages import Message, Suppression
from .wordings import WordingVersion

__all__ = ["ByHand", "Message", "Suppression", "WordingVersion"]
