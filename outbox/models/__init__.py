"""Models of the outbox."""

from .messages import Message, Suppression

__all__ = ["Message", "Suppression"]
