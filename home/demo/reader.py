"""Reads the demo site's texts: Markdown with front matter, one file a page and language, into blocks.

The Danish and the English file of a page are parallel; blocks get the same ids in both, so that the English becomes a
segment-by-segment translation of the Danish (see home.demo.translate).
"""

import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from django.utils.html import escape

Resolve = Callable[[str], tuple[int | None, str]]
Block = dict[str, Any]
FRONT = re.compile(r"---\n(.*?)\n---\n?(.*)", re.DOTALL)
FENCE = re.compile(r"^::: *(\w+) *(.*)$")
LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
BOLD = re.compile(r"\*\*([^*]+)\*\*")
NAMESPACE = uuid.UUID("5f0c2f0e-9d7a-4a53-9d0b-3f7f0a1c2b6e")
FACT = "fact:"  # a line of a question or a call that quotes a fact by its key
NOTICES = ("info", "success", "warning")


@dataclass(frozen=True)
class Text:
    """One page in one language."""

    key: str
    meta: dict[str, str]
    lines: list[str] = field(repr=False)

    @cached_property
    def title(self) -> str:
        return self.meta["title"]


def read_all(folder: Path, language: str) -> dict[str, Text]:
    """Every page of a language by its key (its path in Danish slugs)."""
    ending = f".{language}.md"
    texts = {}
    for path in sorted(folder.rglob(f"*{ending}")):
        key = path.relative_to(folder).as_posix().removesuffix(ending)
        match = FRONT.match(path.read_text(encoding="utf-8"))
        if match is None:
            raise ValueError(f"{path.name} has no front matter")
        pairs = (line.split(":", 1) for line in match[1].splitlines() if ":" in line)
        meta = {name.strip(): value.strip() for name, value in pairs}
        texts[key] = Text(key, meta, match[2].strip().splitlines())
    return texts


