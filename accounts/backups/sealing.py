"""The seal of an archive: AES-256-GCM in pieces, so that a file of any size needs little memory.

`PEERPORTAL-BACKUP 1 <key id>\\n`, 32 bytes of salt, then pieces of four bytes length and the sealed bytes. Each archive
has a key of its own, made of the salt and BACKUP_KEY (or, without it, the first of FIELD_KEYS). The number of a piece
and whether it is the last are part of its nonce: pieces that are left out, cut off or changed about do not open.
"""

import secrets
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from . import FORMAT, BackupRefused

NAME = b"PEERPORTAL-BACKUP"
OWN_KEY = "backup"
SALT_BYTES = 32
PIECE = 1024 * 1024
LENGTH_BYTES = 4
LONGEST_HEAD = 200
NOT_WHOLE = "The archive is damaged or cut off, or it was made with another key."


def _keys() -> dict[str, str]:
    """The keys an archive may have been sealed with, by id; the first seals."""
    own = {OWN_KEY: settings.BACKUP_KEY} if settings.BACKUP_KEY else {}
    pairs = (part.split(":", 1) for part in settings.FIELD_KEYS.split(",") if part.strip())
    return own | {f"field-{name.strip()}": key.strip() for name, key in pairs}


def _cipher(key: str, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"peerportal backup").derive(key.encode()))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


class SealedWriter:
    """A file to write plain bytes to; what reaches `target` is sealed. It must be closed to be whole."""

    def __init__(self, target: IO[bytes]) -> None:
        if not _keys():
            raise BackupRefused("There is no key to seal the archive with: set BACKUP_KEY or FIELD_KEYS.")
        key_id, key = next(iter(_keys().items()))
        self.target, self.waiting, self.number = target, bytearray(), 0
        self.head = NAME + f" {FORMAT} {key_id}\n".encode()
        salt = secrets.token_bytes(SALT_BYTES)
        self.cipher = _cipher(key, salt)
        target.write(self.head + salt)

    def write(self, data: bytes) -> int:
        self.waiting += data
        while len(self.waiting) > PIECE:
            self._piece(bytes(self.waiting[:PIECE]), last=False)
            del self.waiting[:PIECE]
        return len(data)

    def flush(self) -> None:
        """Nothing to do: what is waiting goes with its whole piece."""

    def close(self) -> None:
        """Writes the last piece."""
        self._piece(bytes(self.waiting), last=True)

    def _piece(self, plain: bytes, *, last: bool) -> None:
        sealed = self.cipher.encrypt(_nonce(self.number, last=last), plain, self.head)
        self.target.write(len(sealed).to_bytes(LENGTH_BYTES, "big") + sealed)
        self.number += 1


def open_seal(source: IO[bytes], target: IO[bytes]) -> None:
    """Writes to `target` what is sealed in `source`. Raises BackupRefused unless every byte is as it was sealed."""
    head = source.readline(LONGEST_HEAD)
    cipher = _cipher(_key_of(head), source.read(SALT_BYTES))
    number, sealed = 0, _next(source)
    while sealed is not None:
        following = _next(source)
        try:
            target.write(cipher.decrypt(_nonce(number, last=following is None), sealed, head))
        except InvalidTag as error:
            raise BackupRefused(NOT_WHOLE) from error
        number, sealed = number + 1, following
    if not number:
        raise BackupRefused(NOT_WHOLE)


def _key_of(head: bytes) -> str:
    """The key that the first line names."""
    parts = head.decode("ascii", "replace").split()
    if len(parts) != 3 or parts[0].encode() != NAME or not head.endswith(b"\n"):
        raise BackupRefused("This is not an archive of the portal.")
    if parts[1] != str(FORMAT):
        raise BackupRefused(f"The archive has format {parts[1]}; this release reads format {FORMAT}.")
    if parts[2] not in _keys():
        raise BackupRefused(f"The archive was sealed with the key {parts[2]!r}, which is not among the keys here.")
    return _keys()[parts[2]]


def _next(source: IO[bytes]) -> bytes | None:
    """The next sealed piece; None at the end."""
    length = source.read(LENGTH_BYTES)
    if not length:
        return None
    size = int.from_bytes(length, "big")
    sealed = source.read(size) if size <= PIECE + 16 else b""
    if len(length) < LENGTH_BYTES or len(sealed) < size:
        raise BackupRefused(NOT_WHOLE)
    return sealed
