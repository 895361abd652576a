"""References that can be read aloud, and tokens of private links."""

import hashlib
import re
import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # no letter that reads like another
REFERENCE = re.compile(rf"T-[{ALPHABET}]{{8}}")
TOKEN_BYTES = 32


def new_reference() -> str:
    """A reference of a signup: `T-7K2MPQ9X`."""
    return "T-" + "".join(secrets.choice(ALPHABET) for _ in range(8))


def new_token() -> str:
    """A token that nobody guesses: 256 bits."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hashed(token: str) -> str:
    """What a link is found by. Whatever stands in an address has a hash, so that a broken one is simply unknown."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
