"""Ending sessions and forgetting the codes that would begin one."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from ..models import SealedMail


def sign_everybody_out(now: datetime) -> int:
    """Ends every session, those in the middle of signing in too; returns how many. A second call finds none."""
    UserSession.objects.all().delete()
    return Session.objects.all().delete()[0]


def forget_codes(now: datetime) -> int:
    """Deletes the mails with codes that have not left; returns how many. A second call finds none."""
    return SealedMail.objects.all().delete()[0]