class Builder:
    """Turns the lines of one page into raw StreamField data."""

    def __init__(self, key: str, resolve: Resolve) -> None:
        self.key = key
        self.resolve = resolve
        self.count = 0

    def next_id(self) -> str:
        """The same id for the same place in a page, whatever the language."""
        self.count += 1
        return str(uuid.uuid5(NAMESPACE, f"{self.key}:{self.count}"))

    def blocks(self, lines: list[str]) -> list[Block]:
        """The blocks of a body."""
        found: list[Block] = []
        plain: list[str] = []
        rows = iter(lines)
        for line in rows:
            fence = FENCE.match(line)
            if fence is None:
                plain.append(line)
                continue
            found += self.text(plain)
            plain = []
            inner = list(_until_end(rows))
            found.append(self.fenced(fence[1], fence[2].strip(), inner))
        return [*found, *self.text(plain)]

    def text(self, lines: list[str]) -> list[Block]:
        """A run of ordinary lines as one text block; none where there is nothing but space."""
        html = self.html(lines)
        return [self.block("text", html)] if html else []

    def block(self, kind: str, value: Any) -> Block:
        return {"type": kind, "value": value, "id": self.next_id()}

    def item(self, value: Any) -> Block:
        return {"type": "item", "value": value, "id": self.next_id()}

    def fenced(self, name: str, title: str, lines: list[str]) -> Block:
        """One block between ::: and :::. Raises ValueError for a name that no block has."""
        make = getattr(self, f"make_{name}", None)
        if make is None:
            raise ValueError(f"{self.key}: no block is called {name}")
        return self.block(name, make(title, [line for line in lines if line.strip()]))

    def make_fact(self, title: str, lines: list[str]) -> Block:
        pairs = (line.lstrip("- ").split(":", 1) for line in lines)
        rows = [self.item({"term": _plain(term), "detail": _plain(detail)}) for term, detail in pairs]
        return {"title": title, "rows": rows}

    def make_quoted_fact(self, title: str, lines: list[str]) -> Block:
        """`::: quoted_fact peer-timer Heading`."""
        key, _space, rest = title.partition(" ")
        return {"title": rest, "fact": key}

    def make_notice(self, title: str, lines: list[str]) -> Block:
        kind, _space, rest = title.partition(" ")
        return {"kind": kind if kind in NOTICES else "info", "title": rest, "text": self.html(lines)}

    def make_steps(self, title: str, lines: list[str]) -> Block:
        steps = []
        for line in lines:
            match = re.match(r"\d+\. +\*\*(.+?)\*\*\s*(.*)", line)
            if match is None:
                raise ValueError(f"{self.key}: a step reads `1. **Title.** Text`: {line}")
            steps.append(self.item({"title": match[1].rstrip("."), "text": _plain(match[2])}))
        return {"title": title, "steps": steps}

    def make_quote(self, title: str, lines: list[str]) -> Block:
        return {"text": _plain(" ".join(lines)), "attribution": title}

    def make_accordion(self, title: str, lines: list[str]) -> Block:
        items: list[Block] = []
        question = fact = address = ""
        answer: list[str] = []
        for line in [*lines, "### "]:
            if line.startswith("### ") or line == "### ":
                if question:
                    item = {"question": question, "address": address, "fact": fact, "answer": self.html(answer)}
                    items.append(self.item(item))
                question, _brace, address = line[4:].partition("{#")
                question, address, answer, fact = question.strip(), address.strip(" }"), [], ""
            elif line.startswith(FACT):
                fact = line.removeprefix(FACT).strip()
            else:
                answer += [line, ""] if not re.match(r"- |\d+\. ", line) else [line]
        return {"title": title, "items": items}

    def make_table(self, title: str, lines: list[str]) -> Block:
        rows = [_plain(line.strip().strip("|")) for line in lines if not re.fullmatch(r"[|\s:-]+", line)]
        return {
            "caption": title,
            "cells": "\n".join(" | ".join(cell.strip() for cell in row.split("|")) for row in rows),
        }

    def make_cta(self, title: str, lines: list[str]) -> Block:
        label, target = LINK.search(lines[-1]).groups()  # type: ignore[union-attr]
        facts = [line.removeprefix(FACT).strip() for line in lines if line.startswith(FACT)]
        words = " ".join(line for line in lines[:-1] if not line.startswith(FACT))
        return {"title": title, "text": _plain(words), "fact": "".join(facts), "link": self.link(target, label)}

    def make_cards(self, title: str, lines: list[str]) -> Block:
        cards = []
        for line in lines:
            match = LINK.search(line)
            if match is None:
                raise ValueError(f"{self.key}: a card needs a link: {line}")
            cards.append(self.item({"link": self.link(match[2], match[1]), "text": _plain(line[match.end() :])}))
        return {"title": title, "cards": cards}

    def make_image(self, title: str, lines: list[str]) -> Block:
        """A picture by its name; its alt text is the picture's own, in both languages."""
        name, _space, caption = title.partition(" ")
        picture_id, _url = self.resolve(f"picture:{name}")
        return {"image": picture_id, "alt_text": "", "decorative": False, "caption": caption}

    def make_articles(self, title: str, lines: list[str]) -> Block:
        """`- [words](page:nyheder/slug)` an article."""
        found = (LINK.search(line) for line in lines)
        return {"title": title, "articles": [self.item({"page": self.resolve(one[2])[0]}) for one in found if one]}

    def make_dates(self, title: str, lines: list[str]) -> Block:
        """How many weeks ahead."""
        return {"title": title, "kinds": [], "weeks": int(lines[0])}

    def make_contact(self, title: str, lines: list[str]) -> Block:
        return {"topic": title.split()[0], "text": _plain(" ".join(lines))}

    def link(self, target: str, text: str) -> Block:
        page_id, url = self.resolve(target)
        return {"page": page_id, "url": "" if page_id else url, "text": text}

    # --- running text -------------------------------------------------------------------------------------------
    def html(self, lines: list[str]) -> str:
        """Headings, paragraphs and lists as rich text."""
        out: list[str] = []
        for kind, parts in _grouped(lines):
            if kind in ("ul", "ol"):
                items = "".join(f"<li>{self.inline(part)}</li>" for part in parts)
                out.append(f"<{kind}>{items}</{kind}>")
            else:
                out.append(f"<{kind}>{self.inline(' '.join(parts))}</{kind}>")
        return "".join(out)

    def inline(self, text: str) -> str:
        """Links and bold."""
        out, last = "", 0
        for match in LINK.finditer(text):
            out += escape(text[last : match.start()]) + self.anchor(match[1], match[2])
            last = match.end()
        return BOLD.sub(r"<b>\1</b>", out + escape(text[last:]))

    def anchor(self, text: str, target: str) -> str:
        page_id, url = self.resolve(target)
        attributes = f'linktype="page" id="{page_id}"' if page_id else f'href="{escape(url)}"'
        return f"<a {attributes}>{escape(text)}</a>"


def _until_end(rows: Iterator[str]) -> Iterator[str]:
    for line in rows:
        if line.strip() == ":::":
            return
        yield line


def _grouped(lines: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Runs of lines of one kind: h2, h3, p, ul, ol."""
    kind = ""
    parts: list[str] = []
    for line in [*lines, ""]:
        stripped = line.strip()
        match = re.match(r"(### |## |- |\d+\. )?(.*)", stripped)
        mark, rest = (match[1] or "", match[2]) if match else ("", "")
        now = {"": "p" if rest else "", "## ": "h2", "### ": "h3", "- ": "ul"}.get(mark, "ol")
        if parts and (now != kind or now in ("h2", "h3")):
            yield kind, parts
            parts = []
        kind = now
        if now:
            parts.append(rest)


def _plain(text: str) -> str:
    """A line without links and bold."""
    return BOLD.sub(r"\1", LINK.sub(r"\1", text)).strip()
