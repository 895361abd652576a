"""Reading an archive back: all of it is verified beside the target before the target is touched."""

import hashlib
import json
import shutil
import tarfile
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from outbox.domain.keeping import hold_waiting

from . import FORMAT, BackupRefused, after
from .engines import Settings, engine_of, file_settings, named_settings, pointed_at
from .making import DATABASE, MANIFEST
from .sealing import open_seal

MEDIA_FOLDER = "media"


@dataclass
class Restored:
    """What came of a restore: where it is, what it holds and what was done to it."""

    target: str
    manifest: dict[str, Any]
    done: dict[str, int] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        return sum(self.manifest["rows"].values())

    @property
    def media(self) -> int:
        return len(self.manifest["files"]) - 1


def restore(file: Path, *, to: str, now: datetime, media: Path | None = None, release_mail: bool = False) -> Restored:
    """Restores into an empty folder, or an empty PostgreSQL database with its media in `media`.

    Nobody who was erased comes back, everybody is signed out, and mails that waited are held unless `release_mail`.
    Raises BackupRefused, with the target as empty as it was, when anything is not as the archive promises.
    """
    folder, database = _target(to, media)
    with tempfile.TemporaryDirectory() as stage:
        manifest = unpack(file, Path(stage))
        _same_engine(manifest, database)
        with _all_or_nothing(database, folder):
            _fill(database, Path(stage), manifest)
            if (Path(stage) / MEDIA_FOLDER).exists():
                folder.mkdir(parents=True, exist_ok=True)
                shutil.copytree(Path(stage) / MEDIA_FOLDER, folder, dirs_exist_ok=True)
            done = prepare(database, now=now, release_mail=release_mail)
    return Restored(to, manifest, done)


@contextmanager
def _all_or_nothing(database: Settings, folder: Path) -> Iterator[None]:
    """Whatever goes wrong within it, the target is as empty afterwards as it was: nobody opens half a restore."""
    try:
        yield
    except BaseException:
        engine_of(database).clear(database)
        if folder.exists():
            for one in folder.iterdir():
                shutil.rmtree(one) if one.is_dir() else one.unlink()
        raise


def _target(to: str, media: Path | None) -> tuple[Path, Settings]:
    """Where the media go and which database is filled. Raises BackupRefused when anything is there already."""
    if "://" in to:
        database = named_settings(to)
        folder = media or Path(settings.MEDIA_ROOT)
    else:
        _refuse_filled(Path(to))
        Path(to).mkdir(parents=True, exist_ok=True, mode=0o700)
        database = file_settings(Path(to))
        folder = media or Path(to) / MEDIA_FOLDER
    _refuse_filled(folder)
    if not engine_of(database).is_empty(database):
        raise BackupRefused("The target is not empty: that database has tables.")
    return folder, database


def _refuse_filled(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BackupRefused(f"The target is not empty: {folder}")


def _same_engine(manifest: dict[str, Any], database: Settings) -> None:
    if engine_of(database).name != manifest["engine"]:
        where = {"sqlite": "an empty folder", "postgresql": "the URL of an empty PostgreSQL database"}
        raise BackupRefused(f"This archive goes into {where[manifest['engine']]}.")


def _fill(database: Settings, stage: Path, manifest: dict[str, Any]) -> None:
    """Puts the database back and compares it with the manifest."""
    engine = engine_of(database)
    engine.put_back(stage / DATABASE, database)
    faults = engine.faults(database)
    if engine.rows(database) != manifest["rows"]:
        faults.append("the numbers of rows differ from those in the manifest")
    if faults:
        raise BackupRefused("The restored database is not sound: " + "; ".join(faults[:5]))


def prepare(database: Settings, *, now: datetime, release_mail: bool) -> dict[str, int]:
    """Brings the schema to this release and does what must be done before anybody is let in."""
    with pointed_at(database) as connection:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0, interactive=False)
        done = after.run(now)
        if not release_mail:
            done["mails held"] = hold_waiting()
    return done


# --- reading ------------------------------------------------------------------------------------------------
def unpack(file: Path, stage: Path) -> dict[str, Any]:
    """Opens the archive into `stage` and compares each file with the manifest, which is returned."""
    try:
        with open(file, "rb") as sealed, open(stage / "archive", "wb") as opened:
            open_seal(sealed, opened)
    except OSError as error:
        raise BackupRefused(f"The archive cannot be read: {error.strerror}") from error
    try:
        with tarfile.open(stage / "archive", mode="r:gz") as tar:
            tar.extractall(stage, filter="data")
        manifest = json.loads((stage / MANIFEST).read_text())
    except (tarfile.TarError, EOFError, OSError, ValueError) as error:
        raise BackupRefused("The archive opens and is not whole inside.") from error
    (stage / "archive").unlink()
    _compare(manifest, stage)
    return manifest


def _compare(manifest: dict[str, Any], stage: Path) -> None:
    if manifest.get("format") != FORMAT:
        raise BackupRefused(f"The archive has format {manifest.get('format')}; this release reads format {FORMAT}.")
    on_disk = MigrationLoader(None).disk_migrations
    named = [*on_disk, *(replaced for migration in on_disk.values() for replaced in migration.replaces)]
    known = {f"{app}.{name}" for app, name in named}
    ours = {name for name in manifest["migrations"] if name.split(".")[0] in _apps()}
    if newer := sorted(ours - known):
        raise BackupRefused(f"The archive is of another release: this one does not know {newer[0]}.")
    found = {str(path.relative_to(stage)) for path in stage.rglob("*") if path.is_file()} - {MANIFEST}
    if found != set(manifest["files"]):
        raise BackupRefused("The files in the archive are not those in its manifest.")
    for name, promised in manifest["files"].items():
        if promised["sha256"] != _digest(stage / name):
            raise BackupRefused(f"{name} is not as the manifest says.")


def _apps() -> set[str]:
    """Apps with migrations; those of a library that has gone do not count."""
    from django.apps import apps

    return {config.label for config in apps.get_app_configs()}


def _digest(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# --- the drill ----------------------------------------------------------------------------------------------
def drill(file: Path, *, now: datetime) -> Restored:
    """Restores into a place of its own, compares, and leaves nothing behind. The engine must be the archive's."""
    with tempfile.TemporaryDirectory() as place, _somewhere(Path(place)) as to:
        return restore(file, to=to, now=now, media=Path(place) / "drill-media")


@contextmanager
def _somewhere(place: Path) -> Iterator[str]:
    """A folder, or a database made for the drill on the server that is in use."""
    from django.db import connection

    if connection.vendor != "postgresql":
        yield str(place / "drill")
        return
    name = f"peerportal_drill_{uuid.uuid4().hex[:12]}"
    with _server(connection.settings_dict) as server:
        server.execute(f'create database "{name}"')
    try:
        yield _url(connection.settings_dict, name)
    finally:
        with _server(connection.settings_dict) as server:
            server.execute(f'drop database if exists "{name}"')


@contextmanager
def _server(database: Settings) -> Iterator[Any]:
    from .engines import PostgreSQL

    connection = PostgreSQL().connect(database)
    connection.autocommit = True
    try:
        yield connection
    finally:
        connection.close()


def _url(database: Settings, name: str) -> str:
    """The URL of another database on the same server."""
    from urllib.parse import quote

    user, password, host, port = (
        quote(str(database.get(key) or ""), safe="") for key in ("USER", "PASSWORD", "HOST", "PORT")
    )
    who = f"{user}:{password}@" if password else (f"{user}@" if user else "")
    return f"postgres://{who}{host}{f':{port}' if port else ''}/{name}"
