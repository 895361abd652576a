"""What somebody sees of their own group. Whoever calls has found the group with `group_access`."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from ..group_enums import MemberRole, MembershipState
from ..meeting_enums import COMING, AbsenceKind, DutyState, MeetingState
from ..models import (
    ConvenerDuty,
    GroupAgreement,
    GroupMeeting,
    GroupMembership,
    MeetingAbsence,
    MemberChoice,
    PeerGroup,
)
from .group_access import Inside


@dataclass(frozen=True)
class Shown:
    """A member as the group sees them: what they have chosen to show, and no more."""

    membership: GroupMembership
    name: str
    email: str = ""
    phone: str = ""
    role: str = ""
    is_self: bool = False
    is_greeter: bool = False


@dataclass(frozen=True)
class Planned:
    """A meeting with who leads it, as the reader may know it."""

    meeting: GroupMeeting
    leader: str = ""
    is_mine: bool = False
    asks_me: bool = False
    is_led: bool = False


@dataclass(frozen=True)
class Space:
    """All of a group's page."""

    members: list[Shown]
    hidden: int
    coming: list[Planned]
    past: list[GroupMeeting]
    agreement: GroupAgreement | None
    words: dict[Any, str] = field(default_factory=dict)

    @property
    def next_one(self) -> Planned | None:
        """The next meeting that is agreed, else the first with a day."""
        dated = [one for one in self.coming if one.meeting.starts_at]
        agreed = [one for one in dated if one.meeting.state == MeetingState.SCHEDULED]
        return next(iter([*agreed, *dated]), None)


def space_of(found: Inside, now: datetime) -> Space:
    """The group's page for somebody in it. Five queries, however many members and meetings."""
    members = members_shown(found)
    names = {one.membership.pk: one.name for one in members}
    duties = ConvenerDuty.objects.filter(state__in=[DutyState.ACCEPTED, DutyState.OFFERED])
    rows = found.group.meetings.prefetch_related(Prefetch("duties", queryset=duties, to_attr="live_duties"))
    meetings = list(rows)
    coming = [one for one in meetings if one.state in COMING]
    past = [one for one in meetings if one.state in (MeetingState.HELD, MeetingState.NOT_HELD)]
    agreement = GroupAgreement.objects.filter(group=found.group).first()
    total = GroupMembership.objects.filter(group=found.group, state=MembershipState.ACCEPTED).count()
    return Space(
        members=members,
        hidden=max(0, total - len(members)),
        coming=sorted((planned(one, found, names) for one in coming), key=_by_day),
        past=sorted(past, key=lambda one: one.starts_at or now, reverse=True),
        agreement=agreement,
        words=dict(names),
    )


def _by_day(one: Planned) -> tuple[bool, float]:
    at = one.meeting.starts_at
    return at is None, at.timestamp() if at else 0.0


def planned(meeting: GroupMeeting, found: Inside, names: dict[Any, str]) -> Planned:
    """A meeting whose `live_duties` have been fetched."""
    own = found.membership.pk if found.membership else None
    duties: list[ConvenerDuty] = getattr(meeting, "live_duties", [])
    leads = next((one.membership_id for one in duties if one.state == DutyState.ACCEPTED), None)
    asked = next((one.membership_id for one in duties if one.state == DutyState.OFFERED), None)
    leader = names.get(leads, _("a member of the group")) if leads else ""
    return Planned(
        meeting,
        leader,
        is_mine=bool(own) and own == leads,
        asks_me=bool(own) and own == asked,
        is_led=leads is not None,
    )


def members_shown(found: Inside) -> list[Shown]:
    """The members whose names the reader may see, oneself first; none but oneself for who does not show their own.
    One query."""
    rows = GroupMembership.objects.filter(group=found.group, state=MembershipState.ACCEPTED)
    rows = rows.select_related("person", "signup", "choice").order_by("accepted_at", "pk")
    own = found.membership
    sees_all = found.leads_all or (own is not None and own.is_shown)
    has_roles = found.group.programme.has_roles
    seen = [one for one in rows if (sees_all and one.is_shown) or (own is not None and one.pk == own.pk)]
    shown = [_shown(one, own, has_roles=has_roles) for one in seen]
    return sorted(shown, key=lambda one: not one.is_self)


def _shown(member: GroupMembership, own: GroupMembership | None, *, has_roles: bool) -> Shown:
    choice: MemberChoice | None = getattr(member, "choice", None)
    contact = choice is not None and choice.shows_contact and member.person is not None
    person = member.person
    return Shown(
        member,
        name=name_of(member),
        email=(person.email or "") if contact and person else "",
        phone=person.phone if contact and person else "",
        role=str(MemberRole(member.role).label) if has_roles else "",
        is_self=own is not None and member.pk == own.pk,
        is_greeter=choice is not None and choice.is_greeter,
    )


def name_of(member: GroupMembership) -> str:
    """The name by which the group knows a member."""
    if member.person is not None and member.person.name:
        return member.person.name
    return member.signup.name if member.signup and member.signup.name else _("A member")


def leaders_to_choose(found: Inside, order: list[Any]) -> list[tuple[str, str]]:
    """Those who may be asked to lead, whose turn it is first, by the names that the reader may see."""
    shown = {one.membership.pk: one for one in members_shown(found)}
    sorted_keys = [key for key in order if key in shown]
    return [(str(key), shown[key].name + (f" ({_('you')})" if shown[key].is_self else "")) for key in sorted_keys]


def unplanned(group: PeerGroup) -> GroupMeeting:
    """A meeting that nobody has planned yet, to ask whose turn it would be to lead it."""
    return GroupMeeting(group=group)


def meeting_of(group: PeerGroup, key: object) -> GroupMeeting | None:
    """A meeting of this group; one of another group is as unknown as none. One query."""
    found = GroupMeeting.objects.filter(group=group, pk=key).first()  # type: ignore[misc]
    if found is not None:
        found.group = group
    return found


def absences_of(meeting: GroupMeeting) -> dict[str, int]:
    """How many cannot come and how many come late; who they are is nobody's to see. One query."""
    rows = list(MeetingAbsence.objects.filter(meeting=meeting).values_list("kind", flat=True))
    return {kind: rows.count(kind) for kind in AbsenceKind.values}


def word_of(meeting: GroupMeeting, member: GroupMembership) -> str:
    """What a member has said: that they cannot come, come late, or nothing."""
    found = MeetingAbsence.objects.filter(meeting=meeting, membership=member).first()
    return found.kind if found else ""
