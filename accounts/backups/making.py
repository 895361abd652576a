"""Making an archive: the database first, then the media, so that no row points to a file that is not there."""

import contextlib
import gzip
import hashlib
import json
import os
import tarfile
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import django
from django.conf import settings
from django.core.files.storage import Storage, default_storage
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from . import FORMAT
from .engines import engine_of
from .sealing import SealedWriter

DATABASE = "database"
MEDIA = "media/"
MANIFEST = "manifest.json"
IN_MEMORY = 8 * 1024 * 1024


def make(file: Path, *, now: datetime) -> dict[str, Any]:
    """Writes the archive and returns its manifest. Writers go on meanwhile; all they had finished before is in it.

    An archive of that name is replaced only when the new one is whole.
    """
    part = file.with_name(f".{file.name}.part")
    try:
        with open(part, "wb", opener=_private) as target:
            manifest = _write(target, now)
            target.flush()
            os.fsync(target.fileno())
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    return manifest


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _write(target: IO[bytes], now: datetime) -> dict[str, Any]:
    sealed = SealedWriter(target)
    with (
        tempfile.TemporaryDirectory() as folder,
        gzip.GzipFile(fileobj=sealed, mode="wb", compresslevel=1) as small,
        tarfile.open(fileobj=small, mode="w|") as tar,
    ):
        manifest = _described(Path(folder) / DATABASE, now)
        with open(Path(folder) / DATABASE, "rb") as database:
            manifest["files"][DATABASE] = _add(tar, DATABASE, database)
        for name in media_names(default_storage):
            with contextlib.suppress(FileNotFoundError), default_storage.open(name) as stored:  # deleted meanwhile
                manifest["files"][MEDIA + name] = _add(tar, MEDIA + name, stored)
        with tempfile.TemporaryFile() as text:
            text.write(json.dumps(manifest, indent=1, sort_keys=True).encode())
            text.seek(0)
            _add(tar, MANIFEST, text)
    sealed.close()
    return manifest


def _described(copy: Path, now: datetime) -> dict[str, Any]:
    """Copies the database and says what it holds. The migrations are read before: none may run during a backup."""
    database = connection.settings_dict
    engine = engine_of(database)
    applied = sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())
    return {
        "format": FORMAT,
        "made_at": now.isoformat(),
        "release": settings.RELEASE,
        "django": django.get_version(),
        "engine": engine.name,
        "migrations": applied,
        "rows": engine.copy(database, copy),
        "files": {},
    }


def media_names(storage: Storage, folder: str = "") -> Iterator[str]:
    """Every file of the storage, by its path in it."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    prefix = f"{folder}/" if folder else ""
    yield from (prefix + name for name in sorted(files))
    for name in sorted(folders):
        yield from media_names(storage, prefix + name)


def _add(tar: tarfile.TarFile, name: str, source: Any) -> dict[str, Any]:
    """Adds a file as it is now, whatever becomes of it; returns its size and sha256."""
    digest, size = hashlib.sha256(), 0
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as kept:
        while piece := source.read(IN_MEMORY):
            digest.update(piece)
            size += len(piece)
            kept.write(piece)
        kept.seek(0)
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode = size, 0o600
        tar.addfile(entry, kept)
    return {"size": size, "sha256": digest.hexdigest()}
