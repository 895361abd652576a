"""Who is inside a group: its members and, where the scheme has one, its fixed leader. To everybody else it is not
there (domain.md §7)."""

from dataclasses import dataclass
from uuid import UUID

from django.core import signing
from django.utils.translation import gettext as _

from accounts.models import User

from ..group_enums import MembershipState
from ..models import GroupFacilitator, GroupMeeting, GroupMembership, PeerGroup
from .errors import Refused

# Bound to this one use: another's signature opens nothing here.
LINK = signing.Signer(salt="peerhub.meeting")


@dataclass(frozen=True)
class Inside:
    """A group as somebody in it sees it: as a member, or as its leader who is no member."""

    group: PeerGroup
    person: User
    membership: GroupMembership | None = None
    leads_all: bool = False

    @property
    def seat(self) -> GroupMembership:
        """The own place. Raises Refused for a leader, who has none."""
        if self.membership is None:
            raise Refused(_("Only members of the group can do this."))
        return self.membership


def inside(person: User, key: UUID) -> Inside | None:
    """The group, where this person is in it; None where they are not, or no longer. At most two queries."""
    rows = GroupMembership.objects.filter(group=key, person=person.pk, state=MembershipState.ACCEPTED)
    joined = (f"group__{name}" for name in ("programme", "round", "predefined", "facilitator", "listing"))
    seat = rows.select_related(*joined, "choice").first()
    if seat is not None:
        leader = getattr(seat.group, "facilitator", None)
        return Inside(seat.group, person, seat, leads_all=leader is not None and leader.person_id == person.pk)
    leads = GroupFacilitator.objects.filter(group=key, person=person.pk)
    found = leads.select_related("group__programme", "group__round", "group__predefined", "group__listing").first()
    return Inside(found.group, person, leads_all=True) if found else None


def link_for(meeting: UUID, membership: UUID) -> str:
    """What stands in the address of a member's own page of a meeting. Nobody can make one but us."""
    return str(LINK.sign(f"{meeting.hex}{membership.hex}"))


def by_link(token: str) -> tuple[GroupMeeting, GroupMembership] | None:
    """The meeting and the member that a link is for; None for an altered one, and once they have left the group or the
    meeting has gone. Two queries."""
    try:
        held = LINK.unsign(token)
        meeting, membership = UUID(held[:32]), UUID(held[32:])
    except (signing.BadSignature, ValueError):
        return None
    rows = GroupMembership.objects.filter(pk=membership, state=MembershipState.ACCEPTED, person__isnull=False)
    seat = rows.select_related("person", "signup", "choice", "group__programme", "group__round").first()
    if seat is None:
        return None
    found = GroupMeeting.objects.filter(pk=meeting, group=seat.group_id).first()
    if found is None:
        return None
    found.group = seat.group
    return found, seat
