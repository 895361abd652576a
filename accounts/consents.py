"""What people may consent to. Each app registers its purposes at start-up, and what happens when one is withdrawn."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.functional import Promise

from .models import User

OnWithdraw = Callable[[User, datetime], None]


@dataclass(frozen=True)
class Purpose:
    """One purpose: its code (`peerhub.matching`), a title in the person's words, and the legal basis. `on_withdraw`
    runs in the transaction of the withdrawal, so that it has effect at the next request."""

    code: str
    title: str | Promise
    basis: str | Promise
    on_withdraw: tuple[OnWithdraw, ...] = field(default=())


PURPOSES: dict[str, Purpose] = {}


def register(purpose: Purpose) -> None:
    """Names a purpose. Registering a code twice replaces it."""
    PURPOSES[purpose.code] = purpose
