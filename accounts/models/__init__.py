"""Models of accounts."""

from .access import AccessEvent
from .codes import AddressChange, StepUpCode
from .idempotency import IdempotencyRecord
from .keys import PersonKey
from .limits import Use
from .mail import SealedMail
from .people import RoleGrant, User
from .registrations import Registration
from .rights import DataCopy, Erasure

__all__ = [
    "AccessEvent",
    "AddressChange",
    "DataCopy",
    "Erasure",
    "IdempotencyRecord",
    "PersonKey",
    "Registration",
    "RoleGrant",
    "SealedMail",
    "StepUpCode",
    "Use",
    "User",
]
