"""Being erased (GDPR art. 17): hidden and signed out at once, gone with the worker's next minute, and gone again after
every restore. What goes and what stays is read off the registry."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.functional import Promise

from outbox.locks import lock_row

from .. import ledger, registry
from ..enums import Role
from ..models import Erasure, User
from .access_log import record
from .roles import keep_an_administrator
from .sealed_mails import post_worded

TOLD = "accounts.erasure_asked"
TOLD_WITHIN = timedelta(days=7)
log = structlog.get_logger(__name__)
AGAIN: list[Callable[[set[UUID], datetime], int]] = []


@dataclass(frozen=True)
class Step:
    """What erasing a person does to one kind of data."""

    title: str | Promise
    rows: int
    kept_because: str | Promise = ""


def plan(person: User) -> list[Step]:
    """What would go and what would stay; changes nothing."""
    entries = (entry for entry in registry.about_people() if entry.rows)
    steps = (Step(entry.title, _count(entry, person), entry.kept_because) for entry in entries)
    return [step for step in steps if step.rows]


def _count(entry: registry.Processing, person: User) -> int:
    found = entry.rows(person) if entry.rows else []
    return found.count() if isinstance(found, QuerySet) else len(found)


@transaction.atomic
def request(*, person: User, by: User | None, now: datetime) -> Erasure:
    """Hides a person and ends their sessions at once; the rest goes with `run_due`. A second call changes nothing.

    Raises Refused for the last administrator. The person is told by mail, which is sealed and goes when it has left.
    """
    held = lock_row(person)
    if held.has_role(Role.ADMINISTRATOR):
        keep_an_administrator(without=held)
    asked, made = Erasure.objects.get_or_create(subject=held.uuid, defaults={"asked_at": now})
    if made:
        User.objects.filter(pk=held.pk).update(is_active=False, session_version=F("session_version") + 1)
        record(by=by, action="erasure.asked", subject=held, now=now)
        if held.email:
            _tell(held, now=now)
    return asked


def _tell(person: User, *, now: datetime) -> None:
    post_worded(TOLD, {}, to=person.email or "", language=person.language, now=now, lasts=TOLD_WITHIN)


def run_due(now: datetime) -> int:
    """Erases everybody who asked and has not gone yet; returns how many. One who fails does not keep the others."""
    done = 0
    for subject in list(Erasure.objects.filter(done_at__isnull=True).values_list("subject", flat=True)):
        try:
            done += erase(subject=subject, now=now)
        except Exception:  # whatever stands in the way of one is tried again in the next minute
            log.exception("erasure_failed", subject=str(subject))
    return done


def erase(*, subject: UUID, now: datetime) -> bool:
    """Erases the person behind a random id now; returns whether there was one. A second call finds nobody.

    The id is in the ledger's file before anything goes, so a crash between the two is mended by the next replay.
    """
    ledger.add(subject)
    with transaction.atomic():
        person = User.objects.filter(uuid=subject).first()
        if person is not None:
            _remove(lock_row(person))
            record(by=None, action="erasure.done", now=now)
        Erasure.objects.update_or_create(
            subject=subject, defaults={"done_at": now}, create_defaults={"asked_at": now, "done_at": now}
        )
    return person is not None


def _remove(person: User) -> None:
    """Every entry of the registry in turn, the account itself last: what hangs on it goes with it."""
    for entry in registry.in_order_of_going():
        if entry.kept_because or entry.label == User._meta.label_lower:
            continue
        if entry.erase:
            entry.erase(person)
        elif entry.rows:
            for row in entry.rows(person):
                row.delete()
    person.delete()


def replay(now: datetime) -> int:
    """After a restore: erases again everybody whom the ledger or its file names; returns how many had come back.

    What has an id of its own and no account (a signup taken back before its address was confirmed) is in the same
    ledger; its app registers in AGAIN how it goes.
    """
    named = ledger.read() | set(Erasure.objects.values_list("subject", flat=True))
    back = list(User.objects.filter(uuid__in=named).values_list("uuid", flat=True))
    return sum(erase(subject=subject, now=now) for subject in back) + sum(again(named, now) for again in AGAIN)
