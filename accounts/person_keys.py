"""Sealing with a person's own key. A sealed text reads `p1.<base64url of nonce and ciphertext>`.

The key is made when it is first needed and kept on the person's instance for as long as that lives, no longer.
"""

import base64
import secrets
from typing import TYPE_CHECKING
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.apps import apps

from .keyring import NONCE_BYTES, SealBroken, seal, unseal

if TYPE_CHECKING:
    from .models import User

VERSION = "p1"
KEY_BITS = 256


def place_of_key(subject: UUID) -> str:
    """Where a wrapped key is bound to."""
    return f"accounts_personkey.wrapped:{subject}"


def seal_for(person: "User", text: str, place: str) -> str:
    """Seals `text` with the person's key, bound to `place`; makes the key where there is none."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    body = nonce + _cipher(person, make=True).encrypt(nonce, text.encode(), place.encode())
    return f"{VERSION}.{base64.urlsafe_b64encode(body).decode()}"


def unseal_for(person: "User", sealed: str, place: str) -> str:
    """The text that was sealed for this person at `place`. Raises SealBroken, also once the key has gone."""
    try:
        version, body = sealed.split(".")
        raw = base64.urlsafe_b64decode(body)
        if version != VERSION:
            raise SealBroken("unknown version")
        return _cipher(person).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], place.encode()).decode()
    except (ValueError, InvalidTag) as error:
        raise SealBroken("a sealed text does not open here") from error


def is_own(sealed: str) -> bool:
    """Whether a text is sealed with a person's key rather than with the portal's."""
    return sealed.startswith(f"{VERSION}.")


def _cipher(person: "User", *, make: bool = False) -> AESGCM:
    kept: AESGCM | None = person.__dict__.get("_data_key")
    if kept is None:
        kept = person.__dict__["_data_key"] = AESGCM(_key(person.uuid, make=make))
    return kept


def _key(subject: UUID, *, make: bool) -> bytes:
    keys = apps.get_model("accounts.PersonKey").objects
    place = place_of_key(subject)
    if make:
        fresh = base64.b64encode(AESGCM.generate_key(KEY_BITS)).decode()
        keys.get_or_create(subject=subject, defaults={"wrapped": seal(fresh, place)})
    row = keys.filter(subject=subject).first()
    if row is None:
        raise SealBroken("the person's key has gone")
    return base64.b64decode(unseal(row.wrapped, place))
