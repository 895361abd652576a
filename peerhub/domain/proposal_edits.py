"""Changing a proposal by hand: people moved and swapped, groups locked, merged and split, the pool brought up to date.

Every act names the revision that the coordinator was looking at. Where somebody else has changed the proposal since,
nothing is done and the coordinator is told what happened (security.md, abuse case 22).
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.domain.access_log import record
from accounts.models import User

from ..group_enums import WITH_GROUPS, ProposalAct
from ..models import MatchProposal, ProposalEvent, ProposedGroup, ProposedMember, Signup
from .errors import Refused
from .match_pool import pool_ids
from .proposals import free_key, own

NEW = "new"  # asks for a group that is not there yet
NONE = ""  # out of every group


class Conflict(Refused):
    """Somebody else changed the proposal first. `events` is what they did."""

    def __init__(self, events: list[ProposalEvent]) -> None:
        super().__init__(_("The proposal was changed while you were looking at it. Nothing of yours is done yet."))
        self.events = events


@dataclass
class Edit:
    """A proposal that is being changed in one transaction: its rows, and what has been done so far."""

    proposal: MatchProposal
    by: User
    now: datetime
    groups: dict[int, ProposedGroup] = field(default_factory=dict)
    events: list[ProposalEvent] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.groups = {one.pk: one for one in self.proposal.groups.all()}

    def log(
        self, act: str, signup_id: object = None, before: str = "", after: str = "", *, was_by_hand: bool = False
    ) -> None:
        """Notes one thing that was done."""
        values = {"act": act, "signup_id": signup_id, "from_key": before, "to_key": after, "was_by_hand": was_by_hand}
        self.events.append(
            ProposalEvent(
                proposal=self.proposal, revision=self.proposal.revision + 1, at=self.now, by=self.by, **values
            )
        )

    def group(self, key: str) -> ProposedGroup:
        """A group that may be changed; NEW makes one. Raises Refused for one that is locked, published or gone."""
        if key == NEW:
            return self.new_group(free_key({one.key for one in self.groups.values()}))
        found = self.known(key)
        if found.is_locked:
            raise Refused(_("The group is locked. Unlock it first."))
        return found

    def known(self, key: str) -> ProposedGroup:
        """A group that is not published. Raises Refused for one that is, or has gone."""
        found = next((one for one in self.groups.values() if one.key == key), None)
        if found is None:
            raise Refused(_("The group is no longer there."))
        if found.peer_group_id is not None:
            raise Refused(_("The group is published. It is changed on its own page."))
        return found

    def new_group(self, key: str) -> ProposedGroup:
        """One more group, after the others."""
        order = max((one.order for one in self.groups.values()), default=0) + 1
        made = ProposedGroup.objects.create(proposal=self.proposal, key=key, order=order)
        self.groups[made.pk] = made
        return made

    def place(self, signup: Signup) -> ProposedMember:
        """Somebody's place; made for who came to the pool since. Raises Refused for who is not in it."""
        if signup.pk not in pool_ids(self.proposal.round):
            raise Refused(_("This person is no longer among those who can be placed."))
        found, _new = ProposedMember.objects.get_or_create(proposal=self.proposal, signup=signup)
        return found

    def put(self, place: ProposedMember, to: str) -> None:
        """Puts somebody elsewhere and notes it; where they stand already, nothing happens."""
        before = self.groups[place.group_id].key if place.group_id else NONE
        if before:
            self.group(before)
        if before == to:
            return
        group = self.group(to) if to else None
        by_hand, place.group, place.is_by_hand = place.is_by_hand, group, True
        place.is_pinned = place.is_pinned and group is not None
        place.save(update_fields=["group", "is_by_hand", "is_pinned"])
        self.log(ProposalAct.MOVED, place.signup_id, before, group.key if group else NONE, was_by_hand=by_hand)


def edited(
    proposal: MatchProposal, revision: int, by: User, now: datetime, act: Callable[[Edit], None]
) -> MatchProposal:
    """Does an act on the locked proposal, if nobody changed it since, and writes what was done as one revision. An act
    that changed nothing leaves the revision as it is. Groups that nobody is left in go."""
    with transaction.atomic():
        held = own(proposal, by)
        if held.state not in WITH_GROUPS:
            raise Refused(_("This proposal can no longer be changed."))
        if held.revision != revision:
            since = held.events.filter(revision__gt=revision).select_related("by", "signup")
            raise Conflict(list(since))
        edit = Edit(held, by, now)
        act(edit)
        if edit.events:
            held.revision += 1
            held.save(update_fields=["revision"])
            ProposalEvent.objects.bulk_create(edit.events)
            held.groups.filter(members=None, peer_group=None).delete()
            record(by=by, action="proposal.changed", object=held, purpose=edit.events[0].act, now=now)
    return held


