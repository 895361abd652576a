"""The evaluation of a round (S1): notes on the four questions, and figures in which nobody can be found again."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Avg, Count, Q, Sum

from accounts.domain.access_log import record
from accounts.models import User

from ..group_enums import GroupState, NoteQuestion
from ..meeting_enums import MeetingState
from ..models import EvaluationNote, GroupMeeting, MeetingFeedback, PeerGroup, SignupRound
from .feedback import FEWEST, QUESTIONS


@dataclass(frozen=True)
class Figures:
    """Groups of a round by how they stand, and meetings held; what members said only where FEWEST or more did."""

    groups: int
    ended: int
    go_on: int
    dissolved: int
    held: int
    attended: int
    answers: int
    averages: dict[str, float]


def notes_of(round: SignupRound) -> list[tuple[str, list[EvaluationNote]]]:
    """The four questions with the notes on each; for coordinators who run the round. One query."""
    found = list(EvaluationNote.objects.filter(round=round).select_related("by"))
    return [(str(one.label), [note for note in found if note.question == one]) for one in NoteQuestion]


def figures_of(round: SignupRound) -> Figures:
    """The figures of a round. Three queries."""
    state = {
        "ended": Q(state=GroupState.CLOSED),
        "go_on": Q(state=GroupState.CONTINUING),
        "dissolved": Q(state=GroupState.DISSOLVED),
    }
    groups = PeerGroup.objects.filter(round=round).order_by()
    counted = groups.aggregate(groups=Count("pk"), **{name: Count("pk", filter=one) for name, one in state.items()})
    held = GroupMeeting.objects.filter(group__round=round, state=MeetingState.HELD).order_by()
    met = held.aggregate(held=Count("pk"), attended=Sum("attended"))
    rows = MeetingFeedback.objects.filter(meeting__group__round=round).order_by()
    said = rows.aggregate(
        people=Count("membership", distinct=True), answers=Count("pk"), **{name: Avg(name) for name in QUESTIONS}
    )
    is_enough = said["people"] >= FEWEST
    averages = {name: said[name] for name in QUESTIONS} if is_enough else {}
    answers = said["answers"] if is_enough else 0
    return Figures(**counted, held=met["held"], attended=met["attended"] or 0, answers=answers, averages=averages)


@transaction.atomic
def write(round: SignupRound, *, kind: str, question: str, text: str, by: User, now: datetime) -> EvaluationNote:
    """Keeps a note, sealed."""
    made = EvaluationNote.objects.create(round=round, kind=kind, question=question, text=text, at=now, by=by)
    record(by=by, action="evaluation.noted", object=round, now=now)
    return made


@transaction.atomic
def remove(round: SignupRound, key: UUID, *, by: User, now: datetime) -> bool:
    """Deletes a note of a round. False where it has gone already."""
    gone, _counts = EvaluationNote.objects.filter(round=round, pk=key).delete()
    if gone:
        record(by=by, action="evaluation.deleted", object=round, now=now)
    return bool(gone)
