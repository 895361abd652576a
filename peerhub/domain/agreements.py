"""What a group has agreed on: written together at the start meeting, looked at again on a day (S1)."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from outbox.models import Message

from ..group_enums import GroupAct
from ..models import GroupAgreement, PeerGroup
from . import meeting_mails
from .group_steps import note
from .meetings import hold_group
from .watching import LOOKED_AFTER, not_paused


def of(group: PeerGroup) -> GroupAgreement | None:
    """What a group has agreed on; for its members. One query."""
    return GroupAgreement.objects.filter(group=group).first()


@transaction.atomic
def remind(now: datetime) -> int:
    """Tells the members of a group, once, that today is the day on which they look at their agreement again; returns
    how many groups. A group that takes a pause or has ended is told nothing."""
    due = GroupAgreement.objects.filter(
        not_paused("group__", now), review_on=timezone.localdate(now), group__state__in=LOOKED_AFTER
    )
    told = 0
    for one in due.select_related("group"):
        before = Message.objects.filter(kind="peerhub.agreement_review", object_id=str(one.group_id))
        if not before.filter(dedupe_key__endswith=f":{one.review_on}").exists():
            meeting_mails.tell_group(one.group, "agreement_review", mark=str(one.review_on), now=now)
            told += 1
    return told


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
