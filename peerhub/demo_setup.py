"""The tools of the setup guide on the demo site: the pairs and the questions as editors would write them."""

import re
from typing import Any

from home.demo.reader import Block, Builder, Text
from home.models import BasePage

from .enums import QuestionPart, SchemeAxis

HEAD = re.compile(r"## (\w+)( \(ours\))?$")
QUESTION = re.compile(r"- \*\*(.+?)\*\* (.+)")
LISTS = {"+ ": "for", "- ": "against"}


def fill_scale(page: BasePage, builder: Builder, text: Text) -> None:
    """Lines before the first `## ` of a pair's code are the body. Then `closed:` and `open:`, each with its `+` and
    `-`, and `example:`."""
    body, parts = _parts(text.lines, frozenset(SchemeAxis.values))
    blocks = builder.blocks(body)
    pairs = [builder.block("pair", _pair(axis, is_ours, lines)) for axis, is_ours, lines in parts]
    _set(page, body=blocks, pairs=pairs)


def fill_questions(page: BasePage, builder: Builder, text: Text) -> None:
    """`## before`, `## definition` and `## anchoring` begin the parts; `- **Question** what to think of`."""
    body, parts = _parts(text.lines, frozenset(QuestionPart.values))
    blocks = builder.blocks(body)
    asked = []
    for part, _ours, lines in parts:
        for match in filter(None, map(QUESTION.match, lines)):
            asked.append(builder.block("question", {"part": part, "question": match[1], "help": match[2]}))
    _set(page, body=blocks, questions=asked)


Part = tuple[str, bool, list[str]]


def _parts(lines: list[str], codes: frozenset[str]) -> tuple[list[str], list[Part]]:
    """The lines before the first heading that is a code, and those below each."""
    body: list[str] = []
    parts: list[Part] = []
    for line in lines:
        match = HEAD.match(line)
        if match and match[1] in codes:
            parts.append((match[1], bool(match[2]), []))
        elif parts:
            parts[-1][2].append(line)
        else:
            body.append(line)
    return body, parts


def _pair(axis: str, is_ours: bool, lines: list[str]) -> dict[str, Any]:
    value: dict[str, Any] = {"axis": axis, "ours": is_ours, "example": ""}
    listed: dict[str, list[str]] = {f"{side}_{kind}": [] for side in ("closed", "open") for kind in LISTS.values()}
    side = ""
    for line in lines:
        name, colon, rest = line.partition(": ")
        if colon and name in ("closed", "open", "example"):
            side, value[name] = name, rest.strip()
        elif line[:2] in LISTS:
            listed[f"{side}_{LISTS[line[:2]]}"].append(line[2:].strip())
    return value | {name: "\n".join(rows) for name, rows in listed.items()}


def _set(page: BasePage, **streams: list[Block]) -> None:
    for name, blocks in streams.items():
        setattr(page, name, page._meta.get_field(name).to_python(blocks))
