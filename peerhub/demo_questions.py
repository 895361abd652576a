"""The questionnaires of the demo, with the codes of contract.md."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from .enums import AnswerReader, MatchRole, QuestionKind
from .models import PeerProgramme, Question, Questionnaire, QuestionOption

Options = dict[str, tuple[str, str]]
CHALLENGES: Options = {
    "hearing_loss": ("Høretab", "Hearing loss"),
    "tinnitus": ("Tinnitus", "Tinnitus"),
    "meniere": ("Ménières sygdom", "Ménière's disease"),
    "hyperacusis": ("Lydoverfølsomhed", "Hyperacusis"),
    "sudden_deafness": ("Pludseligt høretab", "Sudden deafness"),
    "cochlear_implant": ("Cochlear implant", "Cochlear implant"),
    "deaf_severe": ("Døv eller meget svært høretab", "Deaf or very severe hearing loss"),
    "auditory_processing": ("Svært ved at forstå det, jeg hører", "Difficulty in making sense of sound"),
}
SECTORS: Options = {
    "health_care": ("Sundhed og omsorg", "Health and care"),
    "education": ("Undervisning", "Education"),
    "public_admin": ("Kontor i det offentlige", "Public administration"),
    "trade": ("Butik og handel", "Trade"),
    "industry": ("Industri", "Industry"),
    "construction": ("Byggeri", "Construction"),
    "it_office": ("It og kontor", "IT and office"),
    "transport": ("Transport", "Transport"),
    "culture": ("Kultur og medier", "Culture and media"),
}
NOT_WORKING: Options = {"not_working": ("Jeg er ikke i arbejde", "I am not in work")}
THEMES: Options = {
    "telling_colleagues": ("At fortælle det til kolleger", "Telling colleagues"),
    "meetings_at_work": ("Møder på jobbet", "Meetings at work"),
    "energy_fatigue": ("Energi og træthed", "Energy and fatigue"),
    "hearing_technology": ("Høreapparater og teknik", "Hearing aids and technology"),
    "family_life": ("Familieliv", "Family life"),
    "social_life": ("Venner og fritid", "Friends and spare time"),
    "sick_leave_return": ("Tilbage efter en sygemelding", "Returning after sick leave"),
    "tinnitus_coping": ("At leve med tinnitus", "Living with tinnitus"),
    "career_change": ("Et nyt job", "A new job"),
    "rights_support": ("Rettigheder og støtte", "Rights and support"),
    "grief_identity": ("Sorg og hvem jeg er nu", "Grief and who I am now"),
    "parenting": ("At være forælder", "Being a parent"),
}
MEETINGS: Options = {
    "small": ("Små møder", "Small meetings"),
    "large": ("Store møder", "Large meetings"),
    "online": ("Møder på skærm", "Meetings on screen"),
    "phone": ("Telefonen", "The phone"),
}


def ensure_questionnaires(work: PeerProgramme, new: PeerProgramme, now: datetime) -> dict[str, Questionnaire]:
    """Makes or finds the three questionnaires: working life, new to hearing loss, and all codes for trying out."""
    return {
        "work": _one(work, "Arbejdsliv", now, _working_life(SECTORS)),
        "new": _one(new, "Nye med høretab", now, [_challenges(), _themes()]),
        "trial": _one(work, "Prøveskema", now, _working_life(SECTORS | NOT_WORKING)),
    }


def _one(programme: PeerProgramme, name: str, now: datetime, rows: list[dict[str, Any]]) -> Questionnaire:
    known = Questionnaire.objects.filter(programme=programme, name=name).first()
    if known is not None:
        return known
    made = Questionnaire.objects.create(programme=programme, name=name, made_at=now)
    options: dict[str, QuestionOption] = {}
    for order, row in enumerate(rows, start=1):
        question = Question(questionnaire=made, order=order, shown_only_if=options.get(row.pop("shown_for", "")))
        choices: Options = row.pop("options", {})
        (question.text_da, question.text_en), (question.help_da, question.help_en) = row.pop("text"), row.pop("help")
        for field, value in row.items():
            setattr(question, field, value)
        question.save()
        for place, (code, (danish, english)) in enumerate(choices.items(), start=1):
            words = {"text_da": danish, "text_en": english}
            made_option = QuestionOption.objects.create(question=question, order=place, code=code, **words)
            options[f"{question.code}:{code}"] = made_option
    return made


def _working_life(sectors: Options) -> list[dict[str, Any]]:
    age = {
        "code": "age",
        "kind": QuestionKind.NUMBER,
        "text": ("Hvor gammel er du?", "How old are you?"),
        "help": ("Skriv alderen i hele år.", "Write your age in whole years."),
        "least": 18,
        "most": 99,
        "match_role": MatchRole.SIMILAR,
        "match_order": 1,
        "seen_by": AnswerReader.MATCHING,
    }
    sector = {
        "code": "sector",
        "kind": QuestionKind.ONE,
        "text": ("Hvad arbejder du med?", "What kind of work do you do?"),
        "help": ("Vælg det, der passer bedst.", "Choose what fits best."),
        "options": sectors,
        "match_role": MatchRole.SIMILAR,
        "match_order": 4,
        "seen_by": AnswerReader.GROUP,
    }
    meetings = {
        "code": "hard_meetings",
        "kind": QuestionKind.SEVERAL,
        "text": ("Hvilke møder er svære?", "Which meetings are hard?"),
        "help": ("Så kan gruppen tage hensyn fra starten.", "Then the group can allow for it from the start."),
        "options": MEETINGS,
        "shown_for": "themes:meetings_at_work",
        "seen_by": AnswerReader.GROUP,
    }
    return [_challenges(), _themes(), meetings, age, sector]


def _challenges() -> dict[str, Any]:
    return {
        "code": "challenges",
        "kind": QuestionKind.SEVERAL,
        "text": ("Hvad har du svært ved med hørelsen?", "What is difficult about your hearing?"),
        "help": ("Vælg alt, der passer. Du kan springe over.", "Choose all that fits. You can skip it."),
        "options": CHALLENGES,
        "match_role": MatchRole.OVERLAP,
        "match_order": 2,
        "seen_by": AnswerReader.MATCHING,
    }


def _themes() -> dict[str, Any]:
    return {
        "code": "themes",
        "kind": QuestionKind.SEVERAL,
        "text": ("Hvad vil du helst tale om?", "What would you most like to talk about?"),
        "help": ("Vælg op til fem.", "Choose up to five."),
        "options": THEMES,
        "most": 5,
        "match_role": MatchRole.OVERLAP,
        "match_order": 3,
        "seen_by": AnswerReader.GROUP,
    }


def danish_texts() -> Iterable[str]:
    """Every Danish sentence of ours that visitors read here."""
    for row in _working_life(SECTORS | NOT_WORKING):
        yield from (row["text"][0], row["help"][0])
        yield from (danish for danish, _english in row.get("options", {}).values())
