"""Which addresses are personal. Everything else is public and the same for everybody (architecture.md §4.6)."""

from django.conf import settings

from .enums import WORKBENCH_ROLES


def without_language(path: str) -> str:
    """The path without its language prefix: `/en/min-side/` → `/min-side/`."""
    return path.removeprefix("/en") if path.startswith("/en/") else path


def is_personal(path: str) -> bool:
    """Whether a path belongs to one person or to staff, so that sessions exist there and nothing is stored."""
    return without_language(path).startswith(tuple(settings.PERSONAL_PREFIXES))


def workbench_of(path: str) -> str | None:
    """The workbench a path lies in (`koordinator`, `cms`, …), or None."""
    first = without_language(path).lstrip("/").split("/", 1)[0]
    return first if first in WORKBENCH_ROLES or first == "cms" else None
