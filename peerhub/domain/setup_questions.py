"""The questions of the setup guide and what somebody has answered."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import groupby

from django.utils.functional import Promise

from home.links import language_of
from pdf.render import Pdf, render

from ..enums import QuestionPart
from ..models import SetupQuestionsPage


@dataclass(frozen=True)
class SetupQuestion:
    """A question as editors wrote it. The key is the same in both languages."""

    key: str
    part: str
    question: str
    help: str


@dataclass(frozen=True)
class Said:
    """An answer with the question as it read then."""

    question: str
    answer: str


Answers = Mapping[str, Said]


def questions_of(page: SetupQuestionsPage) -> list[SetupQuestion]:
    """The questions, part by part, each part in the editors' order."""
    order = list(QuestionPart.values)
    found = [
        SetupQuestion(block.id, block.value["part"], block.value["question"], block.value["help"])
        for block in page.questions
    ]
    return sorted(found, key=lambda one: order.index(one.part))


def as_json(questions: Sequence[SetupQuestion], answers: Mapping[str, str], old: Answers) -> str:
    """What is stored: each answer with its question, and old answers to questions that editors have taken away."""
    keys = {one.key for one in questions}
    said = {one.key: Said(one.question, answers.get(one.key, "")) for one in questions}
    kept = {key: value for key, value in old.items() if key not in keys and value.answer}
    return json.dumps({key: asdict(value) for key, value in {**said, **kept}.items()}, ensure_ascii=False)


def of_json(text: str) -> dict[str, Said]:
    """Stored answers again."""
    return {key: Said(**value) for key, value in json.loads(text).items()}


def taken_away(questions: Sequence[SetupQuestion], answers: Answers) -> list[Said]:
    """Answers to questions that editors have taken away since."""
    keys = {one.key for one in questions}
    return [said for key, said in answers.items() if key not in keys and said.answer]


def pdf_of(page: SetupQuestionsPage, answers: Mapping[str, str], *, note: str, title: str, today: date) -> Pdf:
    """Questions and answers, with lines to write on where nothing is answered. Raises PdfFailed."""
    listed = groupby(questions_of(page), key=lambda one: one.part)
    parts: list[tuple[str | Promise, list[tuple[SetupQuestion, str]]]] = [
        (QuestionPart(part).label, [(one, answers.get(one.key, "")) for one in group]) for part, group in listed
    ]
    context = {"parts": parts, "note": note, "day": today}
    return render("pdf/setup_questions.html", context, language=language_of(page), title=title or page.title)
