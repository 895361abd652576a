"""What the models of proposals and groups hold about people."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.personal_data import CONTRACT
from accounts.registry import classify, nobody, personal

from .domain import seats
from .models import (
    GroupEvent,
    GroupListing,
    GroupMembership,
    MatchProposal,
    MatchRule,
    PeerGroup,
    ProposalEvent,
    ProposedGroup,
    ProposedMember,
)
from .signup_personal_data import COORDINATORS, EXPLICIT, FINDING, YEAR_AFTER, of

RUNNING = _("to run the peer groups that the person is a member of")
GROUP = _("the group's members as the person has chosen; coordinators of the region and administrators")


def register_all() -> None:
    """Classifies every model; called once at start-up."""
    _proposals()
    _groups()


def _proposals() -> None:
    common = {"purpose": FINDING, "basis": EXPLICIT, "recipients": COORDINATORS, "retention": YEAR_AFTER}
    classify(
        MatchProposal,
        nobody("id", "round", "number", "state", "setup", "seed", "moves", "based_on", "engine", "input_hash", "proof")
        | nobody("stopped", "metrics", "progress", "stop_asked", "revision", "failed_because", "made_at")
        | nobody("started_at", "ended_at", "seen_at", "attempts", "clash", "shown", "pool_at")
        | personal("made_by"),
        title=_("Proposals of groups"),
        **common,
    )
    classify(
        ProposedGroup,
        nobody("id", "proposal", "key", "order", "is_locked", "form", "town", "predefined", "peer_group"),
        title=_("Proposed groups"),
        **common,
    )
    classify(
        ProposedMember,
        nobody("id", "proposal", "signup") | personal("group", "is_pinned", "is_by_hand"),
        title=_("Places in proposals of groups"),
        rows=lambda person: ProposedMember.objects.filter(signup__in=of(person)),
        **common,
    )
    classify(
        ProposalEvent,
        nobody("id", "proposal", "signup", "revision", "act", "from_key", "to_key", "was_by_hand", "at")
        | personal("by"),
        title=_("Changes of proposals of groups"),
        **common,
    )
    classify(
        MatchRule,
        nobody("id", "round", "kind", "one", "other", "made_at") | personal("made_by"),
        title=_("Who is to be together or apart"),
        **common,
    )


def _groups() -> None:
    common = {"purpose": RUNNING, "basis": CONTRACT, "recipients": GROUP, "retention": YEAR_AFTER}
    classify(
        GroupListing,
        nobody("group", "is_shown", "title", "area", "region", "postcode", "form", "weekday", "languages", "access")
        | nobody("about", "about_en", "folded", "is_listed", "proposed", "proposed_at", "changed_at")
        | nobody("has_place", "rounds_of"),
        title=_("Groups in the directory"),
        **common,
    )
    classify(
        PeerGroup,
        nobody("id", "programme", "round", "number", "name", "state", "region", "form", "town", "slots", "languages")
        | nobody("min_size", "max_size", "seats", "starts_at", "start_place", "predefined", "made_at", "ended_at")
        | nobody("paused_until", "notice_days")
        | personal("made_by"),
        title=_("Peer groups"),
        **common,
    )
    classify(
        GroupMembership,
        nobody("id", "signup")
        | personal("group", "person", "state", "role", "is_shown", "invited_at", "accepted_at", "ended_at"),
        title=_("Memberships of groups"),
        rows=lambda person: GroupMembership.objects.filter(person=person),
        erase=_forget,
        **common,
    )
    classify(
        GroupEvent,
        nobody("id", "group", "act", "from_state", "to_state", "membership", "at", "note") | personal("by"),
        title=_("What happened with groups"),
        **common,
    )


def _forget(person: User, now: datetime | None = None) -> int:
    """Takes the person off; that somebody was a member stays as a count. A seat that stands ends first."""
    rows = GroupMembership.objects.filter(person=person)
    for seat in rows.seated().select_related("group"):
        if not seat.group.is_over:
            seats.end(seat, by=None, now=now or timezone.now())
    return rows.update(person=None, is_shown=False)
