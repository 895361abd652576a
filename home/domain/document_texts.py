"""The words inside hosted files, for the search.

A file comes from an editor, but what it holds may be anything: each step has a bound, and a file that cannot be read is
a file without words.
"""

import re
import zipfile
from html import unescape
from typing import IO

import structlog

from ..models import PortalDocument

log = structlog.get_logger(__name__)

MOST_LETTERS = 300_000
MOST_PAGES = 400
MOST_BYTES = 20 * 1024 * 1024  # of one part of a zipped file, unpacked
PARTS = {"docx": "word/document.xml", "odt": "content.xml"}
BREAK, TAG, CONTROL = re.compile(r"</(w:p|text:p|text:h)>"), re.compile(r"<[^>]*>"), re.compile(r"[\x00-\x1f\x7f]+")


def read_text(document_id: int) -> int:
    """Reads a document's words and stores them; returns how many letters. 0 for one that has gone, holds no words or
    cannot be read. A second call reads them again."""
    document = PortalDocument.objects.filter(pk=document_id).first()
    if document is None:
        return 0
    text = text_of(document)
    if text != document.text:
        document.text = text
        document.save(update_fields=["text"])
    return len(text)


def text_of(document: PortalDocument) -> str:
    """The words inside a document's file, on one line; empty where there are none."""
    ending = document.file_extension.lower()
    try:
        with document.open_file() as file:
            text = _read(file, ending)
    except Exception:  # whatever a broken file makes a library raise
        log.warning("document_not_read", document=document.pk, exc_info=True)
        return ""
    return " ".join(CONTROL.sub(" ", text).split())[:MOST_LETTERS]


def _read(file: IO[bytes], ending: str) -> str:
    if ending == "pdf":
        return _of_pdf(file)
    if ending in PARTS:
        with zipfile.ZipFile(file) as zipped, zipped.open(PARTS[ending]) as part:
            xml = part.read(MOST_BYTES).decode("utf-8", "replace")
        return unescape(TAG.sub("", BREAK.sub(" ", xml)))
    if ending == "txt":
        return file.read(MOST_LETTERS * 4).decode("utf-8", "replace")
    return ""


def _of_pdf(file: IO[bytes]) -> str:
    from pypdf import PdfReader

    found: list[str] = []
    letters = 0
    for page in PdfReader(file).pages[:MOST_PAGES]:
        found.append(page.extract_text())
        letters += len(found[-1])
        if letters > MOST_LETTERS:
            break
    return "\n".join(found)
