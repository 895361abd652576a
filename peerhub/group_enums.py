"""States of proposals, groups and memberships, with their named sets (domain.md §4.1–4.3)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProposalState(models.TextChoices):
    """Where a proposal of groups stands."""

    QUEUED = "queued", _("waits to be made")
    RUNNING = "running", _("is being made")
    READY = "ready", _("ready")
    FAILED = "failed", _("could not be made")
    CANCELLED = "cancelled", _("stopped before anything was found")
    DISCARDED = "discarded", _("discarded")
    PUBLISHED = "published", _("published")


# The engine has it, or will.
UNDER_WAY = frozenset({ProposalState.QUEUED, ProposalState.RUNNING})
# Has groups that can be looked at.
WITH_GROUPS = frozenset({ProposalState.READY, ProposalState.PUBLISHED})


class Failure(models.TextChoices):
    """Why no proposal came of it."""

    CLASH = "clash", _("the rules cannot all hold")
    LOST = "lost", _("the work was broken off twice")
    ERROR = "error", _("the work met an error")


class ProposalAct(models.TextChoices):
    """What a coordinator does to a proposal by hand."""

    MOVED = "moved", _("moved")
    JOINED = "joined", _("came to the pool")
    LEFT = "left", _("left the pool")
    LOCKED = "locked", _("group locked")
    UNLOCKED = "unlocked", _("group unlocked")
    PINNED = "pinned", _("held in the group")
    UNPINNED = "unpinned", _("no longer held in the group")
    UNDONE = "undone", _("taken back")


class RuleKind(models.TextChoices):
    """What a coordinator asks for two people."""

    TOGETHER = "together", _("in one group")
    APART = "apart", _("in different groups")


class GroupState(models.TextChoices):
    """Where a group stands."""

    FORMING = "forming", _("being formed")
    ACTIVE = "active", _("active")
    CLOSING = "closing", _("about to end")
    CLOSED = "closed", _("ended")
    CONTINUING = "continuing", _("goes on by itself")
    DISSOLVED = "dissolved", _("dissolved")


# Over for the portal: nobody is reminded, nobody can join.
ENDED_GROUPS = frozenset({GroupState.CLOSED, GroupState.CONTINUING, GroupState.DISSOLVED})
# May stand in the public directory.
LISTED_GROUPS = frozenset({GroupState.FORMING, GroupState.ACTIVE, GroupState.CONTINUING})
# Every step there is; another is refused.
GROUP_STEPS: frozenset[tuple[str, str]] = frozenset(
    {
        (GroupState.FORMING, GroupState.ACTIVE),
        (GroupState.FORMING, GroupState.DISSOLVED),
        (GroupState.ACTIVE, GroupState.CLOSING),
        (GroupState.ACTIVE, GroupState.DISSOLVED),
        (GroupState.CLOSING, GroupState.CLOSED),
        (GroupState.CLOSING, GroupState.CONTINUING),
    }
)


class MembershipState(models.TextChoices):
    """Where somebody's place in a group stands."""

    INVITED = "invited", _("place offered")
    ACCEPTED = "accepted", _("member")
    DECLINED = "declined", _("place declined")
    LEFT = "left", _("has left")
    MOVED = "moved", _("moved to another group")


# Holds a seat of the group.
SEATED = frozenset({MembershipState.INVITED, MembershipState.ACCEPTED})


class GroupAct(models.TextChoices):
    """What happened to a group, or to somebody's place in it, as its history keeps it."""

    MADE = "made", _("the group was made")
    STARTED = "started", _("the group began")
    CLOSING = "closing", _("the group is about to end")
    CLOSED = "closed", _("the group ended")
    DISSOLVED = "dissolved", _("the group was dissolved")
    CHANGED = "changed", _("time, place or name was changed")
    INVITED = "invited", _("a place was offered")
    ACCEPTED = "accepted", _("a place was accepted")
    DECLINED = "declined", _("a place was declined")
    LAPSED = "lapsed", _("a place lapsed without an answer")
    LEFT = "left", _("somebody left")
    CAME = "came", _("somebody came from another group")
    MOVED = "moved", _("somebody moved to another group")
    HIDDEN = "hidden", _("somebody no longer shows their name")
    SHOWN = "shown", _("somebody shows their name again")
    JOINED = "joined", _("somebody joined")
    PLANNED = "planned", _("a meeting was agreed")
    HELD = "held", _("a meeting was held")
    NOT_HELD = "not_held", _("a meeting was put down as not held")
    CALLED_OFF = "called_off", _("a meeting was cancelled")
    AGREED = "agreed", _("the agreement of the group was changed")
    PAUSED = "paused", _("the group takes a pause")
    RESUMED = "resumed", _("the pause is over")
    CONTINUES = "continues", _("the group goes on by itself")
    OWNED = "owned", _("another coordinator looks after it")
    FOLLOWED = "followed", _("a coordinator asked how it goes")
    BEHALF = "behalf", _("noted for a member by a coordinator")


class Refill(models.TextChoices):
    """Who offers a freed place on to somebody on the waiting list."""

    BY_HAND = "by_hand", _("A coordinator does it by hand")
    AUTOMATIC = "automatic", _("The portal does it until the round runs, where somebody fits")


class MemberRole(models.TextChoices):
    """What somebody is in a group: an equal, unless the scheme has roles."""

    PEER = "peer", _("an equal")
    GIVER = "giver", _("gives support")
    RECEIVER = "receiver", _("receives support")


class GroupAccess(models.TextChoices):
    """What makes it easier to come to a group's meetings, and to hear and be heard there."""

    LOOP = "loop", _("Hearing loop")
    CAPTIONS = "captions", _("Captions")
    INTERPRETER = "interpreter", _("Interpreter")
    STEP_FREE = "step_free", _("Step-free access")
    QUIET = "quiet_room", _("A quiet room")


class NoteKind(models.TextChoices):
    """Where a note of an evaluation is from (S1)."""

    SURVEY = "survey", _("survey")
    INTERVIEW = "interview", _("interview")
    WORKSHOP = "workshop", _("workshop")


class NoteQuestion(models.TextChoices):
    """What an evaluation asks of a round (S1)."""

    NEED = "need", _("Is it a good answer to the need we began with?")
    VALUE = "value", _("Does it give enough value?")
    FITS = "fits", _("Does it fit in with us, and do we want it?")
    GOES_ON = "goes_on", _("Do we carry on?")


class Need(models.TextChoices):
    """Why a group needs its coordinator today."""

    NO_LEADER = "no_leader", _("nobody leads the next meeting")
    QUIET = "quiet", _("has been quiet for a long time")
    SMALL = "small", _("too few have a place")
    OFFERS = "offers", _("an offered place runs out soon")
    FOLLOW_UP = "follow_up", _("has met, and nobody has asked how it goes")
