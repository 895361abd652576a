"""What allauth tells goes into the access log."""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as factors
from django.dispatch import Signal
from django.utils import timezone

from .domain.access_log import record
from .models import User

# What the person does, and what somebody tried who has not proven to be that person.
DONE: dict[str, Signal] = {
    "account.signed_in": account.user_logged_in,
    "account.address_changed": account.email_changed,
    "factor.added": factors.authenticator_added,
    "factor.removed": factors.authenticator_removed,
    "factor.reset": factors.authenticator_reset,
}
TRIED: dict[str, Signal] = {
    "account.code_rejected": account.login_code_rejected,
    "factor.failed": factors.authentication_failed,
}


def _receiver(action: str, *, proven: bool) -> Any:
    def receive(sender: Any, user: Any = None, **kwargs: Any) -> None:
        first_address = kwargs.get("from_email_address", user) is None  # confirmed at the first signing in, not changed
        if isinstance(user, User) and not first_address:  # a code for an address that nobody has belongs to nobody
            record(by=user if proven else None, action=action, subject=user, now=timezone.now())

    return receive


def connect() -> None:
    """Connects all of it; called once at start-up."""
    for table, proven in ((DONE, True), (TRIED, False)):
        for action, signal in table.items():
            receive = _receiver(action, proven=proven)
            signal.connect(receive, weak=False, dispatch_uid=f"accounts.access_log.{action}")
