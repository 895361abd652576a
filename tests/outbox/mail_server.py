"""A real mail server on 127.0.0.1 that does what a test tells it: take, refuse, hang, or hang up after the letter."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from tests.fixtures.sites import free_port

OK = "250 taken"
HANG_SECONDS = 3


class Box:
    """What came in, and what the server says next: an answer, or "drop" (closes after DATA) or "hang"."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.rcpt_answer = "250 ok"
        self.data_answer = OK
        self.taken = threading.Event()

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if self.rcpt_answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.rcpt_answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        import asyncio

        if self.data_answer == "hang":
            await asyncio.sleep(HANG_SECONDS)
            return "451 too late"
        if self.data_answer.startswith(("4", "5")):
            return self.data_answer
        self.raw.append(envelope.content)
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
        self.taken.set()
        if self.data_answer == "drop":
            server.transport.abort()
        return OK

    def wait(self, number: int, seconds: float = 5) -> None:
        """Waits until so many letters are in."""
        until = time.monotonic() + seconds
        while len(self.letters) < number and time.monotonic() < until:
            time.sleep(0.02)


@contextmanager
def mail_server(settings: Any, timeout: int = 5) -> Iterator[Box]:
    """The server, with the portal's settings pointing at it."""
    box, port = Box(), free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, timeout
    try:
        yield box
    finally:
        controller.stop()
