"""Signing in as a person does it: the real forms of allauth, and the code out of the mail that the outbox sent."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core import mail
from django.test import Client
from django.utils import timezone

from outbox.domain.delivery import deliver_due

CODE = re.compile(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", re.MULTILINE)
CONFIRM = "/konto/login/code/confirm/"


def delivered(*, now: datetime | None = None) -> list[Any]:
    """The mails that left since the last call."""
    deliver_due(now=now or timezone.now())
    sent = list(mail.outbox)
    mail.outbox.clear()
    return sent


def code_in(letter: Any) -> str:
    """The code of a mail. Raises AssertionError when there is none."""
    found = CODE.search(letter.body)
    assert found, letter.body
    return found.group()


@dataclass
class Visitor:
    """Somebody in front of one browser."""

    browser: Client = field(default_factory=Client)

    def ask_for_code(self, address: str, **more: str) -> Any:
        return self.browser.post("/konto/login/code/", {"email": address, **more})

    def give_code(self, code: str, **more: str) -> Any:
        return self.browser.post(CONFIRM, {"code": code, **more})

    def sign_in(self, address: str, **more: str) -> Any:
        """Both steps; returns the answer to the second."""
        self.ask_for_code(address, **more)
        return self.give_code(code_in(delivered()[-1]), **more)

    @property
    def is_in(self) -> bool:
        return "_auth_user_id" in self.browser.session
