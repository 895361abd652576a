"""Codes and links: made by chance, kept as keyed fingerprints."""

import secrets

from django.utils.crypto import salted_hmac

# Without vowels and without what is mistaken for something else.
ALPHABET = "BCDFGHJKLMNPQRSTVWXZ23456789"
CODE_LETTERS = 8


def new_code() -> str:
    """Eight letters and digits as they are mailed: `WLJW-JPDP`."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LETTERS))
    return f"{letters[:4]}-{letters[4:]}"


def new_link() -> str:
    """The private part of a link: 256 bits of chance."""
    return secrets.token_urlsafe(32)


def as_typed(code: str) -> str:
    """A code as people type it - small letters, spaces, no hyphen - in the one spelling its fingerprint is made of."""
    return "".join(sign for sign in code[:40].upper() if sign.isalnum())


def mark(purpose: str, *parts: object) -> str:
    """The fingerprint for one purpose; that of another purpose, person or session differs."""
    text = ":".join(str(part) for part in parts)
    return salted_hmac(f"accounts.proofs.{purpose}", text, algorithm="sha256").hexdigest()
