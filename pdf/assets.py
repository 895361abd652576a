"""The files of ours that a PDF may be made of, by name. Nothing else can be asked for."""

from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders

FONT = "font/ttf"
NAMES = {
    "asset:css/pdf.css": ("css/pdf.css", "text/css"),
    "asset:fonts/atkinson-regular.ttf": ("fonts/atkinson-regular.ttf", FONT),
    "asset:fonts/atkinson-bold.ttf": ("fonts/atkinson-bold.ttf", FONT),
    "asset:fonts/atkinson-italic.ttf": ("fonts/atkinson-italic.ttf", FONT),
    "asset:fonts/atkinson-bold-italic.ttf": ("fonts/atkinson-bold-italic.ttf", FONT),
}
Assets = dict[str, tuple[bytes, str]]


@cache
def _read(path: str, modified: float) -> bytes:
    return Path(path).read_bytes()


def own_assets() -> Assets:
    """Our style sheet and fonts with their content types. A font that set-up has not made is left out."""
    found: Assets = {}
    for name, (path, kind) in NAMES.items():
        if (place := finders.find(path)) is not None:
            found[name] = (_read(str(place), Path(str(place)).stat().st_mtime), kind)
    return found


def picture_assets(pictures: dict[str, bytes]) -> Assets:
    """Pictures given with a call; the template names them `asset:picture/<name>`."""
    return {f"asset:picture/{name}": (content, _kind_of(content)) for name, content in pictures.items()}


def _kind_of(content: bytes) -> str:
    if content.startswith(b"\x89PNG"):
        return "image/png"
    if content.startswith(b"\xff\xd8"):
        return "image/jpeg"
    if content[8:12] == b"WEBP":
        return "image/webp"
    return "image/svg+xml"
