"""Finding a day: several are asked about, each member says yes, maybe or no, and one is chosen."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User

from ..meeting_enums import DateAnswer, MeetingState
from ..models import GroupMeeting, GroupMembership, MeetingDate, MeetingVote
from . import meeting_mails
from .errors import Refused
from .meeting_times import refuse_bad_time
from .meetings import change, hold_meeting

MOST_DAYS = 6
REMIND_BEFORE = timedelta(days=1)


@dataclass(frozen=True)
class Asked:
    """A day that is asked about, with how many say what and what the reader has said."""

    date: MeetingDate
    yes: int
    maybe: int
    no: int
    own: str

    @property
    def worth(self) -> tuple[int, int]:
        """How well it suits: a yes counts first, then a maybe."""
        return self.yes, self.maybe


@transaction.atomic
def open_poll(
    meeting: GroupMeeting, days: Sequence[tuple[datetime, datetime]], *, answer_by: datetime, now: datetime
) -> GroupMeeting:
    """Asks the group about these days, in the place of those asked about before. Opened again with the same days and
    deadline, nothing changes. Raises Refused for fewer than two days, more than MOST_DAYS, a day that has passed, and
    a deadline that has."""
    held = hold_meeting(meeting)
    wanted = sorted(set(days))
    if held.state != MeetingState.PROPOSED:
        raise Refused(_("This meeting has its day already."))
    if not 2 <= len(wanted) <= MOST_DAYS:
        raise Refused(_("Write between two and six days."), field="day_1")
    for first, last in wanted:
        refuse_bad_time(first, last, now=now)
    if not now < answer_by <= wanted[0][0]:
        raise Refused(_("The deadline must be before the first of the days."), field="answer_on")
    asked = [(one.starts_at, one.ends_at) for one in held.dates.all()]
    if asked == wanted and held.answer_by == answer_by:
        return held
    held.dates.all().delete()
    MeetingDate.objects.bulk_create(MeetingDate(meeting=held, starts_at=first, ends_at=last) for first, last in wanted)
    held.answer_by, held.reminded_at, held.sequence = answer_by, None, held.sequence + 1
    held.save(update_fields=["answer_by", "reminded_at", "sequence"])
    meeting_mails.tell_all(held, "dates_asked", now=now)
    return held


def is_open(meeting: GroupMeeting, now: datetime) -> bool:
    """Whether days are asked about and may still be answered."""
    return meeting.state == MeetingState.PROPOSED and meeting.answer_by is not None and meeting.answer_by > now


@transaction.atomic
def vote(meeting: GroupMeeting, member: GroupMembership, answers: Mapping[int, str], *, now: datetime) -> None:
    """Notes what a member says of each day, in the place of what they said before. Raises Refused after the
    deadline."""
    held = hold_meeting(meeting)
    if not is_open(held, now):
        raise Refused(_("The deadline has passed. See your group's page for the day that was chosen."))
    for date in held.dates.all():
        said = answers.get(date.pk, "")
        if said in DateAnswer.values:
            MeetingVote.objects.update_or_create(date=date, membership=member, defaults={"answer": said})


def asked_days(meeting: GroupMeeting, member: GroupMembership | None) -> list[Asked]:
    """The days with their answers, the best first where all have answered; for members. Two queries."""
    found = []
    for date in meeting.dates.prefetch_related("votes"):
        votes = list(date.votes.all())
        said = Counter(one.answer for one in votes)
        own = next((one.answer for one in votes if member and one.membership_id == member.pk), "")
        found.append(Asked(date, said[DateAnswer.YES], said[DateAnswer.MAYBE], said[DateAnswer.NO], own))
    return found


def choose(meeting: GroupMeeting, date: MeetingDate, *, by: User, now: datetime) -> GroupMeeting:
    """Makes one of the days the meeting's. Raises Refused for a day of another meeting, or one that has passed."""
    if date.meeting_id != meeting.pk:
        raise Refused(_("Choose one of the days."))
    return change(meeting, {"starts_at": date.starts_at, "ends_at": date.ends_at}, by=by, now=now)


def remind(now: datetime) -> int:
    """Reminds those who have not answered, once, a day before the deadline; returns how many."""
    soon = GroupMeeting.objects.filter(
        state=MeetingState.PROPOSED, answer_by__gt=now, answer_by__lte=now + REMIND_BEFORE, reminded_at=None
    )
    return sum(_remind(one, now) for one in soon.select_related("group"))


@transaction.atomic
def _remind(meeting: GroupMeeting, now: datetime) -> int:
    held = hold_meeting(meeting)
    if held.reminded_at is not None or not is_open(held, now) or held.starts_at is not None:
        return 0
    held.reminded_at = now
    held.save(update_fields=["reminded_at"])
    answered = set(MeetingVote.objects.filter(date__meeting=held).values_list("membership", flat=True))
    silent = [one for one in meeting_mails.members_of(held.group) if one.pk not in answered]
    for one in silent:
        meeting_mails.tell(held, one, "dates_reminder", now=now, expires_at=held.answer_by)
    return len(silent)
