"""When two spellings of an e-mail address are one: capitals, a plus-tag, letters that only look different."""

import unicodedata
from contextlib import suppress

from django.utils.crypto import salted_hmac


def one_spelling(address: str) -> str:
    """The box that spellings lead to: compatible letters made one, lower case, no plus-tag, the domain in ASCII."""
    local, at, domain = unicodedata.normalize("NFKC", address).strip().casefold().rpartition("@")
    with suppress(UnicodeError):  # a form has refused such a domain before; an odd one is only equal to itself
        domain = domain.encode("idna").decode("ascii")
    return f"{local.split('+', 1)[0] or local}{at}{domain}"


def mark_of(address: str) -> str:
    """A keyed fingerprint of the box, to find a signup by; empty for no address."""
    if not address.strip():
        return ""
    return salted_hmac("peerhub.address", one_spelling(address), algorithm="sha256").hexdigest()
