"""Both catalogues are complete and hold exactly the texts that the code and the templates use."""

import shutil
from pathlib import Path

import polib
import pytest
import wagtail

from bin import messages

from .sources import ROOT

PLACEHOLDERS = r"%\((\w+)\)[sd]|\{(\w+)\}|%[sd]"


def catalogue(language: str) -> polib.POFile:
    path = messages.catalogue(language)
    assert path.exists(), "run: make messages"
    return polib.pofile(str(path))


@pytest.fixture(scope="module")
def found() -> set[tuple[str, str]]:
    if shutil.which("xgettext") is None:
        pytest.skip("gettext is not installed")
    return {messages.key_of(entry) for entry in messages.collect()}


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_the_catalogue_holds_exactly_the_texts_in_use(language: str, found: set[tuple[str, str]]) -> None:
    kept = {messages.key_of(entry) for entry in catalogue(language)}
    assert (sorted(found - kept), sorted(kept - found)) == ([], []), "run: make messages"


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_text_is_translated(language: str) -> None:
    entries = catalogue(language)
    assert [entry.msgid for entry in entries if not messages.translated(entry) or entry.fuzzy] == []


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_translations_keep_the_placeholders(language: str) -> None:
    import re

    broken = []
    for entry in catalogue(language):
        sources = [entry.msgid, entry.msgid_plural] if entry.msgid_plural else [entry.msgid]
        texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        wanted = [sorted(match.group() for match in re.finditer(PLACEHOLDERS, source)) for source in sources]
        for number, text in enumerate(texts):
            if text and sorted(match.group() for match in re.finditer(PLACEHOLDERS, text)) not in wanted:
                broken.append((entry.msgid, number))
    assert broken == []


def test_danish_is_not_a_copy_of_english() -> None:
    """A handful of words are the same in both languages; a catalogue filled by copying would show here."""
    same = [entry.msgid for entry in catalogue("da") if entry.msgid == entry.msgstr and len(entry.msgid.split()) > 2]
    assert same == []


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_the_second_catalogue_mends_texts_that_the_libraries_really_have(domain: str) -> None:
    """Danish for Wagtail and allauth: a text that a new release has changed must not stay behind unnoticed."""
    packages = Path(wagtail.__file__).parents[1]
    folders = [*packages.glob("wagtail*/**/locale/en/LC_MESSAGES"), packages / "allauth/locale/da/LC_MESSAGES"]
    sources = [path for folder in folders if (path := folder / f"{domain}.po").exists()]
    there = {(entry.msgid, entry.msgid_plural) for source in sources for entry in polib.pofile(str(source))}
    entries = polib.pofile(str(ROOT / "locale" / "admin" / "da" / "LC_MESSAGES" / f"{domain}.po"))
    assert [entry.msgid for entry in entries if (entry.msgid, entry.msgid_plural) not in there] == []
    assert [entry.msgid for entry in entries if not messages.translated(entry)] == []
    ours = {entry.msgid for entry in catalogue("da")}
    assert [entry.msgid for entry in entries if domain == "django" and entry.msgid in ours] == []
