"""Sealing of short texts with AES-256-GCM: key ids, rotation, and a place that the seal is bound to.

A sealed text reads `v1.<key id>.<base64url of nonce and ciphertext>`. The bound place (table, column and row) is
authenticated with it, so a sealed text copied to another row or column does not open there.
"""

import base64
import hashlib
import secrets
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

VERSION = "v1"
NONCE_BYTES = 12


class SealBroken(Exception):
    """The text was altered, moved to another place, or its key is not among FIELD_KEYS."""


@lru_cache(maxsize=4)
def _ring(spec: str) -> dict[str, AESGCM]:
    """The keys of FIELD_KEYS (`id:key` by comma) in their order. A key is stretched to 32 bytes by SHA-256."""
    pairs = (part.split(":", 1) for part in spec.split(",") if part.strip())
    return {name.strip(): AESGCM(hashlib.sha256(key.strip().encode()).digest()) for name, key in pairs}


def seal(text: str, place: str) -> str:
    """Seals `text` with the first key of FIELD_KEYS, bound to `place`. Two seals of one text differ."""
    ring = _ring(settings.FIELD_KEYS)
    key_id, cipher = next(iter(ring.items()))
    nonce = secrets.token_bytes(NONCE_BYTES)
    body = nonce + cipher.encrypt(nonce, text.encode(), place.encode())
    return f"{VERSION}.{key_id}.{base64.urlsafe_b64encode(body).decode()}"


def unseal(sealed: str, place: str) -> str:
    """The text that was sealed at `place`. Raises SealBroken."""
    try:
        version, key_id, body = sealed.split(".")
        raw = base64.urlsafe_b64decode(body)
        cipher = _ring(settings.FIELD_KEYS)[key_id]
        if version != VERSION:
            raise SealBroken("unknown version")
        return cipher.decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], place.encode()).decode()
    except (ValueError, KeyError, InvalidTag) as error:
        raise SealBroken("a sealed text does not open here") from error


def key_id_of(sealed: str) -> str:
    """The id of the key a text was sealed with."""
    return sealed.split(".")[1]
