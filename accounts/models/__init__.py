"""Models of accounts."""

from .access import AccessEvent
from .codes import AddressChange, StepUpCode
from .consents import Consent, ConsentText, SensitiveRow
from .idempotency import IdempotencyRecord
from .interests import Interest
from .keys import PersonKey
from .limits import Use
from .mail import SealedMail
from .people import RoleGrant, User
from .registrations import Registration
from .rights import DataCopy, Erasure

__all__ = [
    "AccessEvent",
    "AddressChange",
    "Consent",
    "ConsentText",
    "DataCopy",
    "Erasure",
    "IdempotencyRecord",
    "Interest",
    "PersonKey",
    "Registration",
    "RoleGrant",
    "SealedMail",
    "SensitiveRow",
    "StepUpCode",
    "Use",
    "User",
]
