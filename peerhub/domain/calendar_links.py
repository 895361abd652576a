"""A person's own calendar of meetings behind a secret address, that a phone subscribes to."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.calendar_sources import BACK
from accounts.domain.access_log import record
from accounts.models import User
from accounts.private_links import hashed, new_token
from outbox.locks import lock_row

from ..group_enums import MembershipState
from ..meeting_enums import MeetingState
from ..models import CalendarLink, GroupMeeting, SharedIntro

IN_CALENDAR = (MeetingState.SCHEDULED, MeetingState.HELD, MeetingState.CANCELLED)


@transaction.atomic
def make(person: User, *, now: datetime) -> str:
    """A new secret for a person's address; the earlier one opens nothing from now on. It is shown this once."""
    held = lock_row(person)
    token = new_token()
    values = {"token_hash": hashed(token), "made_at": now}
    CalendarLink.objects.update_or_create(person=held, defaults=values)
    record(by=held, action="calendar.made", subject=held, now=now)
    return token


@transaction.atomic
def take_away(person: User, *, now: datetime) -> bool:
    """Closes a person's address. False where there was none."""
    gone, _counts = CalendarLink.objects.filter(person=person.pk).delete()
    if gone:
        record(by=person, action="calendar.closed", subject=person, now=now)
    return bool(gone)


def made_at(person: User) -> datetime | None:
    """Since when a person has an address. One query."""
    return CalendarLink.objects.filter(person=person.pk).values_list("made_at", flat=True).first()


def person_behind(token: str) -> User | None:
    """Whose calendar an address is; None for an unknown one, and once the account is closed. One query."""
    found = CalendarLink.objects.select_related("person").filter(token_hash=hashed(token)).first()
    return found.person if found and found.person.is_active else None


def meetings_of(person: User, now: datetime) -> "QuerySet[GroupMeeting]":
    """The meetings of the groups that a person is a member of, or leads. One query."""
    member = Q(group__memberships__person=person.pk, group__memberships__state=MembershipState.ACCEPTED)
    rows = GroupMeeting.objects.filter(member | Q(group__facilitator__person=person.pk), starts_at__gt=now - BACK)
    return rows.filter(state__in=IN_CALENDAR).distinct().order_by("starts_at", "pk")


def intros_of(person: User, now: datetime) -> "QuerySet[SharedIntro]":
    """The shared intro meetings of these groups. One query."""
    member = Q(groups__memberships__person=person.pk, groups__memberships__state=MembershipState.ACCEPTED)
    return SharedIntro.objects.filter(member, starts_at__gt=now - BACK).distinct()
