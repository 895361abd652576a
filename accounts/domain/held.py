"""What the portal holds about a person, read off the registry: how much, who can see it, and the day it goes."""

from dataclasses import dataclass
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .. import registry
from ..models import Consent, User
from ..personal_data import ITSELF
from ..registry import Text


@dataclass(frozen=True)
class Holding:
    """One kind of data. `first` and `last` are the days on which the first and the last row go; none where no day is
    set, and `until` says in words what decides."""

    title: Text
    rows: int
    purpose: Text
    recipients: Text
    until: Text
    first: date | None
    last: date | None


@dataclass(frozen=True)
class Standing:
    """How the account itself stands: steps to sign in with, places signed in, consents that stand."""

    factors: int
    places: int
    consents: int


def standing(person: User) -> Standing:
    """How a person's account stands, shown to that person alone. Three counts."""
    return Standing(
        factors=Authenticator.objects.filter(user=person).exclude(type=Authenticator.Type.RECOVERY_CODES).count(),
        places=UserSession.objects.filter(user=person).count(),
        consents=Consent.objects.filter(person=person, withdrawn_at=None).count(),
    )


def holdings(person: User) -> list[Holding]:
    """Every kind of data of which there is a row about the person, shown to that person alone. One query a kind."""
    entries = (entry for entry in registry.about_people() if entry.rows and entry.listed)
    return [found for entry in entries if (found := _holding(entry, person)).rows]


def _holding(entry: registry.Processing, person: User) -> Holding:
    rows = list(entry.rows(person)) if entry.rows else []
    days = sorted(day for row in rows if (day := _day(entry, row)))
    settled = len(days) == len(rows)
    return Holding(
        title=entry.title,
        rows=len(rows),
        purpose=entry.purpose,
        recipients=_("you and administrators") if entry.recipients == ITSELF else entry.recipients,
        until=entry.retention,
        first=days[0] if days else None,
        last=days[-1] if days and settled else None,
    )


def _day(entry: registry.Processing, row: object) -> date | None:
    """The civil date on which a row goes."""
    when = entry.goes(row) if entry.goes else None
    return timezone.localdate(when) if isinstance(when, datetime) else when
