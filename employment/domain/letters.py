"""Templates for a job advert, a function description, an interview and a refusal: words of editors, filled from a form.

A template is plain text with {names} in it. What somebody types takes the place of a name after the text has been read
into headings, paragraphs and lists, so it can never become anything but words.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from home.links import language_of
from pdf.render import Pdf, render

from ..models import TemplatesPage
from ..placeholders import NAME, NAMES

MARK = re.compile(r"(#{2,3} +|- +)?(.*)")
# Beyond ASCII, RTF counts in signed halves of 16 bits.
HALF, WHOLE = 0x8000, 0x10000
ASCII = 0x80


@dataclass(frozen=True)
class Part:
    """A heading, a paragraph or a list; a list has several lines, the others one."""

    kind: str  # heading, paragraph, list
    lines: tuple[str, ...]


def fill(text: str, values: Mapping[str, list[str]]) -> list[Part]:
    """The template as parts with its names filled in; what is missing stands in brackets, to be written by hand.

    A name alone in a line of a list becomes a line for each of its values.
    """
    parts: list[Part] = []
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip()):
        for line in block.split("\n"):
            match = MARK.fullmatch(line.strip())
            if match and match[2]:
                _add(parts, (match[1] or "").strip(), match[2], values)
        parts.append(Part("end", ()))
    return [part for part in parts if part.kind != "end"]


def _add(parts: list[Part], mark: str, words: str, values: Mapping[str, list[str]]) -> None:
    if mark == "-":
        alone = NAME.fullmatch(words)
        lines = values.get(alone[1], []) if alone else []
        new = tuple(lines) or (_filled(words, values),)
        if parts and parts[-1].kind == "list":
            parts[-1] = Part("list", parts[-1].lines + new)
        else:
            parts.append(Part("list", new))
    elif mark:
        parts.append(Part("heading", (_filled(words, values),)))
    elif parts and parts[-1].kind == "paragraph":
        parts[-1] = Part("paragraph", (f"{parts[-1].lines[0]} {_filled(words, values)}",))
    else:
        parts.append(Part("paragraph", (_filled(words, values),)))


def _filled(words: str, values: Mapping[str, list[str]]) -> str:
    def value(match: re.Match[str]) -> str:
        given = values.get(match[1], [])
        return ", ".join(given) if given else f"[{NAMES.get(match[1], match[1])}]"

    return NAME.sub(value, words)


def as_text(title: str, parts: Iterable[Part]) -> str:
    """The letter as plain text."""
    pieces = [title]
    for part in parts:
        pieces.append("\n".join(f"- {line}" for line in part.lines) if part.kind == "list" else part.lines[0])
    return "\n\n".join(pieces) + "\n"


def as_rtf(title: str, parts: Iterable[Part]) -> bytes:
    """The letter as a file that any word processor opens and edits."""
    pieces = [rf"{{\b\fs36 {_rtf(title)}\par}}\par"]
    for part in parts:
        if part.kind == "heading":
            pieces.append(rf"{{\b\fs28 {_rtf(part.lines[0])}\par}}")
        elif part.kind == "list":
            pieces += [rf"{{\li360\fi-360 \bullet\tab {_rtf(line)}\par}}" for line in part.lines] + [r"\par"]
        else:
            pieces.append(rf"{_rtf(part.lines[0])}\par\par")
    head = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}}\f0\fs24\uc1 "
    return (head + "\n".join(pieces) + "}").encode("ascii")


def _rtf(text: str) -> str:
    """Words as RTF writes them: its own three signs escaped, the rest of the world in halves of 16 bits."""
    out = []
    for sign in text:
        if sign in "\\{}":
            out.append(f"\\{sign}")
        elif ord(sign) < ASCII:
            out.append(sign)
        else:
            raw = sign.encode("utf-16-le")
            halves = [int.from_bytes(raw[at : at + 2], "little") for at in range(0, len(raw), 2)]
            out += [f"\\u{half - WHOLE if half >= HALF else half}?" for half in halves]
    return "".join(out)


def letter_of(page: TemplatesPage, kind: str) -> Any:
    """The template of a kind on the page, as its block's value; None where there is none."""
    return next((block.value for block in page.letters if block.value["kind"] == kind), None)


def file_of(page: TemplatesPage, title: str, parts: list[Part], *, today: date) -> Pdf:
    """The letter as a PDF. Raises PdfFailed."""
    return render("pdf/letter.html", {"parts": parts, "day": today}, language=language_of(page), title=title)
