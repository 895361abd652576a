"""Private links: long random tokens, of which only a hash is stored."""

import hashlib
import secrets

TOKEN_BYTES = 32


def new_token() -> str:
    """A token that nobody guesses: 256 bits."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hashed(token: str) -> str:
    """What is stored of a token. Whatever stands in an address has a hash, so that a broken one is simply unknown."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
