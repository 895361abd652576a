"""Models of accounts."""

from .access import AccessEvent
from .limits import Use
from .mail import SealedMail
from .people import RoleGrant, User
from .registrations import Registration
from .rights import DataCopy, Erasure

__all__ = ["AccessEvent", "DataCopy", "Erasure", "Registration", "RoleGrant", "SealedMail", "Use", "User"]
