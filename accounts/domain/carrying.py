"""Letters, calls and text messages on the coordinator's workbench: who may carry whose, and the log of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from outbox.domain import by_hand
from outbox.enums import ByHandState, HandChannel
from outbox.kinds import Mail
from outbox.models import ByHand
from outbox.recipients import Recipient

from ..models import User
from .access_log import READ, record

LETTERS = frozenset({HandChannel.LETTER})
CALLS = frozenset({HandChannel.PHONE, HandChannel.SMS})
PURPOSE = "coordination"
# So many letters go into one file; the rest come with the next.
MOST_PRINTED = 40
# By these, apps name the people (their uuids) whose letters and calls are a coordinator's work too.
CARRIED_TOO: list[Callable[[User], QuerySet[Any]]] = []


@dataclass(frozen=True)
class Carried:
    """One row of a list with the person it is for."""

    row: ByHand
    person: User


@dataclass(frozen=True)
class Opened:
    """One message with its words and how its person is reached now."""

    row: ByHand
    mail: Mail
    reached: Recipient


def seen_by(user: User, channels: Iterable[str]) -> QuerySet[ByHand]:
    """The messages that `user` may carry: those to the people whom they may see, and whom another app has them write
    to."""
    people = Q(person__in=User.objects.for_user(user).order_by().values("uuid"))
    for theirs in CARRIED_TOO:
        people |= Q(person__in=theirs(user))
    return ByHand.objects.filter(people, channel__in=channels).select_related("message")


def on_the_list(user: User, channels: Iterable[str], *, now: datetime) -> QuerySet[ByHand]:
    """What waits, the oldest first and calls of another day after those of today, then what was done today."""
    start = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    shown = ~Q(state=ByHandState.DONE) | Q(done_at__gte=start, done_at__lt=start + timedelta(days=1))
    order = (F("done_at").asc(nulls_first=True), F("next_try").asc(nulls_first=True), "since", "pk")
    return seen_by(user, channels).filter(shown).order_by(*order)


def waiting(user: User, channels: Iterable[str]) -> QuerySet[ByHand]:
    """What somebody has yet to do."""
    return seen_by(user, channels).exclude(state=ByHandState.DONE)


def with_people(rows: Iterable[ByHand]) -> list[Carried]:
    """The rows with their people, in one query; a row whose person has just gone is left out."""
    held = list(rows)
    people = {one.uuid: one for one in User.objects.filter(uuid__in={row.person for row in held})}
    return [Carried(row, people[row.person]) for row in held if row.person in people]


@transaction.atomic
def open_one(row: ByHand, *, by: User, now: datetime) -> Opened | None:
    """The words and the way to the person, with a line in the log. None, and off the list, when it is no longer due."""
    content = by_hand.content(row, now=now)
    if content is None:
        by_hand.drop(row)
        return None
    record(by=by, action=READ, subject=_person(row.person), object=row.message, purpose=PURPOSE, now=now)
    return Opened(row, *content)


@transaction.atomic
def print_all(*, by: User, now: datetime) -> list[Opened]:
    """Every letter that waits, up to MOST_PRINTED, each with a line in the log; they count as printed from here on.

    A second call finds those that have come since.
    """
    rows = waiting(by, LETTERS).filter(state=ByHandState.WAITING).order_by("since", "pk")[:MOST_PRINTED]
    opened = [one for one in (open_one(row, by=by, now=now) for row in rows) if one]
    for one in opened:
        by_hand.printed(one.row, now=now)
    return opened


@transaction.atomic
def not_printed(opened: Iterable[Opened]) -> None:
    """Takes back that letters were printed, where no file came of it. Harmless to repeat."""
    keys = [one.row.pk for one in opened]
    ByHand.objects.filter(pk__in=keys, state=ByHandState.PRINTED).update(state=ByHandState.WAITING, printed_at=None)


@transaction.atomic
def done(row: ByHand, *, by: User, now: datetime) -> bool:
    """Posted, called or texted. A second call changes nothing and is False."""
    changed = by_hand.done(row, by=by.uuid, now=now)
    if changed:
        record(by=by, action="message.carried", subject=_person(row.person), object=row.message, now=now)
    return changed


@transaction.atomic
def undo(row: ByHand, *, by: User, now: datetime) -> bool:
    """Takes `done` back on the same day. A second call changes nothing and is False."""
    changed = by_hand.undo(row, now=now)
    if changed:
        record(by=by, action="message.carried_undone", subject=_person(row.person), object=row.message, now=now)
    return changed


def nobody_answered(row: ByHand, *, by: User, now: datetime) -> bool:
    """Nobody took the phone: the next try is on the next working day. A second call on one day is False."""
    return by_hand.nobody_answered(row, today=timezone.localdate(now))


def _person(key: UUID) -> User | None:
    return User.objects.filter(uuid=key).first()
