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


def box_mark(address: str, *, purpose: str) -> str:
    """A keyed fingerprint of the box, another one for each purpose; empty for no address."""
    return salted_hmac(purpose, one_spelling(address), algorithm="sha256").hexdigest() if address.strip() else ""
