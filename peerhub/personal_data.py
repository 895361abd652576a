"""What the models of peer groups hold about people."""

from accounts.registry import content

from .models import (
    DirectoryPage,
    KitPage,
    PeerProgramme,
    PeerProgrammePage,
    PredefinedGroup,
    Question,
    Questionnaire,
    QuestionOption,
    RoundEvent,
    SignupRound,
    ThemePage,
)


def register_all() -> None:
    """Classifies every model; called once at start-up."""
    content(PeerProgramme, PeerProgrammePage, PredefinedGroup, RoundEvent, SignupRound)
    content(Question, QuestionOption, Questionnaire, DirectoryPage, KitPage, ThemePage)
