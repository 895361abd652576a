"""The resource kit of the demo site: what stands before `## guide` is knowledge, below it the question guide."""

import re
from typing import Any

from home.demo import Plan
from home.demo.reader import Block, Builder, Text
from home.models import BasePage

GUIDE = "## guide"
EXERCISE = re.compile(r"\*\*(.+?)\.?\*\* (.+)")


def theme_values(text: Text, plan: Plan) -> dict[str, Any]:
    """How long a theme takes, from its front matter."""
    return {"minutes": int(text.meta["minutes"])}


def fill_theme(page: BasePage, builder: Builder, text: Text) -> None:
    """A line `- Question?` is a question, and `- **Title.** What you do` an exercise."""
    place = text.lines.index(GUIDE)
    body = builder.blocks(text.lines[:place])
    listed = [line[2:].strip() for line in text.lines[place:] if line.startswith("- ")]
    for name, blocks in (("body", body), ("guide", [_asked(builder, line) for line in listed])):
        setattr(page, name, page._meta.get_field(name).to_python(blocks))


def _asked(builder: Builder, line: str) -> Block:
    match = EXERCISE.match(line)
    if match is None:
        return builder.block("question", line)
    return builder.block("exercise", {"title": match[1], "text": match[2]})
