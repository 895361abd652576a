"""Proposals of groups for a round: what was asked for, how good it became, who is where. Nobody has been told of it.

Why somebody stands where they do is not stored: it would repeat what people have told. It is computed when a
coordinator looks, from the same functions that made the proposal.
"""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ..group_enums import UNDER_WAY, Failure, ProposalAct, ProposalState, RuleKind
from .groups import PeerGroup
from .rounds import PredefinedGroup, SignupRound
from .signups import Signup


class MatchProposalQuerySet(models.QuerySet["MatchProposal"]):
    """Proposals, filtered by who asks."""

    def for_user(self, user: Any) -> "MatchProposalQuerySet":
        """Those of the rounds this person runs; a proposal shows everybody in it, so seeing the round is not enough."""
        return self.filter(round__in=SignupRound.objects.for_user(user).run_by(user))


class MatchProposal(models.Model):
    """One proposal for a round, kept with its inputs, seed, version and quality. `revision` counts edits by hand, so
    that two coordinators do not overwrite each other."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(SignupRound, on_delete=models.CASCADE, related_name="proposals")
    number = models.PositiveSmallIntegerField(_("number"))
    state = models.CharField(_("state"), max_length=10, choices=ProposalState.choices, default=ProposalState.QUEUED)
    # What the coordinator asked for: sizes, order of the criteria, weights (the engine's settings, by name).
    setup = models.JSONField(default=dict)
    seed = models.PositiveIntegerField(default=0)
    moves = models.PositiveIntegerField(default=2000)
    # The proposal whose locks, pins and pairs it keeps.
    based_on = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="later")
    engine = models.CharField(max_length=20, blank=True)
    input_hash = models.CharField(max_length=64, blank=True)
    proof = models.CharField(max_length=10, blank=True)
    stopped = models.CharField(max_length=12, blank=True)
    metrics = models.JSONField(default=dict)
    # The share done, in hundredths; `seen_at` is when the worker last said so, `attempts` how often one has begun.
    progress = models.PositiveSmallIntegerField(default=0)
    seen_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    stop_asked = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=0)
    failed_because = models.CharField(max_length=8, choices=Failure.choices, blank=True)
    # The rules that cannot all hold, by the engine's codes and people's references.
    clash = models.JSONField(default=list)
    # What stands on people's cards beside the name.
    shown = models.JSONField(default=list)
    # When the people were read: answers that are newer have changed since.
    pool_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField(_("made"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["MatchProposal"]] = MatchProposalQuerySet.as_manager()

    class Meta:
        ordering = ["round", "-number"]
        verbose_name = _("proposal of groups")
        verbose_name_plural = _("proposals of groups")
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="one_proposal_a_number"),
            models.UniqueConstraint(
                fields=["round"], condition=Q(state__in=sorted(UNDER_WAY)), name="one_proposal_under_way"
            ),
            models.UniqueConstraint(
                fields=["round"], condition=Q(state=ProposalState.PUBLISHED), name="one_published_proposal"
            ),
            models.CheckConstraint(condition=Q(state__in=ProposalState.values), name="known_proposal_state"),
        ]

    def __str__(self) -> str:
        return f"proposal {self.number}"


class ProposedGroup(models.Model):
    """A group in a proposal. `peer_group` is the group it became."""

    proposal = models.ForeignKey(MatchProposal, on_delete=models.CASCADE, related_name="groups")
    key = models.CharField(max_length=12)
    order = models.PositiveSmallIntegerField()
    is_locked = models.BooleanField(default=False)
    form = models.CharField(max_length=8, blank=True)
    town = models.CharField(max_length=80, blank=True)
    predefined = models.ForeignKey(PredefinedGroup, null=True, on_delete=models.CASCADE, related_name="+")
    peer_group = models.OneToOneField(PeerGroup, null=True, on_delete=models.SET_NULL, related_name="proposed_as")

    class Meta:
        ordering = ["proposal", "order"]
        verbose_name = _("proposed group")
        constraints = [models.UniqueConstraint(fields=["proposal", "key"], name="one_proposed_group_a_key")]

    def __str__(self) -> str:
        return self.key


class ProposedMember(models.Model):
    """Where a signup stands in a proposal: in a group, or in none. In no proposal does it stand twice."""

    proposal = models.ForeignKey(MatchProposal, on_delete=models.CASCADE, related_name="members")
    signup = models.ForeignKey(Signup, on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey(ProposedGroup, null=True, on_delete=models.SET_NULL, related_name="members")
    is_pinned = models.BooleanField(default=False)
    # Moved here by a coordinator: kept when the proposal is made again.
    is_by_hand = models.BooleanField(default=False)

    class Meta:
        ordering = ["proposal", "group", "signup__reference"]
        verbose_name = _("place in a proposal")
        constraints = [models.UniqueConstraint(fields=["proposal", "signup"], name="one_place_a_proposal")]

    def __str__(self) -> str:
        return f"place {self.pk}"


class ProposalEvent(models.Model):
    """One thing a coordinator did to a proposal. Never changed. What was done in one go has one revision."""

    proposal = models.ForeignKey(MatchProposal, on_delete=models.CASCADE, related_name="events")
    revision = models.PositiveIntegerField()
    act = models.CharField(max_length=10, choices=ProposalAct.choices)
    signup = models.ForeignKey(Signup, null=True, on_delete=models.SET_NULL, related_name="+")
    from_key = models.CharField(max_length=12, blank=True)
    to_key = models.CharField(max_length=12, blank=True)
    # Whether a coordinator had put them where they stood before: what taking back brings back.
    was_by_hand = models.BooleanField(default=False)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("change of a proposal")

    def __str__(self) -> str:
        return self.act


class MatchRule(models.Model):
    """Two people of a round who are to be in one group, or in different ones: decided by a coordinator, who has also
    read what people wrote as names. The smaller id stands first, so that a pair is written once."""

    round = models.ForeignKey(SignupRound, on_delete=models.CASCADE, related_name="match_rules")
    kind = models.CharField(max_length=8, choices=RuleKind.choices)
    one = models.ForeignKey(Signup, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Signup, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["made_at", "pk"]
        verbose_name = _("rule for two people")
        constraints = [
            models.UniqueConstraint(fields=["round", "one", "other"], name="one_rule_a_pair"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="smaller_id_first"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
