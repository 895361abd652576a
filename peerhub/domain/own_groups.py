"""A person's groups, for their own first page."""

from datetime import datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery

from accounts.models import User

from ..group_enums import GroupState, MembershipState
from ..meeting_enums import MeetingState
from ..models import GroupFacilitator, GroupMeeting, GroupMembership, PeerGroup


def groups_of(person: User, now: datetime) -> "QuerySet[PeerGroup]":
    """The groups that a person is in or leads, with `next_at`; those that were dissolved are left out. One query."""
    member = Q(memberships__person=person.pk, memberships__state=MembershipState.ACCEPTED)
    agreed = GroupMeeting.objects.filter(group=OuterRef("pk"), state=MeetingState.SCHEDULED, ends_at__gt=now)
    found = PeerGroup.objects.filter(member | Q(facilitator__person=person.pk)).exclude(state=GroupState.DISSOLVED)
    rows = found.annotate(next_at=Subquery(agreed.order_by("starts_at").values("starts_at")[:1]))
    return rows.select_related("predefined", "programme").distinct().order_by("-made_at")


def still_needed() -> Q:
    """Who is in a group that goes on, or leads one, as a condition on people: their accounts are in use."""
    live = [GroupState.FORMING, GroupState.ACTIVE, GroupState.CLOSING]
    seated = GroupMembership.objects.filter(state=MembershipState.ACCEPTED, group__state__in=live, person__isnull=False)
    leads = GroupFacilitator.objects.filter(group__state__in=live)
    return Q(pk__in=seated.values("person")) | Q(pk__in=leads.values("person"))
