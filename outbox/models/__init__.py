"""Models of the outbox."""

from .messages import Message

__all__ = ["Message"]
