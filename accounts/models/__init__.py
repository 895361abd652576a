"""Models of accounts."""

from .access import AccessEvent
from .limits import Use
from .mail import SealedMail
from .people import RoleGrant, User
from .registrations import Registration

__all__ = ["AccessEvent", "Registration", "RoleGrant", "SealedMail", "Use", "User"]
