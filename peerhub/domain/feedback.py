"""Three short answers after a meeting, where the scheme asks for them (S1 pair 13). Nobody sees one person's answers:
only sums of FEWEST or more, over all the meetings of a group."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Avg, Count
from django.utils.translation import gettext as _

from ..meeting_enums import MeetingState
from ..models import GroupMeeting, GroupMembership, MeetingFeedback, PeerGroup
from .errors import Refused
from .group_format import asks_feedback
from .meetings import hold_meeting

FEWEST = 5
QUESTIONS = ("heard", "useful", "welcome")


@dataclass(frozen=True)
class Summary:
    """How a group's meetings are felt to be: averages from 1 to 3, of so many answers by so many people."""

    answers: int
    heard: float
    useful: float
    welcome: float


@transaction.atomic
def give(meeting: GroupMeeting, member: GroupMembership, marks: dict[str, int], *, now: datetime) -> MeetingFeedback:
    """Keeps what a member says of a meeting, in the place of what they said before. Raises Refused where the scheme
    does not ask, and before the meeting was held."""
    held = hold_meeting(meeting)
    if not asks_feedback(held.group.programme) or held.state != MeetingState.HELD:
        raise Refused(_("We ask nothing about this meeting."))
    values = {name: marks[name] for name in QUESTIONS} | {"at": now}
    return MeetingFeedback.objects.update_or_create(meeting=held, membership=member, defaults=values)[0]


def given(meeting: GroupMeeting, member: GroupMembership) -> bool:
    """Whether a member has answered about a meeting. One query."""
    return MeetingFeedback.objects.filter(meeting=meeting, membership=member).exists()


def summary_of(group: PeerGroup) -> Summary | None:
    """The sums of a group, for coordinators who run it; None while fewer than FEWEST people have answered."""
    rows = MeetingFeedback.objects.filter(meeting__group=group)
    found = rows.aggregate(
        answers=Count("pk"),
        people=Count("membership", distinct=True),
        **{name: Avg(name) for name in QUESTIONS},
    )
    if found.pop("people") < FEWEST:
        return None
    return Summary(**found)
