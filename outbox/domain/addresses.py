"""What is kept of an address: a hash to count by and a hint to recognise it by."""

from django.utils.crypto import salted_hmac


def normalised(address: str) -> str:
    """The box that spellings of an address lead to: lower case, and without what follows a plus sign."""
    local, at, domain = address.strip().lower().rpartition("@")
    return f"{local.split('+', 1)[0] or local}{at}{domain}"


def hash_of(address: str) -> str:
    """A salted hash of the box: equal for its spellings, and of no use without the portal's secret."""
    return salted_hmac("outbox.address", normalised(address), algorithm="sha256").hexdigest()[:32]


def hint_of(address: str) -> str:
    """Enough to recognise an address by: `a…@example.org`."""
    local, at, domain = address.strip().rpartition("@")
    return f"{local[:1]}…{at}{domain}"[:100]
