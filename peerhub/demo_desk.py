"""What the demo's coordinator keeps: who looks after a group, how many one can, and what an evaluation heard."""

from datetime import datetime, time

from django.utils import timezone

from accounts.models import User
from home.demo import Plan

from .domain import cases, evaluation
from .enums import RoundState
from .group_enums import NoteKind, NoteQuestion
from .models import EvaluationNote, PeerGroup, SignupRound

COORDINATOR = "demo-koordinator@example.org"
CAN = 8
LOOKED_AFTER = (1, 3)
NOTES = (
    (NoteKind.SURVEY, NoteQuestion.NEED, "De fleste skriver, at de har fundet nogen, der kender det samme."),
    (NoteKind.INTERVIEW, NoteQuestion.VALUE, "Samtalerne ved kaffen bagefter er mindst lige så vigtige som temaet."),
    (
        NoteKind.WORKSHOP,
        NoteQuestion.FITS,
        "Frivilligcentret lægger gerne lokale til igen. Teleslyngen skal testes.",
    ),
    (NoteKind.WORKSHOP, NoteQuestion.GOES_ON, "Vi åbner en runde til foråret, med kortere vej mellem byerne."),
)


def seed_desk(plan: Plan) -> None:
    """Gives two running groups an owner and the ended round its notes. A second call changes nothing."""
    now = timezone.make_aware(datetime.combine(plan.today, time(12)))
    coordinator = User.objects.filter(email=COORDINATOR).first()
    if coordinator is None:
        return
    cases.say_capacity(coordinator, CAN)
    running = PeerGroup.objects.filter(round__state=RoundState.RUNNING, round__hidden=False, number__in=LOOKED_AFTER)
    for group in running:
        cases.give(group, coordinator, by=coordinator, now=now)
    ended = SignupRound.objects.filter(state=RoundState.COMPLETED, hidden=False).first()
    if ended is not None and not EvaluationNote.objects.filter(round=ended).exists():
        for kind, question, text in NOTES:
            evaluation.write(ended, kind=kind, question=question, text=text, by=coordinator, now=now)
