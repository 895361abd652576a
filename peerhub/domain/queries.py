"""Reads of peer groups; the name says who may see the result."""

from datetime import datetime

from django.db.models import Case, IntegerField, QuerySet, Value, When

from accounts.models import User

from ..enums import ENDED_ROUNDS, AxisChoice, RoundState
from ..models import (
    PeerProgramme,
    PeerProgrammePage,
    PredefinedGroup,
    Question,
    Questionnaire,
    RoundEvent,
    SchemeAssessment,
    SignupRound,
)


def round_for_visitors(slug: str) -> SignupRound | None:
    """A round by its address, open or not, as visitors may meet it; None for a hidden one and one in preparation."""
    rounds = SignupRound.objects.for_visitors().select_related("programme", "questionnaire")
    return rounds.filter(slug=slug).first()


def round_open_for_signup(slug: str, now: datetime) -> SignupRound | None:
    """The round that takes signups at this address and moment; for visitors."""
    rounds = SignupRound.objects.for_visitors().open_at(now).select_related("programme", "questionnaire")
    return rounds.filter(slug=slug).first()


def page_of(programme: PeerProgramme, language: str) -> PeerProgrammePage | None:
    """The live page that tells visitors of a scheme, in their language where there is one."""
    pages = list(PeerProgrammePage.objects.live().filter(programme=programme).select_related("locale"))
    return next((page for page in pages if page.locale.language_code == language), pages[0] if pages else None)


def rounds_for_staff(person: User) -> "QuerySet[SignupRound]":
    """The rounds a coordinator may see."""
    return SignupRound.objects.for_user(person).select_related("programme")


def rounds_in_order(person: User, now: datetime) -> "QuerySet[SignupRound]":
    """The rounds a coordinator may see: those that need somebody first, those that are over last."""
    needing = [
        When(state=RoundState.CLOSED, then=0),
        When(state=RoundState.OPEN, closes_at__lte=now, then=0),
        When(state=RoundState.MATCHING, then=1),
        When(state=RoundState.OPEN, then=2),
        When(state=RoundState.DRAFT, then=3),
        When(state__in=sorted(ENDED_ROUNDS), then=9),
    ]
    urgency = Case(*needing, default=Value(4), output_field=IntegerField())
    return rounds_for_staff(person).order_by(urgency, "-first_start", "-pk")


def questions_of(round: SignupRound) -> list[Question]:
    """The round's questions in their order, with their answers to choose and what they are shown for: two queries."""
    if round.questionnaire_id is None:
        return []
    return _in_order(Question.objects.filter(questionnaire_id=round.questionnaire_id))


def questions_in(questionnaire: Questionnaire) -> list[Question]:
    """The questions of a version in their order, as `questions_of`; for coordinators."""
    return _in_order(questionnaire.questions.all())


def _in_order(questions: "QuerySet[Question]") -> list[Question]:
    return list(questions.select_related("shown_only_if__question").prefetch_related("options"))


def groups_to_choose(round: SignupRound) -> list[PredefinedGroup]:
    """The groups made beforehand in a round, in their order."""
    return list(round.predefined_groups.all())


def listed_schemes() -> list[PeerProgramme]:
    """The schemes that have a live page. One query. For visitors."""
    return list(PeerProgramme.objects.filter(pages__live=True).distinct())


def listed_rounds() -> list[SignupRound]:
    """The rounds that public pages tell of, each with its scheme. One query. For visitors."""
    rows = SignupRound.objects.listed().exclude(state__in=sorted(ENDED_ROUNDS))
    return list(rows.filter(programme__in=PeerProgramme.objects.filter(pages__live=True)).select_related("programme"))


def rounds_of(programme: PeerProgramme) -> list[SignupRound]:
    """Every round of a scheme that was not cancelled, whoever runs it; for warnings about dates."""
    return list(programme.rounds.exclude(state="cancelled"))


def events_of(round: SignupRound) -> "QuerySet[RoundEvent]":
    """What has happened to a round, in its order; for those who may see it."""
    return round.events.select_related("by")


def programmes_for_staff() -> "QuerySet[PeerProgramme]":
    """Every scheme; for coordinators."""
    return PeerProgramme.objects.order_by("name_da")


def programmes_with_rounds(*, whole_country: bool) -> "QuerySet[PeerProgramme]":
    """The schemes that make their groups in rounds; for coordinators. Who coordinates regions alone makes rounds only
    where regions have their own."""
    found = programmes_for_staff().exclude(intake=AxisChoice.OPEN)
    return found if whole_country else found.filter(organisation__in=[AxisChoice.BETWEEN, AxisChoice.OPEN])


def questionnaires_of(programme: PeerProgramme) -> "QuerySet[Questionnaire]":
    """Every version of a scheme's questionnaires; for coordinators."""
    return programme.questionnaires.order_by("name", "-version")


def questionnaires_for_staff() -> "QuerySet[Questionnaire]":
    """Every version of every questionnaire, the newest first; for coordinators."""
    return Questionnaire.objects.select_related("programme").order_by("name", "series", "-version")


def rounds_with(questionnaire: Questionnaire, person: User) -> "QuerySet[SignupRound]":
    """The rounds that ask a version's questions, of those a coordinator may see."""
    return rounds_for_staff(person).filter(questionnaire=questionnaire)


def assessments_for_staff(person: User) -> "QuerySet[SchemeAssessment]":
    """The sheets of organisations that a coordinator may see, with their versions; two queries."""
    return SchemeAssessment.objects.for_user(person).prefetch_related("versions")
