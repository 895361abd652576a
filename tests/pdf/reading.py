"""Reads the structure of a PDF as a screen reader would meet it."""

import io
import shutil
import subprocess
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


def elements(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every element of the structure tree, in reading order."""

    def walk(node: Any) -> Iterator[Any]:
        kids = node.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield kid
                yield from walk(kid)

    yield from walk(pdf.Root.StructTreeRoot)


def kinds(pdf: pikepdf.Pdf) -> list[str]:
    return [str(element.S) for element in elements(pdf)]


def outline(pdf: pikepdf.Pdf) -> list[tuple[int, str]]:
    """The bookmarks with their depth."""
    found: list[tuple[int, str]] = []

    def walk(items: Any, depth: int) -> None:
        for item in items:
            found.append((depth, str(item.title)))
            walk(item.children, depth + 1)

    with pdf.open_outline() as bookmarks:
        walk(bookmarks.root, 1)
    return found


def text_of(content: bytes, page: int = 0, *, layout: bool = False) -> str:
    """The words of the file, or of one page (1-based), as poppler reads them; as on paper with `layout`."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is missing")
    span = ["-f", str(page), "-l", str(page)] if page else []
    span += ["-layout"] if layout else []
    done = subprocess.run(["pdftotext", *span, "-", "-"], input=content, capture_output=True, check=True)  # noqa: S603, S607
    return done.stdout.decode()


def links(pdf: pikepdf.Pdf) -> list[Any]:
    return [note for page in pdf.pages for note in page.get("/Annots", []) if note.Subtype == "/Link"]
