"""What a group has agreed on: written together at the start meeting, looked at again on a day (S1)."""

from datetime import date, datetime

from django.db import transaction

from accounts.models import User

from ..group_enums import GroupAct
from ..models import GroupAgreement, PeerGroup
from .group_steps import note
from .meetings import hold_group


def of(group: PeerGroup) -> GroupAgreement | None:
    """What a group has agreed on; for its members. One query."""
    return GroupAgreement.objects.filter(group=group).first()


@transaction.atomic
def write(group: PeerGroup, text: str, *, review_on: date | None, by: User, now: datetime) -> GroupAgreement:
    """Keeps the agreement in the place of the earlier one. The same again changes nothing."""
    held = hold_group(group)
    found = of(held) or GroupAgreement(group=held)
    if (found.text, found.review_on) != (text.strip(), review_on):
        found.text, found.review_on, found.changed_at = text.strip(), review_on, now
        found.save()
        note(held, GroupAct.AGREED, by=by, now=now)
    return found
