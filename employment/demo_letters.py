"""The templates of the demo site: `## Title (kind)` begins one, its first line after `> ` is what it is good for."""

import re
from typing import Any

from home.demo.reader import Builder, Text
from home.models import BasePage

from .models import TemplatesPage

HEAD = re.compile(r"## (.+) \(([a-z]+)\)")


def fill_letters(page: BasePage, builder: Builder, text: Text) -> None:
    """Lines before the first `## ` are the body; a heading within a template is `### `."""
    assert isinstance(page, TemplatesPage)  # noqa: S101  for the type checker
    body: list[str] = []
    letters: list[dict[str, Any]] = []
    for line in text.lines:
        if match := HEAD.fullmatch(line):
            letters.append({"kind": match[2], "title": match[1], "intro": "", "text": ""})
        elif not letters:
            body.append(line)
        elif line.startswith("> "):
            letters[-1]["intro"] = line[2:].strip()
        else:
            letters[-1]["text"] += f"{line}\n"
    stored = [builder.block("letter", letter | {"text": letter["text"].strip()}) for letter in letters]
    for name, blocks in (("body", builder.blocks(body)), ("letters", stored)):
        setattr(page, name, page._meta.get_field(name).to_python(blocks))
