"""The kinds of messages. Each app registers its own at start-up with the function that renders it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.functional import Promise

from .calendars import Event
from .models import Message


@dataclass(frozen=True)
class Mail:
    """A mail ready to go. `text` is plain; the HTML twin is made of it and of `button` (address, label).

    `to` may be empty where the message knows its person: the address is then asked for at sending.
    """

    to: str
    subject: str
    text: str
    language: str = "da"
    button: tuple[str, str] | None = None
    headers: dict[str, str] = field(default_factory=dict)
    event: Event | None = None


Render = Callable[[Message], Mail | None]
After = Callable[[Message], None]


@dataclass(frozen=True)
class Kind:
    """What an app says about a kind of message (see `register`)."""

    render: Render
    after: After | None = None
    title: str | Promise = ""
    to_staff: bool = False


KINDS: dict[str, Kind] = {}


def register(
    kind: str, render: Render, after: After | None = None, *, title: str | Promise = "", to_staff: bool = False
) -> None:
    """Names a kind (`app.event`). `render` runs at sending and returns None when the message is no longer due;
    `after` runs when the message has left or been dropped. Registering a name twice replaces it.

    `title` is what administrators read in the log. What goes `to_staff` is work: the day's share of an address, which
    keeps people from being bombed with mail, does not count it.
    """
    KINDS[kind] = Kind(render, after, title, to_staff)


def title_of(kind: str) -> str:
    """What a kind is called; its name where nobody has registered it."""
    known = KINDS.get(kind)
    return str(known.title or kind) if known else kind
