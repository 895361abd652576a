"""Builds the page tree of the demo site in Danish."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from wagtail.models import Page

from accounts.models import User

from ..models import BasePage, ContactPage, ContentPage, FaqPage, GlossaryPage, HomePage, PortalImage, SectionPage
from . import Plan
from .drawings import PICTURE
from .reader import Builder, Resolve, Text, read_all

CONTENT = Path(__file__).resolve().parent / "content"
REVIEW_AFTER = timedelta(days=365)
PAGE_TYPES: dict[str, type[BasePage]] = {
    "home": HomePage,
    "content": ContentPage,
    "section": SectionPage,
    "faq": FaqPage,
    "contact": ContactPage,
    "glossary": GlossaryPage,
}
# What a page type of another app takes from the front matter, beside what all share.
FIELDS: dict[str, Any] = {}
# How a page type whose body is not a plain run of blocks takes the text.
FILLS: dict[str, Any] = {}


def add_page_type(name: str, page_class: type[BasePage], fields: Any = None, fill_with: Any = None) -> None:
    """Adds a page type for the front matter's `type`; `fields(text, plan)` gives its own values, and
    `fill_with(page, builder, text)` its body where that is not a plain run of blocks."""
    PAGE_TYPES[name] = page_class
    if fields is not None:
        FIELDS[name] = fields
    if fill_with is not None:
        FILLS[name] = fill_with


def build(plan: Plan) -> dict[str, BasePage]:
    """Makes or finds every page of the demo; returns them by key. First the pages, then their bodies: they link to
    each other."""
    texts = read_all(CONTENT, "da")
    owner = User.objects.filter(email="demo-redaktor@example.org").first()
    pages: dict[str, BasePage] = {}
    for key in sorted(texts, key=lambda key: (key != "forside", key.count("/"), order_of(texts, key), key)):
        pages[key] = _ensure(texts[key], pages, owner, plan)
    resolve = resolver(pages)
    for key, page in pages.items():
        fill(page, texts[key], resolve)
        page.save_revision().publish()
    return {key: type(page).objects.get(pk=page.pk) for key, page in pages.items()}


def order_of(texts: dict[str, Text], key: str) -> int:
    """Where a page stands among its siblings."""
    return int(texts[key].meta.get("order", "99"))


def _ensure(text: Text, pages: dict[str, BasePage], owner: User | None, plan: Plan) -> BasePage:
    page_class = PAGE_TYPES[text.meta["type"]]
    if text.key == "forside":
        page: BasePage = HomePage.objects.get(locale__language_code="da")
    else:
        parent = pages[text.key.rpartition("/")[0] or "forside"]
        known = parent.get_children().filter(slug=text.meta["slug"]).first()
        page = known.specific if known else page_class(slug=text.meta["slug"], title=text.title)
    for name, value in values_of(text, plan).items():
        setattr(page, name, value)
    page.content_owner = owner
    page.review_on = plan.today + REVIEW_AFTER
    page.show_in_menus = "menu" in text.meta
    if page.pk is None:
        page.locale = parent.locale
        parent.add_child(instance=page)
    return page


def values_of(text: Text, plan: Plan) -> dict[str, Any]:
    """The plain fields of a page from its front matter."""
    meta = text.meta
    values: dict[str, Any] = {
        "title": meta["title"],
        "draft_title": meta["title"],
        "summary": meta.get("summary", ""),
        "search_description": meta.get("description", ""),
    }
    if meta["type"] == "section":
        values |= {
            "area": meta.get("area", "portal"),
            "menu_title": meta.get("menu", ""),
            "illustration": meta.get("illustration", ""),
        }
    if meta["type"] == "faq":
        values["topic"] = meta.get("topic", "other")
    if meta["type"] in FIELDS:
        values |= FIELDS[meta["type"]](text, plan)
    return values


def resolver(pages: dict[str, BasePage]) -> Resolve:
    """What a target of the texts means: `page:key` a page, `picture:name` a picture, others are addresses."""
    pictures = dict(PortalImage.objects.filter(title__startswith=PICTURE).values_list("title", "pk"))

    def resolve(target: str) -> tuple[int | None, str]:
        kind, _colon, rest = target.partition(":")
        if kind == "page":
            key, _hash, _anchor = rest.partition("#")
            return pages[key].pk, ""
        if kind == "picture":
            return pictures[PICTURE + rest], ""
        return None, rest if kind == "path" else target

    return resolve


def fill(page: BasePage, text: Text, resolve: Resolve) -> None:
    """Gives a page its body from the text."""
    builder = Builder(text.key, resolve)
    if (fill_with := FILLS.get(text.meta["type"])) is not None:
        fill_with(page, builder, text)
        return
    blocks = builder.blocks(text.lines)
    if isinstance(page, HomePage):
        _fill_front(page, text, resolve)
    if isinstance(page, FaqPage):
        groups = [place for place, block in enumerate(blocks) if block["type"] == "accordion"]
        around = [(place, block) for place, block in enumerate(blocks) if place not in groups]
        page.questions = _stream(page, "questions", [{**blocks[place], "type": "questions"} for place in groups])
        page.intro = _stream(page, "intro", [block for place, block in around if place < groups[0]])
        page.outro = _stream(page, "outro", [block for place, block in around if place > groups[0]])
    elif page.stream_fields:
        setattr(page, page.stream_fields[0], _stream(page, page.stream_fields[0], blocks))


def _stream(page: Page, name: str, blocks: list[dict[str, Any]]) -> Any:
    return page._meta.get_field(name).to_python(blocks)


def _fill_front(page: HomePage, text: Text, resolve: Resolve) -> None:
    meta = text.meta
    page.hero_title = meta.get("hero_title", "")
    page.lead = meta.get("lead", "")
    page.highlight_title = meta.get("highlight_title", "")
    page.highlight_rows = "\n".join(part.strip() for part in meta.get("highlight_rows", "").split(";"))
    for name, field in (("primary", "primary"), ("secondary", "secondary"), ("highlight_button", "highlight")):
        label, _bar, target = meta.get(name, "").partition("|")
        setattr(page, f"{field}_text", label.strip())
        setattr(page, f"{field}_page_id", resolve(target.strip())[0] if target.strip() else None)
