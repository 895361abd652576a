"""The one place where the state of a signup changes: on a locked row, by a known step, with its line of history."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from outbox.domain.messages import queue

from ..models import Signup, SignupEvent
from ..signup_enums import ENDED_STATES, SIGNUP_STEPS, SignupState
from .errors import Refused


def move(held: Signup, to: str, *, by: User | None, now: datetime, note: str = "", is_contact: bool = True) -> Signup:
    """One step of a signup that the caller has locked. Raises Refused for a step there is not, in words.

    `is_contact` is False for what the portal does by itself: retention counts from the last contact.
    """
    if (held.state, to) not in SIGNUP_STEPS:
        words = dict(SignupState.choices)
        raise Refused(
            _("The signup is “%(now)s” and cannot become “%(to)s”.") % {"now": words[held.state], "to": words[to]}
        )
    before, held.state = held.state, SignupState(to)
    held.contact_at = now if is_contact else held.contact_at
    held.ended_at = now if to in ENDED_STATES else None
    held.save()
    log(held, before, by=by, now=now, note=note)
    return held


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
