"""The waiting list goes on to the next round, for those who have said yes to that."""

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from accounts.private_links import hashed, new_token
from outbox.locks import lock_row

from ..enums import RoundState
from ..models import Signup, SignupAnswers, SignupRound
from ..signup_enums import SignupSource, SignupState
from . import signup_consents
from .references import new_reference
from .signup_steps import log, move, tell

OVER = frozenset({RoundState.PUBLISHED, RoundState.RUNNING, RoundState.COMPLETED, RoundState.CANCELLED})
KEPT = ("language", "first_name", "last_name", "email", "address_mark", "phone", "channel", "member_number")
PLACE = ("postcode", "region", "form", "membership", "person", "may_carry_over", "confirmed_at")


def carry_over(now: datetime) -> int:
    """Signs everybody on a waiting list who has agreed to it up for the round of the same scheme that is open now;
    returns how many. Who has signed up there already is left alone."""
    done = 0
    for opened in SignupRound.objects.listed().open_at(now):
        waiting = Signup.objects.filter(
            state=SignupState.WAITLISTED,
            may_carry_over=True,
            carried_to=None,
            answers__isnull=False,
            round__programme=opened.programme_id,
            round__state__in=OVER,
        )
        done += sum(_carry(signup, opened, now) for signup in waiting.only("pk"))
    return done


@transaction.atomic
def _carry(signup: Signup, opened: SignupRound, now: datetime) -> bool:
    to = lock_row(opened)
    old = lock_row(signup)
    same = Q(person=old.person_id) if old.person_id else Q(address_mark=old.address_mark)
    if old.state != SignupState.WAITLISTED or Signup.objects.filter(same, round=to).live().exists():
        return False
    answers = SignupAnswers.objects.select_related("consent").get(signup=old)
    answers.signup = old
    made = _copy(old, to, now=now)
    consent = signup_consents.carry(answers.consent, made)
    SignupAnswers.objects.create(signup=made, consent=consent, content=answers.content, changed_at=now)
    log(made, "", by=None, now=now, note="carried over")
    move(old, SignupState.WITHDRAWN, by=None, now=now, note="carried over", is_contact=False)
    tell(made, "signup_carried", now=now)
    return True


def _copy(old: Signup, to: SignupRound, *, now: datetime) -> Signup:
    token = new_token()
    made = Signup(
        id=uuid.uuid4(),
        round=to,
        reference=new_reference(),
        state=SignupState.CONFIRMED,
        source=SignupSource.CARRIED,
        carried_from=old,
        token=token,
        token_hash=hashed(token),
        submitted_at=now,
        contact_at=now,
        **{name: getattr(old, name) for name in (*KEPT, *PLACE)},
    )
    made.save(force_insert=True)
    return made
