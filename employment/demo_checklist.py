"""The checklist of the demo site: `## ` and a stage's code begin its items, `## plan` the follow-up plan."""

import re
from typing import Any

from home.demo.reader import Builder, Text
from home.models import BasePage

from .enums import Stage
from .models import ChecklistPage

TALK = re.compile(r"- \*\*(.+?)\*\* \((\d+) (days|weeks|months|years)\) (.+)")


def fill_checklist(page: BasePage, builder: Builder, text: Text) -> None:
    """Lines before the first `## ` are the body. `- ` is an item, in the plan `- **Title** (3 months) What.`"""
    assert isinstance(page, ChecklistPage)  # noqa: S101  for the type checker
    body: list[str] = []
    items: list[dict[str, Any]] = []
    talks: list[dict[str, Any]] = []
    part = ""
    for line in text.lines:
        if match := re.match(r"## .*\((\w+)\)", line):
            part = match[1]
        elif not part:
            body.append(line)
        elif part in Stage.values and line.startswith("- "):
            items.append(builder.block("item", {"stage": part, "text": line[2:].strip()}))
        elif match := TALK.match(line):
            values = {"title": match[1], "count": int(match[2]), "unit": match[3], "text": match[4].strip()}
            talks.append(builder.block("talk", values))
    for name, blocks in (("body", builder.blocks(body)), ("items", items), ("talks", talks)):
        setattr(page, name, page._meta.get_field(name).to_python(blocks))
