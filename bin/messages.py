"""Collects the texts of the interface into locale/. English is the source; what Danish lacks is listed.

The catalogues hold neither places nor dates and are sorted, so that a change shows only the texts it changed.
"""
# ruff: noqa: S603, T201 - a terminal program that starts its own commands

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ["accounts", "outbox", "pdf", "home", "news", "peerhub", "courses", "employment", "site", "templates"]
LANGUAGES = ["da", "en"]
SOURCE_LANGUAGE = "en"
HEADER = {
    "Project-Id-Version": "Peerportalen",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}


def collect() -> list[polib.POEntry]:
    """Every text in the code and the templates, sorted. Needs gettext; raises RuntimeError with what it said."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in SOURCES:
            shutil.copytree(
                ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "content", "migrations")
            )
        (copy / "locale").mkdir()
        # Without settings, so that the catalogue is written in the copy and not where LOCALE_PATHS points.
        command = [sys.executable, "-m", "django", "makemessages", "-l", "da", "--no-location", "--no-obsolete"]
        done = subprocess.run(command, cwd=copy, env=plain_environment(), capture_output=True, text=True, check=False)
        made = copy / "locale" / "da" / "LC_MESSAGES" / "django.po"
        if done.returncode or not made.exists():
            raise RuntimeError(done.stdout + done.stderr)
        return sorted(polib.pofile(str(made)), key=key_of)


def plain_environment() -> dict[str, str]:
    import os

    return {name: value for name, value in os.environ.items() if name not in ("DJANGO_SETTINGS_MODULE", "PYTHONPATH")}


def key_of(entry: polib.POEntry) -> tuple[str, str]:
    return entry.msgid, entry.msgctxt or ""


def catalogue(language: str) -> Path:
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def merge(language: str, found: list[polib.POEntry]) -> list[str]:
    """Writes the catalogue of a language with the texts found; returns those without a translation."""
    path = catalogue(language)
    known = {key_of(entry): entry for entry in polib.pofile(str(path))} if path.exists() else {}
    result = polib.POFile(wrapwidth=120)
    result.metadata = {**HEADER, "Language": language}
    for entry in found:
        old = known.get(key_of(entry))
        result.append(filled(entry, old, language))
    path.parent.mkdir(parents=True, exist_ok=True)
    result.save(str(path))
    return [entry.msgid for entry in result if not translated(entry)]


def filled(entry: polib.POEntry, old: polib.POEntry | None, language: str) -> polib.POEntry:
    """The entry as the catalogue keeps it, with the old translation or, in the source language, itself."""
    flags = [flag for flag in entry.flags if flag != "fuzzy"]
    new = polib.POEntry(msgid=entry.msgid, msgctxt=entry.msgctxt, msgid_plural=entry.msgid_plural, flags=flags)
    new.comment = entry.comment
    if entry.msgid_plural:
        own = {0: entry.msgid, 1: entry.msgid_plural} if language == SOURCE_LANGUAGE else {0: "", 1: ""}
        new.msgstr_plural = {
            int(number): text for number, text in (old.msgstr_plural if old and old.msgstr_plural else own).items()
        }
    else:
        new.msgstr = (old.msgstr if old else "") or (entry.msgid if language == SOURCE_LANGUAGE else "")
    return new


def translated(entry: polib.POEntry) -> bool:
    return all(entry.msgstr_plural.values()) if entry.msgid_plural else bool(entry.msgstr)


def main() -> int:
    if shutil.which("xgettext") is None:
        print("messages: gettext is missing; run: apt-get install gettext", file=sys.stderr)
        return 1
    found = collect()
    for language in LANGUAGES:
        missing = merge(language, found)
        print(f"messages: {language}: {len(found)} texts, {len(missing)} without translation")
        for text in missing:
            print(f"  {text!r}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
