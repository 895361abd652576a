"""The access log (security.md §3.4): who saw or did what with whose data, when, and why. No values."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db.models import Model, Q, QuerySet
from structlog.contextvars import get_contextvars

from ..models import AccessEvent, User

READ = "read"
# Who acts where no role is held: the person, or the portal by itself.
PERSON = "person"
SYSTEM = "system"


def record(
    *,
    by: User | None,
    action: str,
    now: datetime,
    subject: User | None = None,
    object: Model | None = None,
    purpose: str = "",
    request_id: str = "",
) -> AccessEvent:
    """Writes one event in the caller's transaction. `by` is None for what the portal does by itself.

    Two identical calls are two events: both happened. The request's own id is taken where none is given.
    """
    made = _event(by, role_of(by), action, now, subject=subject, object=object, purpose=purpose)
    made.request_id = request_id or made.request_id
    made.save()
    return made


def record_many(
    *, by: User | None, action: str, now: datetime, about: Iterable[tuple[User | None, Model]], purpose: str = ""
) -> None:
    """Writes the same event about several people and their objects, in one query; otherwise as `record`."""
    role = role_of(by)
    AccessEvent.objects.bulk_create(
        _event(by, role, action, now, subject=subject, object=object, purpose=purpose) for subject, object in about
    )


def _event(
    by: User | None,
    role: str,
    action: str,
    now: datetime,
    *,
    subject: User | None,
    object: Model | None,
    purpose: str,
) -> AccessEvent:
    return AccessEvent(
        time=now,
        actor=by.uuid if by else None,
        actor_role=role,
        action=action,
        object_type=object._meta.label_lower if object else "",
        object_id=_id_of(object) if object else "",
        subject=subject.uuid if subject else None,
        purpose=purpose,
        request_id=str(get_contextvars().get("request_id", "")),
    )


def record_reads(
    *, by: User, looks: Iterable[tuple[Model, User | None]], purpose: str, now: datetime, since: datetime
) -> int:
    """Writes that somebody saw each of these things, with the person it is about, in the caller's transaction; what
    this person was logged to see since a moment is not logged again. Returns how many were new; two queries at most."""
    held = {_id_of(thing): (thing, subject) for thing, subject in looks}
    seen = AccessEvent.objects.filter(actor=by.uuid, action=READ, purpose=purpose, time__gte=since)
    known = set(seen.values_list("object_id", flat=True)) if held else set()
    common = {"time": now, "actor": by.uuid, "actor_role": role_of(by), "action": READ, "purpose": purpose}
    common["request_id"] = str(get_contextvars().get("request_id", ""))
    rows = [
        AccessEvent(
            object_type=thing._meta.label_lower,
            object_id=key,
            subject=subject.uuid if subject else None,
            **common,
        )
        for key, (thing, subject) in held.items()
        if key not in known
    ]
    return len(AccessEvent.objects.bulk_create(rows, batch_size=500))


def role_of(person: User | None) -> str:
    """The roles held at this moment, as the log keeps them."""
    if person is None:
        return SYSTEM
    return ",".join(sorted(person.roles)) or PERSON


def _id_of(thing: Model) -> str:
    return str(getattr(thing, "uuid", None) or thing.pk)


def drop_old(now: datetime) -> int:
    """Deletes events older than ACCESS_LOG_KEEP_MONTHS; returns how many."""
    return AccessEvent.objects.all().forget_before(now - relativedelta(months=settings.ACCESS_LOG_KEEP_MONTHS))


def looks_at(person: User) -> QuerySet[AccessEvent]:
    """Others' looks at and acts upon a person's data, newest first; for that person (GDPR art. 15)."""
    others = ~Q(actor=person.uuid)
    return AccessEvent.objects.filter(others | Q(actor__isnull=True), subject=person.uuid).order_by("-time")


@dataclass(frozen=True)
class Breach:
    """What a report holds: the events in their order, and who saw something among them."""

    events: list[AccessEvent]
    readers: list[uuid.UUID]


def breach(*, since: datetime, user: User | None = None, object_id: str = "") -> Breach:
    """Every event since a moment: by or about `user`, or about one object, or all; for a report of a breach
    (GDPR art. 33)."""
    events = AccessEvent.objects.filter(time__gte=since)
    if user is not None:
        events = events.filter(Q(actor=user.uuid) | Q(subject=user.uuid))
    if object_id:
        events = events.filter(object_id=object_id)
    found = list(events)
    return Breach(found, sorted({event.actor for event in found if event.action == READ and event.actor}))


def names_of(ids: Iterable[uuid.UUID | None]) -> dict[uuid.UUID, str]:
    """The addresses behind ids, in one query; somebody who has left stands with the id. For administrators."""
    wanted = {one for one in ids if one}
    known = dict(User.objects.filter(uuid__in=wanted).values_list("uuid", "email"))
    return {one: known.get(one) or str(one) for one in wanted}
