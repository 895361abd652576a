"""Schemes, questionnaires and rounds to test against. Dates stand around NOW of the cast."""

from datetime import date, datetime, timedelta
from typing import Any

from peerhub.enums import MatchRole, QuestionKind, RoundState
from peerhub.models import (
    PeerProgramme,
    PeerProgrammePage,
    PredefinedGroup,
    Question,
    Questionnaire,
    QuestionOption,
    SignupRound,
)
from tests.conftest import NOW
from tests.fixtures.sites import SiteTree

CONDITIONS = "Jeg er i arbejde.\nJeg har et høretab eller en anden hørevanskelighed."
# Høreforeningen's own scheme, read from S1: 5½ closed and 9½ open (domain.md §3).
HF_FORMAT = {
    "organisation": "closed",
    "group_size": "open",
    "intake": "closed",
    "grouping": "open",
    "leadership": "open",
    "meeting_place": "closed",
    "equality": "open",
    "recruitment": "open",
    "start_time": "open",
    "meeting_types": "closed",
    "structure": "between",
    "content_source": "open",
    "feedback": "open",
    "coordination": "closed",
    "ending": "open",
}


def make_programme(code: str = "hoerepeers", **more: Any) -> PeerProgramme:
    """A scheme set up as Høreforeningen's own."""
    values: dict[str, Any] = {
        "name_da": "Hørepeers",
        "name_en": "Hearing peers",
        "conditions_da": CONDITIONS,
        "conditions_en": "I am in work.\nI have a hearing loss or another hearing difficulty.",
        **HF_FORMAT,
    }
    return PeerProgramme.objects.create(code=code, **values | more)


def make_question(questionnaire: Questionnaire, code: str, kind: str = "text", **more: Any) -> Question:
    """A question after those there are; `options` are codes, in their order."""
    options = more.pop("options", [])
    values = {"text_da": f"Spørgsmål om {code}", "text_en": f"Question about {code}"} | more
    order = questionnaire.questions.count() + 1
    question = Question.objects.create(questionnaire=questionnaire, order=order, code=code, kind=kind, **values)
    for place, option in enumerate(options, start=1):
        words = {"text_da": f"Svar {option}", "text_en": f"Answer {option}"}
        QuestionOption.objects.create(question=question, order=place, code=option, **words)
    return question


def make_questionnaire(programme: PeerProgramme, **more: Any) -> Questionnaire:
    """Age, challenges and themes, with a text that is asked only of people with tinnitus."""
    made = Questionnaire.objects.create(programme=programme, **{"name": "Arbejdsliv", "made_at": NOW} | more)
    make_question(made, "age", QuestionKind.NUMBER, match_role=MatchRole.SIMILAR, match_order=2, least=18, most=99)
    challenges = make_question(
        made,
        "challenges",
        QuestionKind.SEVERAL,
        match_role=MatchRole.OVERLAP,
        match_order=1,
        options=["hearing_loss", "tinnitus", "meniere"],
    )
    tinnitus = challenges.options.get(code="tinnitus")
    make_question(made, "tinnitus_since", QuestionKind.TEXT, shown_only_if=tinnitus, most=200)
    make_question(made, "themes", QuestionKind.SEVERAL, options=["energy_fatigue", "meetings_at_work"])
    return made


def make_round(
    programme: PeerProgramme, slug: str = "foraar-2027", *, state: str = RoundState.OPEN, **more: Any
) -> SignupRound:
    """A round that opened a week before NOW, closes in three weeks and starts two weeks later."""
    values: dict[str, Any] = {
        "name_da": "Forår 2027",
        "name_en": "Spring 2027",
        "opens_at": NOW - timedelta(days=7),
        "closes_at": datetime(2026, 11, 24, 22, 59, 59, tzinfo=NOW.tzinfo),  # 23:59:59 in Copenhagen
        "first_start": date(2026, 12, 8),
        "made_at": NOW - timedelta(days=30),
    }
    if "questionnaire" not in more:
        more["questionnaire"] = make_questionnaire(programme)
    return SignupRound.objects.create(programme=programme, slug=slug, state=state, **values | more)


def make_group(round: SignupRound, name: str = "Aarhus", **more: Any) -> PredefinedGroup:
    """A group made beforehand in a round."""
    values = {"order": round.predefined_groups.count() + 1, "area": name, "region": "midtjylland", "seats": 6}
    return PredefinedGroup.objects.create(round=round, name_da=name, **values | more)


def make_page(tree: SiteTree, programme: PeerProgramme, **more: Any) -> PeerProgrammePage:
    """The live page of a scheme below the section."""
    values = {
        "title": programme.name_da,
        "slug": programme.code,
        "summary": "Grupper for dig, der er i arbejde.",
        "for_whom": "Dig, der er i arbejde.",
        "price": "Gratis",
        "length": "Et halvt til et helt år",
        "meetings": "5–10 temamøder",
        "locale": tree.section.locale,
        "live": True,
    }
    return tree.section.add_child(instance=PeerProgrammePage(programme=programme, **values | more))
