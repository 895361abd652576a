"""What other apps show on a workbench and on Min side. They register at start-up; accounts imports none of them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from .models import User


@dataclass(frozen=True)
class Row:
    """One line of a panel: how many, in words, and where to act."""

    number: int
    words: str
    url: str


@dataclass(frozen=True)
class Panel:
    """A panel of a workbench (`koordinator`, `min-side`, …): its title and the function that reads its rows."""

    title: str | Promise
    rows: Callable[[User], list[Row]]


PANELS: dict[str, list[Panel]] = {}
LINKS: dict[str, list[tuple[str | Promise, str]]] = {}


def register(bench: str, panel: Panel) -> None:
    """Adds a panel to a workbench; the order of registration is the order shown."""
    PANELS.setdefault(bench, []).append(panel)


def shown(bench: str, person: User) -> list[tuple[str | Promise, list[Row]]]:
    """Title and rows of every panel of a workbench, read now for this person. A row with zero is left out."""
    return [(panel.title, [row for row in panel.rows(person) if row.number]) for panel in PANELS.get(bench, [])]


def register_link(bench: str, words: str | Promise, url_name: str) -> None:
    """Adds a way on from a workbench to a page of its own; the order of registration is the order shown."""
    if (words, url_name) not in LINKS.setdefault(bench, []):
        LINKS[bench].append((words, url_name))


def links(bench: str) -> list[tuple[str | Promise, str]]:
    """Words and name of address of each way on from a workbench."""
    return LINKS.get(bench, [])
