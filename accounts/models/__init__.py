"""Models of accounts."""

from .limits import Use
from .mail import SealedMail
from .people import RoleGrant, User

__all__ = ["RoleGrant", "SealedMail", "Use", "User"]