def move(proposal: MatchProposal, *, signup: Signup, to: str, revision: int, by: User, now: datetime) -> MatchProposal:
    """Somebody into the group `to`, into a new one (NEW) or into none (NONE). Kept when the proposal is made again."""
    return edited(proposal, revision, by, now, lambda edit: edit.put(edit.place(signup), to))


def swap(
    proposal: MatchProposal, *, signup: Signup, other: Signup, revision: int, by: User, now: datetime
) -> MatchProposal:
    """Two people change places. Two of one group stay where they are."""

    def act(edit: Edit) -> None:
        one, two = edit.place(signup), edit.place(other)
        first = edit.groups[one.group_id].key if one.group_id else NONE
        second = edit.groups[two.group_id].key if two.group_id else NONE
        edit.put(one, second)
        edit.put(two, first)

    return edited(proposal, revision, by, now, act)


def merge(proposal: MatchProposal, *, key: str, into: str, revision: int, by: User, now: datetime) -> MatchProposal:
    """All of one group into another; the first one goes."""

    def act(edit: Edit) -> None:
        if key == into:
            raise Refused(_("Choose another group."), field="into")
        gone = edit.group(key)
        for place in edit.proposal.members.filter(group=gone).order_by("pk"):
            edit.put(place, into)

    return edited(proposal, revision, by, now, act)


def split(
    proposal: MatchProposal, *, key: str, signups: Collection[Signup], revision: int, by: User, now: datetime
) -> MatchProposal:
    """Some of a group into a new one. Raises Refused where nobody, or everybody, would go."""

    def act(edit: Edit) -> None:
        here = list(edit.proposal.members.filter(group=edit.group(key)).order_by("pk"))
        wanted = {one.pk for one in signups}
        going = [place for place in here if place.signup_id in wanted]
        if not going or len(going) == len(here):
            raise Refused(_("Choose some of the group, and leave some."), field="people")
        made = edit.group(NEW).key
        for place in going:
            edit.put(place, made)

    return edited(proposal, revision, by, now, act)


def lock(
    proposal: MatchProposal, *, key: str, is_locked: bool, revision: int, by: User, now: datetime
) -> MatchProposal:
    """Locks a group as it stands, or opens it again. A locked one is not touched when the proposal is made again."""

    def act(edit: Edit) -> None:
        group = edit.known(key)
        if group.is_locked != is_locked:
            group.is_locked = is_locked
            group.save(update_fields=["is_locked"])
            edit.log(ProposalAct.LOCKED if is_locked else ProposalAct.UNLOCKED, before=key, after=key)

    return edited(proposal, revision, by, now, act)


def pin(
    proposal: MatchProposal, *, signup: Signup, is_pinned: bool, revision: int, by: User, now: datetime
) -> MatchProposal:
    """Holds somebody in the group they are in, or lets them go; who is let go was not moved by hand either."""

    def act(edit: Edit) -> None:
        place = edit.place(signup)
        if place.group_id is None and is_pinned:
            raise Refused(_("Only somebody in a group can be held there."))
        if place.is_pinned != is_pinned or (place.is_by_hand and not is_pinned):
            place.is_pinned, place.is_by_hand = is_pinned, place.is_by_hand and is_pinned
            place.save(update_fields=["is_pinned", "is_by_hand"])
            key = edit.groups[place.group_id].key if place.group_id else NONE
            edit.log(ProposalAct.PINNED if is_pinned else ProposalAct.UNPINNED, signup.pk, key, key)

    return edited(proposal, revision, by, now, act)


def follow(proposal: MatchProposal, *, revision: int, by: User, now: datetime) -> MatchProposal:
    """Brings the places up to date with the pool: who left it goes out of the group, who came is among those without
    one. A second call changes nothing."""

    def act(edit: Edit) -> None:
        here = pool_ids(edit.proposal.round)
        places = edit.proposal.members.filter(group__peer_group=None)
        known = set(edit.proposal.members.values_list("signup_id", flat=True))
        gone = [place for place in places if place.signup_id not in here]
        for place in gone:
            edit.log(ProposalAct.LEFT, place.signup_id, edit.groups[place.group_id].key if place.group_id else NONE)
        ProposedMember.objects.filter(pk__in=[place.pk for place in gone]).delete()
        come = sorted(here - known)
        ProposedMember.objects.bulk_create(ProposedMember(proposal=edit.proposal, signup_id=one) for one in come)
        for one in come:
            edit.log(ProposalAct.JOINED, one)
        edit.proposal.pool_at = now
        edit.proposal.save(update_fields=["pool_at"])

    return edited(proposal, revision, by, now, act)


def events_of(proposal: MatchProposal, most: int = 20) -> list[ProposalEvent]:
    """What was done by hand, the latest first; for coordinators who run the round."""
    return list(proposal.events.select_related("by", "signup").order_by("-revision", "pk")[:most])
