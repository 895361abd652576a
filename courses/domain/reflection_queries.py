"""Reads of self-checks and conversations; each name says who may see the answer."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from accounts.models import Consent, User

from ..models import CompetenceArea, Conversation, ConversationWords, GuideTraining, SelfCheck
from ..models.reflections import REFLECTION
from ..training_enums import CheckMoment, ConversationKind
from .self_checks import answers_of
from .training_queries import Item


def framework() -> list[CompetenceArea]:
    """The areas with their statements, as editors have them now. Two queries."""
    return list(CompetenceArea.objects.prefetch_related("statements"))


def own_checks(training: GuideTraining) -> dict[str, SelfCheck]:
    """The self-checks of a training by their moment; for the participant alone. One query."""
    rows = {one.moment: one for one in SelfCheck.objects.filter(training=training)}
    for one in rows.values():
        one.training = training
    return rows


def own_words(training: GuideTraining) -> dict[str, ConversationWords]:
    """What the participant wrote for the conversations, by kind; for the participant alone. One query."""
    rows = {one.kind: one for one in ConversationWords.objects.filter(training=training)}
    for one in rows.values():
        one.training = training
    return rows


def conversations_of(training: GuideTraining) -> dict[str, Conversation]:
    """The conversations that were noted, by kind; for who sees the training. One query."""
    return {one.kind: one for one in Conversation.objects.filter(training=training)}


def shared_words_for(training: GuideTraining, reader: User) -> list[ConversationWords]:
    """What the participant shares with the supervisor; nothing for anybody else, coordinators too."""
    return _shared(training) if training.supervisor_id == reader.pk else []


def shared_words_through_link(training: GuideTraining) -> list[ConversationWords]:
    """What the participant shares with supervisor and guide; for who holds a link that acts."""
    return _shared(training)


def _shared(training: GuideTraining) -> list[ConversationWords]:
    found = list(ConversationWords.objects.filter(training=training, is_shared=True))
    for one in found:
        one.training = training
    return found


@dataclass(frozen=True)
class Compared:
    """One statement with its level at each moment; empty where it was not answered."""

    text: str
    levels: list[str]

    @property
    def beside(self) -> list[tuple[str, str]]:
        """Each moment in words with its level."""
        return list(zip((str(one.label) for one in CheckMoment), self.levels, strict=True))


def compared(checks: dict[str, SelfCheck]) -> list[tuple[str, list[Compared]]]:
    """The self-checks beside each other, area by area, in the words they were last answered in."""
    areas: dict[str, dict[int, tuple[str, dict[str, str]]]] = {}
    place: dict[int, str] = {}
    for moment in reversed(CheckMoment.values):
        for one in answers_of(checks[moment]) if moment in checks else ():
            area = place.setdefault(one.statement, one.area)
            _text, levels = areas.setdefault(area, {}).setdefault(one.statement, (one.text, {}))
            levels[moment] = str(one.level.label)
    return [
        (area, [Compared(text, [levels.get(moment, "") for moment in CheckMoment.values]) for text, levels in rows])
        for area, found in areas.items()
        for rows in [found.values()]
    ]


def own_items(training: GuideTraining) -> list[Item]:
    """The self-checks as lines of the own page's list; of a training that was read with its checks."""
    had = vars(training)
    return [
        Item(str(one.label), had[f"check_{one.value}"], is_extra=True)
        for one in (CheckMoment.START, CheckMoment.MIDTERM, CheckMoment.FINAL)
    ]


def own_data(training: GuideTraining) -> dict[str, Any]:
    """Self-checks and conversations as data; for the participant's own record."""
    checks, words = own_checks(training), own_words(training)
    return {
        "self_checks": [
            {
                "moment": moment,
                "date": timezone.localdate(row.changed_at).isoformat(),
                "answers": [{"statement": one.text, "level": int(one.level)} for one in answers_of(row)],
                "words": row.words,
            }
            for moment, row in checks.items()
        ],
        "conversations": [
            {"kind": kind, "date": row.date.isoformat(), "was_there": row.was_there}
            for kind, row in conversations_of(training).items()
        ],
        "conversation_words": {kind: words[kind].words for kind in ConversationKind.values if kind in words},
    }


@dataclass(frozen=True)
class Learning:
    """What somebody wrote of their own learning in a training, in the order of a document."""

    areas: list[tuple[str, list[Compared]]]
    notes: list[tuple[str, str]]
    talks: list[Conversation]
    words: list[tuple[str, str]]

    def __bool__(self) -> bool:
        return bool(self.areas or self.notes or self.talks or self.words)


def own_learning(training: GuideTraining) -> Learning:
    """The self-checks beside each other with their words, and the conversations; for the participant alone. Three
    queries."""
    checks, words = own_checks(training), own_words(training)
    notes = [(str(one.label), checks[one].words) for one in CheckMoment if one in checks and checks[one].words]
    wrote = [(str(one.label), words[one].words) for one in ConversationKind if one in words]
    return Learning(compared(checks), notes, list(conversations_of(training).values()), wrote)


def consent_of(person: User) -> Consent | None:
    """The yes that self-checks and words rest on; None while none stands. One query."""
    return Consent.objects.filter(person=person, purpose=REFLECTION, about=None, withdrawn_at=None).first()
