"""A coordinator's look at a signup: each one logged with its purpose."""

from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from accounts.domain import access_log
from accounts.domain.access_log import READ
from accounts.models import User
from outbox.locks import lock_row

from ..models import Signup, SignupRound
from ..signup_enums import Membership, SignupState
from . import seats
from .drafts import content_of
from .errors import Refused
from .signup_steps import move, tell


class Purpose(models.TextChoices):
    """Why a coordinator opens what somebody told."""

    MATCHING = "matching", _("to make groups")
    ASKED = "asked", _("the person has asked me to")
    ACCESS = "access", _("to arrange what they need in order to hear")


@transaction.atomic
def look_at(signup: Signup, *, by: User, now: datetime) -> None:
    """Logs that somebody saw who has signed up, and how they are reached."""
    access_log.record(by=by, action=READ, subject=signup.person, object=signup, purpose="coordination", now=now)


@transaction.atomic
def open_answers(signup: Signup, *, purpose: str, by: User, now: datetime) -> dict[str, dict[str, Any]]:
    """The answers, and a line in the log that says why. Raises Refused where there are none any more."""
    if getattr(signup, "answers", None) is None:
        raise Refused(_("The answers have been deleted."))
    access_log.record(
        by=by, action=READ, subject=signup.person, object=signup.answers, purpose=Purpose(purpose), now=now
    )
    return content_of(signup)


@transaction.atomic
def took_out(round: SignupRound, *, by: User, now: datetime) -> None:
    """Logs that a list of a round was taken out."""
    access_log.record(by=by, action="signups.exported", object=round, purpose="coordination", now=now)


@transaction.atomic
def settle_membership(signup: Signup, *, is_member: bool, by: User, now: datetime) -> Signup:
    """Says whether somebody was found among the members; who was not is told, and the signup ends. Twice is once."""
    held = lock_row(signup)
    if held.membership not in (Membership.STATED, Membership.CONFIRMED) or not held.is_live:
        return held
    held.membership = Membership.CONFIRMED if is_member else Membership.REFUSED
    held.save(update_fields=["membership"])
    if not is_member:
        seats.give_up(held, by=by, now=now)
        move(held, SignupState.WITHDRAWN, by=by, now=now, note="not a member")
        tell(held, "signup_not_member", now=now)
    access_log.record(by=by, action="signup.membership", subject=held.person, object=held, now=now)
    return held
