"""The tools of the demo site: what is rated and asked stands as a table in the text, the rest is the body."""

from typing import Any

from home.demo.reader import Block, Builder, Text
from home.models import BasePage


def fill_star(page: BasePage, builder: Builder, text: Text) -> None:
    """The last table holds the sides of the star: subject, what 1 means, what 5 means."""
    blocks, rows = _parted(builder, text)
    sides = [builder.block("axis", dict(zip(("title", "low", "high"), row, strict=True))) for row in rows]
    _set(page, "body", blocks)
    _set(page, "axes", sides)


def fill_issues(page: BasePage, builder: Builder, text: Text) -> None:
    """The last table holds topic and statement; `topic_1: page:key#2` says which chapter of which guide helps."""
    blocks, rows = _parted(builder, text)
    titles = list(dict.fromkeys(title for title, _statement in rows))
    topics = []
    for number, title in enumerate(titles, start=1):
        target, _hash, chapter = text.meta[f"topic_{number}"].partition("#")
        value = {
            "title": title,
            "statements": [builder.item(statement) for name, statement in rows if name == title],
            "page": builder.resolve(target)[0],
            "chapter": int(chapter) if chapter else None,
        }
        topics.append(builder.block("topic", value))
    _set(page, "body", blocks)
    _set(page, "topics", topics)


def _parted(builder: Builder, text: Text) -> tuple[list[Block], list[list[str]]]:
    """The blocks without the last table, and the rows of that table below its header."""
    blocks = builder.blocks(text.lines)
    place = max(number for number, block in enumerate(blocks) if block["type"] == "table")
    lines = blocks.pop(place)["value"]["cells"].splitlines()[1:]
    return blocks, [[cell.strip() for cell in line.split("|")] for line in lines]


def _set(page: BasePage, name: str, blocks: list[dict[str, Any]]) -> None:
    setattr(page, name, page._meta.get_field(name).to_python(blocks))
