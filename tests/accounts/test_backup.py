"""Backup and restore (security.md R9, P3): all or nothing, readable by us alone, and nothing old comes back."""

import json
import shutil
import sqlite3
import subprocess
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.management import CommandError, call_command
from django.db import connection

from accounts import journal
from accounts.backups import BackupRefused, after, making, restoring
from accounts.backups.engines import DATABASE_FILE, PostgreSQL, engine_of, file_settings, pointed_at
from accounts.domain import erasure
from accounts.models import AddressChange, PersonKey, Registration, SealedMail, User
from outbox.domain.messages import queue
from outbox.enums import MessageState
from outbox.models import Message
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
Settings = dict[str, Any]


def fill() -> None:
    """What the tests look for in a portal: a person, a session, a code and a mail that waits."""
    person = User.objects.create_user(email="anna@example.org", first_name="Anna")
    Session.objects.create(session_key="s" * 32, session_data="x", expire_date=NOW)
    SealedMail(id=uuid.uuid4(), content="WLJW-JPDP", created_at=NOW).save(force_insert=True)
    AddressChange.objects.create(
        person=person, old="anna@example.org", new="ny@example.org", asked_at=NOW, done_at=NOW, until=NOW, undo_mark="x"
    )
    queue("tests.kind", object_id=str(person.pk), now=NOW)


