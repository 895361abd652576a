"""Groups that people are invited to and meet in, who belongs to them, and what has happened to them."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import Region, Role
from accounts.models import User

from ..enums import MeetingForm
from ..group_enums import ENDED_GROUPS, SEATED, GroupAct, GroupState, MemberRole, MembershipState
from .programmes import PeerProgramme
from .rounds import PredefinedGroup, SignupRound
from .signups import Signup, regions_of


class PeerGroupQuerySet(models.QuerySet["PeerGroup"]):
    """Groups, filtered by who asks."""

    def for_user(self, user: Any) -> "PeerGroupQuerySet":
        """Those `user` may see: the groups one is a member of; coordinators those of their region and of the whole
        country; administrators all."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        regions = regions_of(user)
        if regions is None or "" in regions:
            return self
        member = Q(memberships__person=user.pk, memberships__state=MembershipState.ACCEPTED)
        return self.filter(member | Q(region__in=regions)).distinct()

    def run_by(self, person: User) -> "PeerGroupQuerySet":
        """Those this person may change as a coordinator."""
        if not person.has_role(Role.COORDINATOR) and not person.has_role(Role.ADMINISTRATOR):
            return self.none()
        regions = regions_of(person)
        return self if regions is None or "" in regions else self.filter(region__in=regions)


class PeerGroup(models.Model):
    """A group of peers. One of a round is made when its proposal is published; a standing one has no round."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(PeerProgramme, on_delete=models.PROTECT, related_name="groups")
    round = models.ForeignKey(SignupRound, null=True, on_delete=models.PROTECT, related_name="groups")
    number = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=80, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=GroupState.choices, default=GroupState.FORMING)
    region = models.CharField(_("region"), max_length=20, choices=Region.choices, blank=True)
    form = models.CharField(_("meetings"), max_length=8, choices=MeetingForm.choices)
    town = models.CharField(_("town"), max_length=80, blank=True)
    # Times of the week at which all its first members can, and the languages they share (codes of the contract).
    slots = models.JSONField(_("common times"), default=list)
    languages = models.JSONField(_("common languages"), default=list)
    min_size = models.PositiveSmallIntegerField(_("smallest size"))
    max_size = models.PositiveSmallIntegerField(_("largest size"))
    # How many it was made for: a place that is freed below that is offered on.
    seats = models.PositiveSmallIntegerField(_("places"))
    starts_at = models.DateTimeField(_("proposed first meeting"), null=True)
    start_place = models.CharField(_("place of the first meeting"), max_length=120, blank=True)
    predefined = models.ForeignKey(PredefinedGroup, null=True, on_delete=models.PROTECT, related_name="peer_groups")
    made_at = models.DateTimeField(_("made"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True)
    # A pause is a day on an active group, not a state: until then nobody is reminded and nothing is flagged.
    paused_until = models.DateField(_("pause until"), null=True)
    # Of a standing group: how many days before a first meeting somebody must have joined.
    notice_days = models.PositiveSmallIntegerField(_("days before a first meeting"), null=True)

    objects: ClassVar[models.Manager["PeerGroup"]] = PeerGroupQuerySet.as_manager()

    class Meta:
        ordering = ["round", "number"]
        verbose_name = _("peer group")
        verbose_name_plural = _("peer groups")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "number"], condition=Q(round__isnull=False), name="one_group_a_number_in_a_round"
            ),
            models.CheckConstraint(condition=Q(state__in=GroupState.values), name="known_group_state"),
            models.CheckConstraint(
                condition=Q(min_size__gte=2, max_size__gte=models.F("min_size"), seats__lte=models.F("max_size")),
                name="group_sizes_in_order",
            ),
        ]
        indexes = [models.Index(fields=["state", "region"], name="group_state_region")]

    def __str__(self) -> str:
        """Never a name: this text ends up in logs."""
        return f"group {str(self.pk)[:8]}"

    @property
    def title(self) -> str:
        """What it is called: its own name, that of the group people chose, or its number in the round."""
        if not self.name and self.predefined_id and self.predefined:
            return self.predefined.name
        return self.name or _("Group %(number)d") % {"number": self.number}

    @property
    def is_over(self) -> bool:
        """Whether it has ended: nobody can join or leave."""
        return self.state in ENDED_GROUPS

    @property
    def takes_people(self) -> bool:
        """Whether anybody may join today: a standing group that goes on and has a free place. One query for such."""
        if self.round_id or self.state != GroupState.ACTIVE:
            return False
        return self.memberships.filter(state__in=sorted(SEATED)).count() < self.max_size


class GroupMembershipQuerySet(models.QuerySet["GroupMembership"]):
    """Memberships, filtered by who asks."""

    def seated(self) -> "GroupMembershipQuerySet":
        """Those that hold a seat, answered or not."""
        return self.filter(state__in=SEATED)

    def for_member(self, user: User) -> "GroupMembershipQuerySet":
        """The members whose names `user` may see: those who show theirs, in the groups in which `user` does."""
        mine = self.model.objects.filter(person=user.pk, state=MembershipState.ACCEPTED, is_shown=True)
        return self.filter(group__in=mine.values("group"), state=MembershipState.ACCEPTED, is_shown=True)


class GroupMembership(models.Model):
    """Somebody's place in a group: offered, taken, declined or left. A signup holds at most one seat at a time,
    whatever happens at once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(PeerGroup, on_delete=models.CASCADE, related_name="memberships")
    signup = models.ForeignKey(Signup, null=True, on_delete=models.SET_NULL, related_name="memberships")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="peer_memberships"
    )
    state = models.CharField(max_length=8, choices=MembershipState.choices, default=MembershipState.INVITED)
    role = models.CharField(max_length=8, choices=MemberRole.choices, default=MemberRole.PEER)
    # Whether the group sees the name and the person sees theirs: while the consent to it stands.
    is_shown = models.BooleanField(default=False)
    invited_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["GroupMembership"]] = GroupMembershipQuerySet.as_manager()

    class Meta:
        ordering = ["group", "invited_at", "pk"]
        verbose_name = _("membership of a group")
        constraints = [
            models.UniqueConstraint(fields=["signup"], condition=Q(state__in=sorted(SEATED)), name="one_seat_a_signup"),
            models.UniqueConstraint(
                fields=["group", "person"],
                condition=Q(state__in=sorted(SEATED)) & Q(person__isnull=False),
                name="one_seat_a_person_in_a_group",
            ),
            models.CheckConstraint(
                condition=Q(is_shown=False) | Q(state=MembershipState.ACCEPTED), name="only_members_are_shown"
            ),
            models.CheckConstraint(condition=Q(state__in=MembershipState.values), name="known_membership_state"),
        ]
        indexes = [models.Index(fields=["person", "state"], name="membership_of_person")]

    def __str__(self) -> str:
        return f"membership {str(self.pk)[:8]}"


class GroupEvent(models.Model):
    """One thing that happened to a group: made, changed state, somebody came, moved or left. Never changed."""

    group = models.ForeignKey(PeerGroup, on_delete=models.CASCADE, related_name="events")
    act = models.CharField(max_length=20, choices=GroupAct.choices)
    from_state = models.CharField(max_length=10, blank=True)
    to_state = models.CharField(max_length=10, choices=GroupState.choices, blank=True)
    membership = models.ForeignKey(GroupMembership, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("event of a group")

    def __str__(self) -> str:
        return f"{self.act} of {self.group_id}"
