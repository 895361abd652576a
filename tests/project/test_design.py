"""The design's numbers, recomputed from the style sheet: contrast of the pairs of visual.md §3, sizes."""

import re

import pytest

from .sources import ROOT

CSS = ROOT / "static" / "css" / "portal.css"
CSS_LIMIT = 60 * 1024
SCRIPT_LIMIT = 40 * 1024
# What signed-in pages, the Wagtail admin and our PDFs load beside the public style sheet.
NOT_PUBLIC = {"course.css", "cms.css", "pdf.css", "workbench.css"}
NOT_PUBLIC_SCRIPTS = {"cms.js", "workbench.js"}

GROUNDS = ("--bg", "--surface", "--sand")
COLOURS = ("--accent", "--plum", "--success", "--warning", "--danger", "--info")
# Body text, links and buttons: AAA.
BODY = [
    *((text, ground, 7.0) for text in ("--text", "--muted", "--primary", "--link") for ground in GROUNDS),
    ("--primary", "--primary-tint", 7.0),
    ("--link", "--primary-tint", 7.0),
    ("--text", "--primary-tint", 7.0),
    ("--on-primary", "--primary", 7.0),
    ("--on-primary", "--primary-hover", 7.0),
    ("--visited", "--bg", 7.0),
    ("--visited", "--surface", 7.0),
    *(("--text", f"{colour}-tint", 7.0) for colour in COLOURS),
]
# Other words in colour: AA.
OTHER = [
    *((colour, ground, 4.5) for colour in COLOURS for ground in ("--surface", "--bg")),
    *((colour, f"{colour}-tint", 4.5) for colour in COLOURS),
]
# Edges of controls and the ring around what has the focus.
INTERFACE = [
    *(("--field-border", ground, 3.0) for ground in GROUNDS),
    *(("--focus-outline", ground, 3.0) for ground in GROUNDS),
    ("--focus-outline", "--focus-gap", 3.0),
    ("--focus", "--primary", 1.0),
]


def declarations(css: str, opening: str) -> dict[str, str]:
    """The custom properties of the first rule that begins with `opening`."""
    start = css.index(opening) + len(opening)
    return dict(re.findall(r"(--[\w-]+):\s*([^;]+);", css[start : css.index("}", start)]))


def schemes() -> dict[str, dict[str, str]]:
    css = re.sub(r"/\*.*?\*/", "", CSS.read_text(encoding="utf-8"), flags=re.S)
    light = declarations(css, ":root {")
    system = declarations(css, ':root:not([data-theme="light"]) {')
    chosen = declarations(css, ':root[data-theme="dark"] {')
    return {"light": light, "dark by system": light | system, "dark by choice": light | chosen}


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.x defines it, of #rgb or #rrggbb."""
    digits = colour.strip().lstrip("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_formula_agrees_with_known_pairs() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21.0
    assert round(contrast("#1a2b30", "#fbfaf7"), 2) == 14.05
    assert round(contrast("#86d3d0", "#0f181b"), 2) == 10.49


@pytest.mark.parametrize("scheme", ["light", "dark by system", "dark by choice"])
def test_every_pair_of_colours_is_readable(scheme: str) -> None:
    tokens = schemes()[scheme]
    weak = {
        f"{front} on {ground}": round(contrast(tokens[front], tokens[ground]), 2)
        for front, ground, least in (*BODY, *OTHER, *INTERFACE)
        if contrast(tokens[front], tokens[ground]) < least
    }
    assert weak == {}


def test_both_ways_to_the_dark_scheme_give_the_same_colours() -> None:
    found = schemes()
    assert found["dark by system"] == found["dark by choice"]
    assert {name for name, value in found["light"].items() if value.startswith("#")} == {
        name for name, value in found["dark by choice"].items() if value.startswith("#")
    }


def test_no_text_is_sized_in_pixels() -> None:
    css = re.sub(r"/\*.*?\*/", "", CSS.read_text(encoding="utf-8"), flags=re.S)
    in_pixels = re.findall(r"(?:font-size|--fs-\d)\s*:\s*[^;]*\dpx[^;]*;|font:\s*[^;]*\dpx[^;]*;", css)
    assert in_pixels == []


def test_public_pages_load_little_style_and_script() -> None:
    styles = sum(path.stat().st_size for path in (ROOT / "static" / "css").glob("*.css") if path.name not in NOT_PUBLIC)
    scripts = sum(
        path.stat().st_size for path in (ROOT / "static" / "js").glob("*.js") if path.name not in NOT_PUBLIC_SCRIPTS
    )
    assert styles <= CSS_LIMIT
    assert scripts <= SCRIPT_LIMIT


def test_styles_respect_what_a_reader_has_asked_their_system_for() -> None:
    css = CSS.read_text(encoding="utf-8")
    wanted = [
        "prefers-color-scheme: dark",
        "prefers-reduced-motion: reduce",
        "prefers-contrast: more",
        "forced-colors: active",
        "@media print",
    ]
    assert [rule for rule in wanted if rule not in css] == []


def test_no_style_sheet_asks_another_host() -> None:
    sheets = (ROOT / "static" / "css").glob("*.css")
    assert [
        path.name for path in sheets if re.search(r"(?:url\(|@import)[^;)]*//", path.read_text(encoding="utf-8"))
    ] == []
