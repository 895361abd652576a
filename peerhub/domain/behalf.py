"""Signing somebody up who has no e-mail: the coordinator types what is said on the phone."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.domain import access_log
from accounts.models import User
from outbox.locks import lock_row

from ..enums import RoundState
from ..models import Signup, SignupRound
from ..models.signups import regions_of
from ..signup_enums import SignupSource, SignupState
from . import signup_consents
from .answers import Answers
from .errors import Refused
from .references import new_reference
from .signup_steps import log, tell
from .signups import new_signup, write_answers

# After the deadline too, since a call may wait for an answer; no longer once groups are being made.
TAKES_CALLS = frozenset({RoundState.OPEN, RoundState.CLOSED})


@transaction.atomic
def sign_up(
    *,
    round: SignupRound,
    person: User,
    where: Mapping[str, Any],
    wishes: Mapping[str, Any],
    said: signup_consents.Said,
    language: str,
    by: User,
    now: datetime,
) -> Signup:
    """Makes a confirmed signup of what was said, with the consents that were heard. A second call gives the first.

    Raises Refused where the round takes nobody, for a person or a region that is not the coordinator's, and without a
    yes to matching.
    """
    held = lock_row(round)
    if held.state_at(now) not in TAKES_CALLS:
        raise Refused(_("This round takes no signups now."))
    if not User.objects.for_user(by).filter(pk=person.pk).exists():
        raise Refused(_("You cannot act for this person."))
    lock_row(person)
    known = Signup.objects.filter(round=held, person=person).live().first()
    if known is not None:
        return known
    answers = Answers.of_steps(where, wishes)
    regions = regions_of(by)
    if regions is not None and answers.where.region not in regions:
        raise Refused(_("The person lives outside the region you coordinate. Ask a coordinator there."))
    if signup_consents.MATCHING not in said:
        raise Refused(_("We can only find a group for somebody who says yes to the first text."))
    made = _made(held, person, answers, now=now)
    made.may_carry_over = signup_consents.CARRY_OVER in said
    made.save(force_insert=True)
    given = signup_consents.give(made, said, language=language, noted_by=by, now=now)
    write_answers(made, where, wishes, consent=given, now=now)
    log(made, "", by=by, now=now, note="on the phone")
    access_log.record(by=by, action="signup.typed", subject=person, object=made, purpose="coordination", now=now)
    tell(made, "signup_noted", now=now)
    return made


def _made(round: SignupRound, person: User, answers: Answers, *, now: datetime) -> Signup:
    names = ("first_name", "last_name", "phone", "channel", "language")
    made = new_signup(round=round, about={name: getattr(person, name) for name in names}, answers=answers, now=now)
    made.reference, made.person = new_reference(), person
    made.state, made.source, made.confirmed_at = SignupState.CONFIRMED, SignupSource.BEHALF, now
    return made