@pytest.fixture
def media(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FileSystemStorage:
    storage = FileSystemStorage(location=tmp_path / "live-media")
    storage.save("billede.txt", ContentFile(b"et billede"))
    storage.save("a/b/æble.txt", ContentFile("et æble".encode() * 100_000))
    monkeypatch.setattr(making, "default_storage", storage)
    return storage


@pytest.fixture
def live(tmp_path: Path, media: FileSystemStorage) -> Iterator[Settings]:
    """A portal of its own, in a database that no test transaction holds."""
    if connection.vendor == "postgresql":
        yield from live_postgresql(tmp_path)
        return
    folder = tmp_path / "live"
    folder.mkdir()
    settings = file_settings(folder)
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as migrated:
        migrated.execute("VACUUM INTO ?", (settings["NAME"],))
    with pointed_at(settings):
        fill()
        yield settings


def live_postgresql(folder: Path) -> Iterator[Settings]:
    """A copy of the empty test database, with pg_dump as a backup makes one."""
    name = f"test_live_{uuid.uuid4().hex[:8]}"
    known = {**connection.settings_dict}
    with restoring._server(known) as server:
        server.execute(f'create database "{name}"')
    try:
        dump = folder / f"{name}.dump"
        PostgreSQL().copy(known, dump)
        settings = {**known, "NAME": name}
        PostgreSQL().put_back(dump, settings)
        with pointed_at(settings):
            fill()
            yield settings
    finally:
        with restoring._server(known) as server:
            server.execute(f'drop database if exists "{name}" with (force)')


@pytest.fixture
def archive(live: Settings, tmp_path: Path) -> Path:
    file = tmp_path / "portal.backup"
    making.make(file, now=NOW)
    return file


@pytest.fixture
def empty_target(live: Settings, tmp_path: Path) -> Iterator[str]:
    """Where a restore may go: a folder, or a database made for it."""
    with restoring._somewhere(tmp_path / "place") as target:
        yield target


def restored(target: str) -> Settings:
    return restoring.named_settings(target) if "://" in target else file_settings(Path(target))


# --- the whole way ------------------------------------------------------------------------------------------
@pytest.mark.engines
def test_what_was_backed_up_comes_back_row_by_row_and_byte_by_byte(  # R9
    archive: Path, empty_target: str, tmp_path: Path
) -> None:
    done = restoring.restore(archive, to=empty_target, now=NOW, media=tmp_path / "media-back")
    assert (done.manifest["rows"]["accounts_user"], done.media) == (1, 2)
    with pointed_at(restored(empty_target)):
        assert [person.first_name for person in User.objects.all()] == ["Anna"]
    for name in ("billede.txt", "a/b/æble.txt"):
        assert (tmp_path / "media-back" / name).read_bytes() == (tmp_path / "live-media" / name).read_bytes()


@pytest.mark.engines
def test_a_restored_portal_has_nobody_signed_in_no_code_and_no_mail_about_to_leave(  # R9
    archive: Path, empty_target: str, tmp_path: Path
) -> None:
    done = restoring.restore(archive, to=empty_target, now=NOW, media=tmp_path / "media-back")
    assert (done.done["sessions ended"], done.done["codes forgotten"], done.done["mails held"]) == (1, 2, 1)
    with pointed_at(restored(empty_target)):
        assert (Session.objects.count(), SealedMail.objects.count(), AddressChange.objects.count()) == (0, 0, 0)
        assert [message.state for message in Message.objects.all()] == [MessageState.HELD]


@pytest.mark.engines
def test_a_restore_that_fails_in_its_last_steps_leaves_the_target_empty(
    archive: Path, empty_target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(now: datetime) -> int:
        raise RuntimeError("no such act")

    monkeypatch.setitem(after.ACTS, "broken", broken)
    with pytest.raises(RuntimeError):
        restoring.restore(archive, to=empty_target, now=NOW, media=tmp_path / "media-back")
    assert engine_of(restored(empty_target)).is_empty(restored(empty_target))
    assert list((tmp_path / "media-back").iterdir()) == []
    monkeypatch.delitem(after.ACTS, "broken")
    assert restoring.restore(archive, to=empty_target, now=NOW, media=tmp_path / "media-back").media == 2


@pytest.mark.engines
def test_somebody_erased_after_the_backup_is_gone_from_what_is_restored(  # P3, R9
    live: Settings, empty_target: str, tmp_path: Path
) -> None:
    anna = User.objects.get(email="anna@example.org")
    Registration.objects.create(person=anna, at=NOW, note="kanarie")
    making.make(tmp_path / "portal.backup", now=NOW)
    erasure.erase(subject=anna.uuid, now=NOW)
    done = restoring.restore(tmp_path / "portal.backup", to=empty_target, now=NOW, media=tmp_path / "media-back")
    assert done.done["erased again"] == 1
    with pointed_at(restored(empty_target)):
        left = [User.objects.count(), Registration.objects.count(), PersonKey.objects.filter(subject=anna.uuid).count()]
        assert left == [0, 0, 0]


def test_after_an_erasure_no_byte_is_left_in_file_or_journal(live: Settings) -> None:  # P2
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL looks after its own journal")
    file = Path(live["NAME"])
    erasure.erase(subject=User.objects.get(email="anna@example.org").uuid, now=NOW)
    assert b"anna@example.org" in file.with_name(f"{file.name}-wal").read_bytes()
    assert [journal.empty_due(NOW + timedelta(minutes=wait)) for wait in (1, 10)] == [0, 1]
    left = [path.name for path in file.parent.iterdir() if b"anna@example.org" in path.read_bytes()]
    assert (left, journal.empty_due(NOW + timedelta(days=2))) == ([], 0)


def test_mails_leave_after_a_restore_that_was_told_so(archive: Path, tmp_path: Path) -> None:
    restoring.restore(archive, to=str(tmp_path / "new"), now=NOW, release_mail=True)
    with pointed_at(file_settings(tmp_path / "new")):
        assert [message.state for message in Message.objects.all()] == [MessageState.WAITING]


@pytest.mark.engines
def test_a_drill_passes_says_what_it_saw_and_leaves_nothing_behind(archive: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    said = StringIO()
    call_command("restore", str(archive), "--drill", stdout=said)
    assert "2 media files: all as promised" in said.getvalue()
    assert "drill: passed" in said.getvalue()
    assert sorted(tmp_path.rglob("*")) == before


def test_all_that_was_written_before_a_backup_began_is_in_it_though_writers_go_on(  # R9
    live: Settings, tmp_path: Path
) -> None:
    stop, written = threading.Event(), []

    def write() -> None:
        with closing(sqlite3.connect(live["NAME"], timeout=20, isolation_level=None)) as file:
            file.execute("create table if not exists load (id integer primary key)")
            while not stop.is_set():
                written.append(file.execute("insert into load default values").lastrowid)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            while len(written) < 20 * (number + 1):
                pass
            before = len(written)
            manifest = making.make(tmp_path / f"{number}.backup", now=NOW)
            assert manifest["rows"]["load"] >= before
            done = restoring.drill(tmp_path / f"{number}.backup", now=NOW)
            assert done.manifest["rows"]["load"] == manifest["rows"]["load"]
    finally:
        stop.set()
        writer.join()


def test_an_older_archive_is_brought_to_this_release(live: Settings, tmp_path: Path) -> None:
    call_command("migrate", "news", "zero", verbosity=0)
    making.make(tmp_path / "old.backup", now=NOW)
    restoring.restore(tmp_path / "old.backup", to=str(tmp_path / "new"), now=NOW)
    with closing(sqlite3.connect(tmp_path / "new" / DATABASE_FILE)) as file:
        assert file.execute("select count(*) from django_migrations where app = 'news'").fetchone() != (0,)


# --- who can read it ----------------------------------------------------------------------------------------
def test_nothing_in_an_archive_can_be_read_and_only_its_owner_may_open_the_file(archive: Path) -> None:
    raw = archive.read_bytes()
    assert [word in raw for word in (b"anna@example.org", b"billede", b"accounts_user", b"SQLite")] == [False] * 4
    assert archive.stat().st_mode & 0o077 == 0


def test_two_archives_of_the_same_portal_differ(archive: Path, tmp_path: Path) -> None:
    making.make(tmp_path / "twin", now=NOW)
    assert archive.read_bytes()[60:120] != (tmp_path / "twin").read_bytes()[60:120]


def test_a_key_of_its_own_seals_when_there_is_one(live: Settings, settings: Any, tmp_path: Path) -> None:
    settings.BACKUP_KEY = "en-egen-noegle-" + "z" * 40
    making.make(tmp_path / "own.backup", now=NOW)
    assert restoring.drill(tmp_path / "own.backup", now=NOW).media == 2
    settings.BACKUP_KEY = ""
    with pytest.raises(BackupRefused, match="not among the keys"):
        restoring.drill(tmp_path / "own.backup", now=NOW)


def test_an_archive_sealed_with_an_older_field_key_opens_while_the_key_is_kept(archive: Path, settings: Any) -> None:
    settings.FIELD_KEYS = f"new:{'n' * 43},{settings.FIELD_KEYS}"
    assert restoring.drill(archive, now=NOW).media == 2


# --- refused: R9, 20 of 20 ----------------------------------------------------------------------------------
def cut(raw: bytes, at: float) -> bytes:
    return raw[: int(len(raw) * at)]


def flipped(raw: bytes, at: float) -> bytes:
    place = min(int(len(raw) * at), len(raw) - 1)
    return raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]


SPOILED: dict[str, Callable[[bytes], bytes]] = {
    **{f"cut off at {at}": lambda raw, at=at: cut(raw, at) for at in (0, 0.0001, 0.01, 0.3, 0.6, 0.9, 0.99999)},  # type: ignore[misc]
    **{f"a bit turned at {at}": lambda raw, at=at: flipped(raw, at) for at in (0, 0.0005, 0.01, 0.4, 0.8, 1)},  # type: ignore[misc]
    "format 2": lambda raw: raw.replace(b"BACKUP 1 ", b"BACKUP 2 ", 1),
    "format x": lambda raw: raw.replace(b"BACKUP 1 ", b"BACKUP x ", 1),
    "an unknown key": lambda raw: raw.replace(b"field-test1", b"field-other", 1),
    "another key of the ring": lambda raw: raw.replace(b"field-test1", b"field-test0", 1),
    "something more at the end": lambda raw: raw + b"\0\0\0\0",
    "nothing in it": lambda raw: b"",
    "a text": lambda raw: b"hello\n" * 100,
}


def test_there_are_twenty_spoiled_archives() -> None:
    assert len(SPOILED) == 20


@pytest.fixture(scope="module")
def kept_archive() -> dict[str, bytes]:
    return {}


@pytest.mark.parametrize("name", SPOILED)
def test_a_spoiled_archive_is_refused_and_the_target_stays_empty(  # R9
    name: str, kept_archive: dict[str, bytes], request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    if "raw" not in kept_archive:
        kept_archive["raw"] = request.getfixturevalue("archive").read_bytes()
    spoiled = SPOILED[name](kept_archive["raw"])
    assert spoiled != kept_archive["raw"]
    (tmp_path / "spoiled").write_bytes(spoiled)
    with pytest.raises(CommandError):
        call_command("restore", str(tmp_path / "spoiled"), to=str(tmp_path / "new"))
    assert list((tmp_path / "new").iterdir()) == []


def test_an_archive_of_a_newer_release_is_refused(archive: Path, tmp_path: Path, monkeypatch: Any) -> None:
    real = json.loads

    def newer(text: str) -> Any:
        manifest = real(text)
        manifest["migrations"].append("accounts.0099_of_tomorrow")
        return manifest

    monkeypatch.setattr(restoring.json, "loads", newer)
    with pytest.raises(BackupRefused, match=r"does not know accounts\.0099_of_tomorrow"):
        restoring.restore(archive, to=str(tmp_path / "new"), now=NOW)


def test_a_target_with_something_in_it_is_refused_and_left_as_it_was(archive: Path, tmp_path: Path) -> None:
    full = tmp_path / "full"
    full.mkdir()
    (full / "mine.txt").write_text("mit")
    with pytest.raises(CommandError, match="not empty"):
        call_command("restore", str(archive), to=str(full))
    assert [path.name for path in full.iterdir()] == ["mine.txt"]


@pytest.mark.engines
def test_a_restore_into_a_filled_place_is_refused_the_second_time(
    archive: Path, empty_target: str, tmp_path: Path
) -> None:
    restoring.restore(archive, to=empty_target, now=NOW, media=tmp_path / "one")
    with pytest.raises(BackupRefused, match="not empty"):
        restoring.restore(archive, to=empty_target, now=NOW, media=tmp_path / "two")


def test_a_database_whose_rows_point_nowhere_is_refused(live: Settings, tmp_path: Path) -> None:
    with closing(sqlite3.connect(live["NAME"])) as file:
        file.execute(
            "insert into accounts_rolegrant (role, region, section, granted_at, person_id)"
            " values ('editor', '', '', '2026-01-01', 999)"
        )
        file.commit()
    making.make(tmp_path / "broken.backup", now=NOW)
    with pytest.raises(BackupRefused, match="points to a missing row of accounts_user"):
        restoring.restore(tmp_path / "broken.backup", to=str(tmp_path / "new"), now=NOW)
    assert list((tmp_path / "new").iterdir()) == []


def test_an_archive_of_one_engine_is_not_put_into_another(archive: Path, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(restoring, "_target", lambda to, media: (tmp_path / "m", {"ENGINE": "postgresql"}))
    with pytest.raises(BackupRefused, match="goes into an empty folder"):
        restoring.restore(archive, to="x", now=NOW)


@pytest.mark.parametrize("target", ["mysql://localhost/x", "s3://bucket", "postgres://127.0.0.1:1/none"])
def test_a_target_that_cannot_be_filled_is_refused_in_a_sentence(archive: Path, target: str, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"target|does not answer"):
        call_command("restore", str(archive), to=target, media=tmp_path / "m")


def test_a_backup_that_fails_leaves_the_older_archive_as_it_was(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = archive.read_bytes()
    monkeypatch.setattr(making, "_add", lambda *arguments: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        making.make(archive, now=NOW)
    assert (archive.read_bytes(), [path for path in archive.parent.iterdir() if ".part" in path.name]) == (before, [])


def test_the_commands_are_started_as_the_contract_names_them(archive: Path, tmp_path: Path) -> None:
    said = StringIO()
    call_command("backup", str(tmp_path / "again.backup"), stdout=said)
    assert "1 media files" not in said.getvalue()
    assert "2 media files" in said.getvalue()
    call_command(
        "restore", str(tmp_path / "again.backup"), "--to", str(tmp_path / "new"), "--release-mail", stdout=said
    )
    assert "restored to" in said.getvalue()
    with pytest.raises(CommandError):
        call_command("restore", str(archive))


@pytest.mark.engines
def test_the_programs_of_postgresql_are_there_where_it_is_used() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("another engine")
    assert [shutil.which(name) is not None for name in ("pg_dump", "pg_restore")] == [True, True]
    assert subprocess.run(["pg_dump", "--version"], capture_output=True, check=True).returncode == 0  # noqa: S607
