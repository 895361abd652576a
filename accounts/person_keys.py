"""Sealing with a person's own key. A sealed text reads `p1.<base64url of nonce and ciphertext>`.

The key is made when it is first needed and kept on the person's instance for as long as that lives, no longer.
"""

import base64
import secrets
from collections.abc import Iterable
from typing import Protocol
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.apps import apps

from .keyring import NONCE_BYTES, SealBroken, seal, unseal

VERSION = "p1"
KEY_BITS = 256


class Subject(Protocol):
    """Whose key it is: a person, or a thing with a uuid that goes by itself (a signup nobody has confirmed yet)."""

    @property
    def uuid(self) -> UUID: ...


def place_of_key(subject: UUID) -> str:
    """Where a wrapped key is bound to."""
    return f"accounts_personkey.wrapped:{subject}"


def seal_for(person: Subject, text: str, place: str) -> str:
    """Seals `text` with the person's key, bound to `place`; makes the key where there is none."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    body = nonce + _cipher(person, make=True).encrypt(nonce, text.encode(), place.encode())
    return f"{VERSION}.{base64.urlsafe_b64encode(body).decode()}"


def unseal_for(person: Subject, sealed: str, place: str) -> str:
    """The text that was sealed for this person at `place`. Raises SealBroken, also once the key has gone."""
    try:
        version, body = sealed.split(".")
        raw = base64.urlsafe_b64decode(body)
        if version != VERSION:
            raise SealBroken("unknown version")
        return _cipher(person).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], place.encode()).decode()
    except (ValueError, InvalidTag) as error:
        raise SealBroken("a sealed text does not open here") from error


def forget(subject: UUID) -> int:
    """Throws a key away: what is sealed with it is unreadable from now on, in backups too. A second call finds none."""
    found: int = apps.get_model("accounts.PersonKey").objects.filter(subject=subject).delete()[0]
    return found


def make_many(subjects: Iterable[Subject]) -> None:
    """Makes a key for each of many new things in a few queries, and keeps it on the instance: for an import."""
    model, rows = apps.get_model("accounts.PersonKey"), []
    for subject in subjects:
        key = AESGCM.generate_key(KEY_BITS)
        wrapped = seal(base64.b64encode(key).decode(), place_of_key(subject.uuid))
        rows.append(model(subject=subject.uuid, wrapped=wrapped))
        subject.__dict__["_data_key"] = AESGCM(key)
    model.objects.bulk_create(rows)


def read_many(subjects: Iterable[Subject]) -> None:
    """Fetches the keys of many things at once, and keeps each on its instance: for reading a whole round."""
    waiting = {subject.uuid: subject for subject in subjects if "_data_key" not in subject.__dict__}
    for row in apps.get_model("accounts.PersonKey").objects.filter(subject__in=list(waiting)):
        key = base64.b64decode(unseal(row.wrapped, place_of_key(row.subject)))
        waiting[row.subject].__dict__["_data_key"] = AESGCM(key)


def is_own(sealed: str) -> bool:
    """Whether a text is sealed with a person's key rather than with the portal's."""
    return sealed.startswith(f"{VERSION}.")


def _cipher(person: Subject, *, make: bool = False) -> AESGCM:
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
