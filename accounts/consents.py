"""What people may consent to. Each app registers its purposes at start-up, and what happens when one is withdrawn."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.functional import Promise

from .models import Consent

OnWithdraw = Callable[[Consent, datetime], None]
# Where the privacy page stands, asked with a language; whoever holds the pages puts it here at start-up.
PRIVACY: list[Callable[[str], str]] = []


@dataclass(frozen=True)
class Purpose:
    """One purpose: its code (`peerhub.matching`), a title in the person's words, and the legal basis. `on_withdraw`
    is told of each consent that is taken back, in the same transaction: it deletes what rests on that consent, so that
    the withdrawal has effect at the next request."""

    code: str
    title: str | Promise
    basis: str | Promise
    on_withdraw: tuple[OnWithdraw, ...] = field(default=())


PURPOSES: dict[str, Purpose] = {}


def register(purpose: Purpose) -> None:
    """Names a purpose. Registering a code twice replaces it."""
    PURPOSES[purpose.code] = purpose


def privacy_address(language: str) -> str:
    """Where people read how we treat what they tell us; empty where nobody has said."""
    return PRIVACY[-1](language) if PRIVACY else ""
