"""Models of accounts."""

from .access import AccessEvent
from .limits import Use
from .mail import SealedMail
from .people import RoleGrant, User

__all__ = ["AccessEvent", "RoleGrant", "SealedMail", "Use", "User"]
