"""Accounts that nobody uses: told of 30 days before, then deleted (security.md §2: 24 months).

Somebody with a role, or whom another app still needs (a group, a course, a signup on its way), is not idle.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from outbox.domain.messages import queue
from outbox.locks import lock_row

from ..models import User
from .access_log import record
from .erasure import erase

KIND = "accounts.idle_notice"
NOTICE = timedelta(days=30)
AT_ONCE = 100  # a minute's work; the rest waits for the next
# Conditions on people by which apps say that somebody is still needed.
IN_USE: list[Callable[[], Q]] = []
log = structlog.get_logger(__name__)


def goes_at(person: User) -> datetime:
    """When an account is deleted if it is not used again: 24 months after the last sign-in, or after it was made, and
    never within 30 days of the notice."""
    last = person.last_login or person.date_joined
    due = last + relativedelta(months=settings.ACCOUNT_IDLE_MONTHS)
    return max(due, person.idle_told_at + NOTICE) if person.idle_told_at else due


def tell(now: datetime) -> int:
    """Tells those whose account goes in 30 days; returns how many. Each is told once, unless they came back since."""
    done = 0
    for person in list(_idle(before=now + NOTICE).filter(_NOT_TOLD)[:AT_ONCE]):
        with transaction.atomic():
            held = lock_row(person)
            if held.idle_told_at is None or held.idle_told_at < (held.last_login or held.date_joined):
                held.idle_told_at = now
                held.save(update_fields=["idle_told_at"])
                queue(KIND, object_id=str(held.uuid), person=held.uuid, now=now)
                record(by=None, action="account.idle_told", subject=held, now=now)
                done += 1
    return done


def erase_due(now: datetime) -> int:
    """Deletes those who were told 30 days ago and have not come back; returns how many. One who fails keeps nobody
    else back."""
    done = 0
    told = Q(idle_told_at__lte=now - NOTICE) & ~_NOT_TOLD
    for person in list(_idle(before=now).filter(told)[:AT_ONCE]):
        try:
            if _idle(before=now).filter(told, pk=person.pk).exists():  # they may have signed in a moment ago
                done += erase(subject=person.uuid, now=now)
        except Exception:  # tried again in the next minute
            log.exception("idle_account_not_erased", subject=str(person.uuid))
    return done


def due_count(now: datetime) -> int:
    """How many accounts have not been used for 24 months at a moment, told or not."""
    return _idle(before=now).count()


def idle_staff(now: datetime) -> int:
    """How many people with a role have not signed in for 24 months: for administrators to look at."""
    before = now - relativedelta(months=settings.ACCOUNT_IDLE_MONTHS)
    held = User.objects.filter(is_active=True, role_grants__isnull=False)
    return held.annotate(used_at=_USED).filter(used_at__lt=before).distinct().count()


_USED = Coalesce("last_login", "date_joined")
_NOT_TOLD = Q(idle_told_at=None) | Q(idle_told_at__lt=_USED)


def _idle(*, before: datetime) -> QuerySet[User]:
    since = before - relativedelta(months=settings.ACCOUNT_IDLE_MONTHS)
    return _unneeded().annotate(used_at=_USED).filter(used_at__lte=since).order_by("pk")


def _unneeded() -> QuerySet[User]:
    found = User.objects.filter(is_active=True, role_grants=None)
    for in_use in IN_USE:
        found = found.exclude(in_use())
    return found
