"""What a member chooses in a group: to show how they are reached, to get messages' text by mail, to lead meetings. The
first two stand on a yes about the membership and go at once when it is taken back."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.domain import consents
from accounts.models import Consent
from outbox.locks import lock_row

from ..models import GroupMembership, MemberChoice

CONTACT = "peerhub.contact"
MESSAGE_TEXT = "peerhub.message_text"
PURPOSES = (CONTACT, MESSAGE_TEXT)
FIELDS = {CONTACT: "shows_contact", MESSAGE_TEXT: "gets_text"}


def of(member: GroupMembership) -> MemberChoice:
    """What they have chosen; unsaved first values where they have chosen nothing."""
    return MemberChoice.objects.filter(membership=member).first() or MemberChoice(membership=member)


@transaction.atomic
def choose(
    member: GroupMembership,
    *,
    said: dict[str, str],
    kept: frozenset[str],
    leads: bool,
    is_greeter: bool,
    language: str,
    now: datetime,
) -> MemberChoice:
    """Keeps what a member chooses: `said` are new yeses (purpose → fingerprint of the text), `kept` those that stand
    and are to stand; every other one is taken back. A second call changes nothing.

    Raises accounts' Refused where a text has changed since it was shown.
    """
    held = lock_row(member)
    choice, _made = MemberChoice.objects.get_or_create(membership=held)
    choice.leads, choice.is_greeter = leads, is_greeter
    for purpose, shown in said.items():
        consents.give(about=held.pk, person=held.person, purpose=purpose, language=language, shown=shown, now=now)
        setattr(choice, FIELDS[purpose], True)
    choice.save()
    for purpose in PURPOSES:
        if purpose not in said and purpose not in kept:
            consents.withdraw_about(about=held.pk, purpose=purpose, by=held.person, now=now)
    return of(held)


def taken_back(consent: Consent, now: datetime) -> None:
    """Without the yes, the group no longer sees how one is reached, or the text no longer comes by mail."""
    if consent.about:
        MemberChoice.objects.filter(membership=consent.about).update(**{FIELDS[consent.purpose]: False})


def standing(member: GroupMembership) -> frozenset[str]:
    """Which of the yeses stand. One query."""
    rows: Any = Consent.objects.filter(about=member.pk, purpose__in=PURPOSES, withdrawn_at=None)
    return frozenset(rows.values_list("purpose", flat=True))


@transaction.atomic
def forget(member: GroupMembership, now: datetime) -> None:
    """Takes back what somebody who leaves has chosen in the group. A second call changes nothing."""
    for purpose in PURPOSES:
        consents.withdraw_about(about=member.pk, purpose=purpose, by=member.person, now=now)
    MemberChoice.objects.filter(membership=member).delete()
