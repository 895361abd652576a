"""What a domain act may refuse with."""

from home.domain.errors import Refused

__all__ = ["Refused"]
