"""What each database engine does for a backup: copy at one moment, put back, count the rows, look for faults."""

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

import environ
from django.conf import settings
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from . import BackupRefused

DATABASE_FILE = "peerportal.sqlite3"
PG_SECONDS = 3600
Settings = dict[str, Any]


class Engine(Protocol):
    """One engine. `settings` are Django's for one database."""

    name: str

    def copy(self, settings: Settings, target: Path) -> dict[str, int]:
        """Writes the database as it is at one moment to a file; returns its rows by table at that moment."""

    def put_back(self, source: Path, settings: Settings) -> None:
        """Fills an empty database from such a file."""

    def rows(self, settings: Settings) -> dict[str, int]:
        """Rows by table."""

    def faults(self, settings: Settings) -> list[str]:
        """What the engine finds wrong with the database."""

    def clear(self, settings: Settings) -> None:
        """Takes away what `put_back` and what came after it made, so that the target is empty again."""

    def is_empty(self, settings: Settings) -> bool:
        """Whether there is no table yet. A database that is not there yet is empty where the engine makes it."""


# --- SQLite -----------------------------------------------------------------------------------------------------------
class SQLite:
    """One file, copied with SQLite's online backup: writers go on meanwhile and are not in the copy."""

    name = "sqlite"

    def copy(self, settings: Settings, target: Path) -> dict[str, int]:
        with closing(sqlite3.connect(settings["NAME"], timeout=20)) as live, closing(sqlite3.connect(target)) as copy:
            live.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
            return _sqlite_rows(copy)

    def put_back(self, source: Path, settings: Settings) -> None:
        source.replace(settings["NAME"])

    def rows(self, settings: Settings) -> dict[str, int]:
        with closing(sqlite3.connect(settings["NAME"])) as file:
            return _sqlite_rows(file)

    def faults(self, settings: Settings) -> list[str]:
        with closing(sqlite3.connect(settings["NAME"])) as file:
            found = [str(row[0]) for row in file.execute("PRAGMA integrity_check") if row[0] != "ok"]
            found += [f"{row[0]}: a row points to a missing row of {row[2]}" for row in _broken_keys(file)]
        return found

    def clear(self, settings: Settings) -> None:
        for end in ("", "-wal", "-shm"):
            Path(f"{settings['NAME']}{end}").unlink(missing_ok=True)

    def is_empty(self, settings: Settings) -> bool:
        return not Path(settings["NAME"]).exists()


def _sqlite_rows(file: sqlite3.Connection) -> dict[str, int]:
    """Tables of ours: the search index's own tables are made of them and not counted."""
    listed = file.execute("select name from pragma_table_list where schema = 'main' and type = 'table'").fetchall()
    names = sorted(name for (name,) in listed if not name.startswith("sqlite_"))
    quoted = {name: name.replace('"', '""') for name in names}
    return {name: file.execute(f'select count(*) from "{quoted[name]}"').fetchone()[0] for name in names}  # noqa: S608


def _broken_keys(file: sqlite3.Connection) -> list[tuple[Any, ...]]:
    return file.execute("PRAGMA foreign_key_check").fetchall()


