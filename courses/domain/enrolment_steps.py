"""The one place where the state of an enrolment changes: on a locked row, by a known step, with its line of history."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from outbox.domain.messages import queue

from ..enums import ENDED_ENROLMENTS, ENROLMENT_STEPS, EnrolmentState
from ..models import Enrolment, EnrolmentEvent
from .errors import Refused


def move(
    held: Enrolment, to: str, *, by: User | None, now: datetime, note: str = "", is_contact: bool = True
) -> Enrolment:
    """One step of an enrolment that the caller has locked. Raises Refused for a step there is not, in words.

    `is_contact` is False for what the portal does by itself: retention counts from the last contact.
    """
    if (held.state, to) not in ENROLMENT_STEPS:
        words = dict(EnrolmentState.choices)
        raise Refused(
            _("The enrolment is “%(now)s” and cannot become “%(to)s”.") % {"now": words[held.state], "to": words[to]}
        )
    before, held.state = held.state, EnrolmentState(to)
    held.contact_at = now if is_contact else held.contact_at
    held.ended_at = now if to in ENDED_ENROLMENTS else None
    held.save()
    log(held, before, by=by, now=now, note=note)
    return held


def log(held: Enrolment, before: str, *, by: User | None, now: datetime, note: str = "") -> None:
    """Writes the line of history of a step that was taken."""
    EnrolmentEvent.objects.create(enrolment=held, from_state=before, to_state=held.state, by=by, at=now, note=note)


def tell(held: Enrolment, kind: str, *, now: datetime, again: str = "", expires_at: datetime | None = None) -> None:
    """Queues a message about an enrolment to its person, reached as they have chosen, once a kind; `again` tells one
    that may be sent anew from the first. Nobody is told of an enrolment that names nobody."""
    if held.person is None:
        return
    key = f"{kind}:{held.pk}:{again}"
    queue(
        f"courses.{kind}",
        object_id=str(held.pk),
        now=now,
        person=held.person.uuid,
        dedupe_key=key,
        expires_at=expires_at,
    )
