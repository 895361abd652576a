"""What somebody does with the data of their own signup: take it along, delete it, let it wait for the next round."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.domain import access_log, consents
from outbox.locks import lock_row

from ..models import Signup
from ..signup_enums import SignupState
from . import drafts
from .signup_consents import CARRY_OVER, MATCHING
from .signup_queries import history_of
from .signup_retention import anonymise
from .signups import withdraw


@transaction.atomic
def download(signup: Signup, *, now: datetime) -> dict[str, Any]:
    """Everything a signup holds, for its own person; the log tells that it was fetched."""
    access_log.record(by=signup.person, action="signup.fetched", subject=signup.person, object=signup, now=now)
    steps = [
        {"from": one.from_state, "to": one.to_state, "at": one.at.isoformat(), "note": one.note}
        for one in history_of(signup)
    ]
    return {
        "reference": signup.reference,
        "round": signup.round.slug,
        "state": signup.state,
        "sent": signup.submitted_at.isoformat(),
        "answers": drafts.content_of(signup),
        "history": steps,
    }


@transaction.atomic
def delete_answers(signup: Signup, *, now: datetime) -> bool:
    """Takes the yes to matching back: the answers go at once, and a signup without a place ends. Twice is once."""
    held = lock_row(signup)
    return consents.withdraw_about(about=held.pk, purpose=MATCHING, by=held.person, now=now)


@transaction.atomic
def keep_waiting(signup: Signup, *, keeps: bool, language: str, now: datetime) -> None:
    """Says yes or no to going from the waiting list to the next round. The same answer again changes nothing."""
    held = lock_row(signup)
    if keeps and held.is_live:
        consents.give(about=held.pk, person=held.person, purpose=CARRY_OVER, language=language, now=now)
        held.may_carry_over = True
        held.save(update_fields=["may_carry_over"])
    elif not keeps:
        consents.withdraw_about(about=held.pk, purpose=CARRY_OVER, by=held.person, now=now)


@transaction.atomic
def take_back(submission: UUID, *, now: datetime) -> None:
    """Undoes a signup from its receipt, before it is confirmed: it ends, and names nobody from then on. Where there is
    none it does nothing and looks alike."""
    sent = Signup.objects.filter(submission=submission, state=SignupState.SUBMITTED).first()
    if sent is not None:
        withdraw(sent, by=None, now=now)
        anonymise(sent, now=now, is_wish=True)