# --- PostgreSQL -------------------------------------------------------------------------------------------------------
class PostgreSQL:
    """pg_dump and pg_restore; the rows are counted in the same snapshot that is dumped."""

    name = "postgresql"

    def copy(self, settings: Settings, target: Path) -> dict[str, int]:
        with self.connect(settings) as live:
            live.execute("set transaction isolation level repeatable read read only")
            snapshot = live.execute("select pg_export_snapshot()").fetchone()[0]
            self.program("pg_dump", "-Fc", f"--snapshot={snapshot}", f"--file={target}", settings=settings)
            return _postgresql_rows(live)

    def put_back(self, source: Path, settings: Settings) -> None:
        how = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
        self.program("pg_restore", *how, f"--dbname={settings['NAME']}", str(source), settings=settings)

    def rows(self, settings: Settings) -> dict[str, int]:
        with self.connect(settings) as live:
            return _postgresql_rows(live)

    def faults(self, settings: Settings) -> list[str]:
        """Keys and checks are tried when pg_restore adds them; what is left is one that was never tried."""
        with self.connect(settings) as live:
            found = live.execute("select conname from pg_constraint where not convalidated").fetchall()
        return [f"{name}: the constraint was never tried" for (name,) in found]

    def clear(self, settings: Settings) -> None:
        """Drops every table, in one transaction; their sequences and indexes go with them."""
        from psycopg import sql

        with self.connect(settings) as live:
            for name in _postgresql_tables(live):
                live.execute(sql.SQL("drop table {} cascade").format(sql.Identifier(name)))

    def is_empty(self, settings: Settings) -> bool:
        return not self.rows(settings)

    def connect(self, settings: Settings) -> Any:
        """A connection of our own, outside Django's. Raises BackupRefused where no database answers."""
        import psycopg

        named = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
        given: dict[str, Any] = {name: settings.get(key) or None for name, key in named.items()}
        try:
            return psycopg.connect(connect_timeout=10, **given)
        except psycopg.OperationalError as error:
            raise BackupRefused(f"The database {settings['NAME']!r} does not answer.") from error

    def program(self, name: str, *arguments: str, settings: Settings) -> None:
        """Runs one of PostgreSQL's programs on the database. The password goes by the environment, not the line."""
        named = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
        given = {variable: str(settings[key]) for variable, key in named.items() if settings.get(key)}
        try:
            done = subprocess.run(  # noqa: S603 - a fixed program, and a file name that we made
                [name, *arguments],
                env={**os.environ, **given},
                capture_output=True,
                text=True,
                timeout=PG_SECONDS,
                check=False,
            )
        except FileNotFoundError as error:
            raise BackupRefused(f"{name} is not installed (Debian: postgresql-client).") from error
        if done.returncode:
            raise BackupRefused(f"{name} failed: {(done.stderr.strip().splitlines() or ['no reason given'])[0]}")


def _postgresql_rows(live: Any) -> dict[str, int]:
    from psycopg import sql

    count = sql.SQL("select count(*) from {}")
    return {name: live.execute(count.format(sql.Identifier(name))).fetchone()[0] for name in _postgresql_tables(live)}


def _postgresql_tables(live: Any) -> list[str]:
    found = live.execute("select tablename from pg_tables where schemaname = 'public' order by 1").fetchall()
    return [name for (name,) in found]


ENGINES: dict[str, Engine] = {"sqlite": SQLite(), "postgresql": PostgreSQL()}


def engine_of(database: Settings) -> Engine:
    """The engine of one of Django's databases. Raises BackupRefused for one we do not know."""
    for name, engine in ENGINES.items():
        if name in database["ENGINE"]:
            return engine
    raise BackupRefused("Only SQLite and PostgreSQL can be backed up.")


def named_settings(url: str) -> Settings:
    """Django's settings of the database at a `postgres://` URL."""
    if urlsplit(url).scheme not in ("postgres", "postgresql", "psql"):
        raise BackupRefused("The target is an empty folder, or the URL of an empty PostgreSQL database.")
    return environ.Env.db_url_config(url)


def file_settings(folder: Path) -> Settings:
    """Django's settings of the SQLite file that a restore makes in `folder`."""
    known = settings.DATABASES["default"]
    options = known.get("OPTIONS", {}) if "sqlite" in known["ENGINE"] else {}
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / DATABASE_FILE), "OPTIONS": options}


@contextmanager
def pointed_at(database: Settings) -> Iterator[BaseDatabaseWrapper]:
    """Within it, the models of this thread read and write another database."""
    known = connections["default"]
    handler = type(connections)({"default": dict(database)})
    other = handler.create_connection("default")
    connections["default"] = other
    try:
        yield other
    finally:
        other.close()
        connections["default"] = known
