"""The guides of the demo site: a chapter for each `## ` of the text."""

from datetime import timedelta
from typing import Any

from home.demo import Plan
from home.demo.reader import Builder, Text
from home.models import BasePage

from .models import GuidePage

TAGS = ("stages", "readers", "workplaces", "situations")


def _listed(value: str) -> list[str]:
    return [part.strip() for part in value.split(",") if part.strip()]


def entry_values(text: Text, plan: Plan) -> dict[str, Any]:
    """Stage and reader of an entry page from its front matter."""
    return {"stage": text.meta.get("stage", ""), "reader": text.meta.get("reader", "")}


def guide_values(text: Text, plan: Plan) -> dict[str, Any]:
    """Version, stages, readers and sources of a guide; `sources` are parted by semicolons."""
    meta = text.meta
    return {
        "stages": _listed(meta.get("stages", "")),
        "readers": _listed(meta.get("readers", "")),
        "version": int(meta.get("version", "1")),
        "revised_on": plan.today + timedelta(days=int(meta.get("date", "0"))),
        "sources": "\n".join(part.strip() for part in meta.get("sources", "").split(";")),
    }


def fill_guide(page: BasePage, builder: Builder, text: Text) -> None:
    """Each `## ` begins a chapter; `chapter_2: stages=prepare; readers=leader, hr` says what it applies to."""
    assert isinstance(page, GuidePage)  # noqa: S101  for the type checker
    parts: list[tuple[str, list[str]]] = []
    for line in text.lines:
        if line.startswith("## "):
            parts.append((line[3:].strip(), []))
        elif parts:
            parts[-1][1].append(line)
    chapters = [_chapter(builder, text, number, *part) for number, part in enumerate(parts, start=1)]
    page.chapters = page._meta.get_field("chapters").to_python(chapters)


def _chapter(builder: Builder, text: Text, number: int, title: str, lines: list[str]) -> dict[str, Any]:
    told = dict(part.split("=", 1) for part in text.meta.get(f"chapter_{number}", "").split(";") if "=" in part)
    tags = {name: _listed({key.strip(): value for key, value in told.items()}.get(name, "")) for name in TAGS}
    return builder.block("chapter", {"title": title, **tags, "body": builder.blocks(lines)})
