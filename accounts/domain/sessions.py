"""Ending sessions and forgetting the codes that would begin one."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from outbox.locks import lock_row

from ..models import AddressChange, SealedMail, StepUpCode, User
from .access_log import record


@transaction.atomic
def sign_out_everywhere(*, person: User, by: User, now: datetime) -> None:
    """Ends every session of one person at the next request of each. A second call ends those begun since."""
    held = lock_row(person)
    held.session_version += 1
    held.save(update_fields=["session_version"])
    UserSession.objects.filter(user=held).delete()
    record(by=by, action="account.signed_out_everywhere", subject=held, now=now)


def sign_everybody_out(now: datetime) -> int:
    """Ends every session, those in the middle of signing in too; returns how many. A second call finds none."""
    UserSession.objects.all().delete()
    return Session.objects.all().delete()[0]


def forget_codes(now: datetime) -> int:
    """Deletes codes, the mails with codes that have not left, and changes of address with their links; returns how
    many. A second call finds none. A link to undo a change would bring back an address that the backup knows as old."""
    return sum(model.objects.all().delete()[0] for model in (SealedMail, StepUpCode, AddressChange))
