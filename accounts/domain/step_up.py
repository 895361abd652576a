"""Proving once more who sits at the browser, by a code in a mail (security.md §3.1).

A session that somebody left open, or that was stolen, must not be enough to change the address or to take data out.
"""

from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.crypto import constant_time_compare

from ..models import StepUpCode, User
from . import sealed_mails
from .access_log import record
from .proofs import as_typed, mark, new_code

KIND = "accounts.step_up"
STRONG_TYPES = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@transaction.atomic
def ask(*, person: User, session_key: str, now: datetime) -> None:
    """Mails a fresh code for this session; an earlier one stops working. Does nothing for somebody without an
    address."""
    if not person.email:
        return
    code = new_code()
    values: dict[str, Any] = {
        "person": person,
        "code_mark": mark("step_up", person.uuid, session_key, as_typed(code)),
        "until": now + StepUpCode.KEPT,
        "tries": 0,
    }
    StepUpCode.objects.update_or_create(session_mark=mark("session", session_key), defaults=values)
    sealed_mails.post_worded(
        KIND, {"kode": code}, to=person.email, language=person.language, now=now, lasts=StepUpCode.KEPT
    )


@transaction.atomic
def prove(*, person: User, session_key: str, code: str, now: datetime) -> bool:
    """Whether the code is the one mailed for this person and session. It works once; the third wrong one ends it."""
    known = StepUpCode.objects.select_for_update().filter(
        session_mark=mark("session", session_key), person=person, until__gt=now
    )
    row = known.first()
    if row is None:
        return False
    right = constant_time_compare(row.code_mark, mark("step_up", person.uuid, session_key, as_typed(code)))
    row.tries += 1
    if right or row.tries >= StepUpCode.MOST_TRIES:
        row.delete()
    else:
        row.save(update_fields=["tries"])
    record(
        by=person if right else None,
        action="account.stepped_up" if right else "account.code_rejected",
        subject=person,
        now=now,
    )
    return right


def waits(*, session_key: str | None, now: datetime) -> bool:
    """Whether a code was mailed for this session and still works."""
    return StepUpCode.objects.filter(session_mark=mark("session", session_key or ""), until__gt=now).exists()


def strong_factor(person: User) -> str:
    """The kind of second factor the person proves with instead (`totp`, `webauthn`), or nothing."""
    kinds = set(Authenticator.objects.filter(user=person, type__in=STRONG_TYPES).values_list("type", flat=True))
    return next((str(kind) for kind in STRONG_TYPES if kind in kinds), "")
