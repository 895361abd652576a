"""Kinds of messages for the tests of the outbox, and a real mail server."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from outbox import kinds
from outbox.kinds import Mail
from outbox.models import Message

from .mail_server import Box, mail_server

LETTER = Mail(to="anna@example.org", subject="Nyt fra portalen", text="Første afsnit.\n\nAndet afsnit.")


@pytest.fixture
def kind() -> Iterator[Callable[..., str]]:
    """Registers `render` under a name of its own and returns the name; nothing of it is left after the test."""
    known = kinds.KINDS.copy()

    def register(
        render: Callable[[Message], Mail | None] = lambda message: LETTER, after: Any = None, **more: Any
    ) -> str:
        name = f"tests.kind{len(kinds.KINDS)}"
        kinds.register(name, render, after, **more)
        return name

    yield register
    kinds.KINDS.clear()
    kinds.KINDS.update(known)


@pytest.fixture
def server(settings: Any) -> Iterator[Box]:
    with mail_server(settings) as box:
        yield box
