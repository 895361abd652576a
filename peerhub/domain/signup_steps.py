"""The one place where the state of a signup changes: on a locked row, by a known step, with its line of history."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from outbox.domain.messages import queue, queue_many

from ..models import Signup, SignupEvent
from ..signup_enums import ENDED_STATES, SIGNUP_STEPS, SignupState
from .errors import Refused


def hold(ids: Iterable[UUID]) -> list[Signup]:
    """These signups with their people, locked in the order of their ids, so that two acts never wait for each other."""
    rows = Signup.objects.select_for_update(of=("self",)).select_related("person")
    return list(rows.filter(pk__in=list(ids)).order_by("pk"))


def move(held: Signup, to: str, *, by: User | None, now: datetime, note: str = "", is_contact: bool = True) -> Signup:
    """One step of a signup that the caller has locked. Raises Refused for a step there is not, in words.

    `is_contact` is False for what the portal does by itself: retention counts from the last contact.
    """
    _refuse_unknown(held, to)
    before, held.state = held.state, SignupState(to)
    held.contact_at = now if is_contact else held.contact_at
    held.ended_at = now if to in ENDED_STATES else None
    held.save()
    log(held, before, by=by, now=now, note=note)
    return held


def _refuse_unknown(held: Signup, to: str) -> None:
    if (held.state, to) not in SIGNUP_STEPS:
        words = dict(SignupState.choices)
        raise Refused(
            _("The signup is “%(now)s” and cannot become “%(to)s”.") % {"now": words[held.state], "to": words[to]}
        )


def move_many(
    held: Sequence[Signup], to: str, *, by: User | None, now: datetime, note: str = "", **values: Any
) -> None:
    """The same step of many signups that the caller has locked, in two queries; `values` are written with it. Raises
    Refused like `move`, before anything is written."""
    for one in held:
        _refuse_unknown(one, to)
    steps = [SignupEvent(signup=one, from_state=one.state, to_state=to, at=now, by=by, note=note) for one in held]
    values |= {"state": SignupState(to), "contact_at": now, "ended_at": now if to in ENDED_STATES else None}
    Signup.objects.filter(pk__in=[one.pk for one in held]).update(**values)
    for one in held:
        for name, value in values.items():
            setattr(one, name, value)
    SignupEvent.objects.bulk_create(steps)


def log(held: Signup, before: str, *, by: User | None, now: datetime, note: str = "") -> None:
    """Writes the line of history of a step that was taken."""
    SignupEvent.objects.create(signup=held, from_state=before, to_state=held.state, by=by, at=now, note=note)


def tell(held: Signup, kind: str, *, now: datetime, again: str = "", expires_at: datetime | None = None) -> None:
    """Queues a message about a signup, once a kind; `again` tells one that may be sent anew from the first.

    To the person where there is one, who is reached as they have chosen; to the address before it is confirmed.
    """
    person = held.person.uuid if held.person else None
    key = f"{kind}:{held.pk}:{again}"
    queue(f"peerhub.{kind}", object_id=str(held.pk), now=now, person=person, dedupe_key=key, expires_at=expires_at)


def tell_many(
    held: Iterable[Signup], kind: str, *, now: datetime, again: Mapping[str, str], expires_at: datetime | None = None
) -> None:
    """Queues the same message about many signups in two queries; `again` tells, by the signup's id, one that may be
    sent anew from the first."""
    people = {str(one.pk): one.person.uuid if one.person else None for one in held}
    queue_many(f"peerhub.{kind}", people, now=now, again=again, expires_at=expires_at)
