"""The kinds of messages. Each app registers its own at start-up with the function that renders it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from .models import Message


@dataclass(frozen=True)
class Mail:
    """A mail ready to go. `text` is plain; the HTML twin is made of it and of `button` (address, label)."""

    to: str
    subject: str
    text: str
    language: str = "da"
    button: tuple[str, str] | None = None
    headers: dict[str, str] = field(default_factory=dict)


Render = Callable[[Message], Mail | None]
After = Callable[[Message], None]
KINDS: dict[str, tuple[Render, After | None]] = {}


def register(kind: str, render: Render, after: After | None = None) -> None:
    """Names a kind (`app.event`). `render` runs at sending and returns None when the message is no longer due;
    `after` runs when the message has left or been dropped. Registering a name twice replaces it."""
    KINDS[kind] = (render, after)
