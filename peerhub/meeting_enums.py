"""Meetings of a group: their kinds and states, answers to them, and who leads (domain.md §4.4)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MeetingKind(models.TextChoices):
    """What kind of meeting it is."""

    START = "start", _("start meeting")
    THEME = "theme", _("theme meeting")
    CLOSING = "closing", _("closing meeting")
    WALK = "walk", _("walk and talk")
    CAFE = "cafe", _("café")
    OUTING = "outing", _("outing")
    CROSS = "cross", _("meeting with other groups")


# Those that every scheme has; the others are for schemes with varied meetings (S1 pair 10).
PLAIN_KINDS = (MeetingKind.START, MeetingKind.THEME, MeetingKind.CLOSING)
# Of these a group has one at most.
SINGLE_KINDS = frozenset({MeetingKind.START, MeetingKind.CLOSING})


class MeetingState(models.TextChoices):
    """Where a meeting stands."""

    PROPOSED = "proposed", _("proposed")
    SCHEDULED = "scheduled", _("agreed")
    HELD = "held", _("held")
    NOT_HELD = "not_held", _("not held")
    CANCELLED = "cancelled", _("cancelled")


# Still to come, or not told of yet.
COMING = frozenset({MeetingState.PROPOSED, MeetingState.SCHEDULED})
# Every step there is; another is refused. A meeting that was put down as not held can be corrected.
MEETING_STEPS: frozenset[tuple[str, str]] = frozenset(
    {
        (MeetingState.PROPOSED, MeetingState.SCHEDULED),
        (MeetingState.PROPOSED, MeetingState.CANCELLED),
        (MeetingState.SCHEDULED, MeetingState.HELD),
        (MeetingState.SCHEDULED, MeetingState.NOT_HELD),
        (MeetingState.SCHEDULED, MeetingState.CANCELLED),
        (MeetingState.NOT_HELD, MeetingState.HELD),
    }
)


class MeetingPlace(models.TextChoices):
    """How people meet."""

    PHYSICAL = "physical", _("in person")
    VIRTUAL = "virtual", _("online")
    HYBRID = "hybrid", _("in person and online at once")


class DateAnswer(models.TextChoices):
    """What somebody says of a day that is asked about."""

    YES = "yes", _("Yes")
    MAYBE = "maybe", _("Maybe")
    NO = "no", _("No")


class AbsenceKind(models.TextChoices):
    """That somebody cannot come, or comes late. Nobody is asked why."""

    ABSENT = "absent", _("cannot come")
    LATE = "late", _("comes late")


class DutyState(models.TextChoices):
    """Where it stands that somebody leads a meeting."""

    OFFERED = "offered", _("asked")
    ACCEPTED = "accepted", _("leads the meeting")
    DECLINED = "declined", _("has said no")
    HANDED_OVER = "handed_over", _("has handed it over")
