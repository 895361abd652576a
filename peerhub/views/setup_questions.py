"""The questions of the setup guide: answered on the page, printed, or kept behind a private link."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.guards import limited
from accounts.private_answers import private
from home.links import language_of
from home.views.pdfs import pdf_answer

from ..domain import assessments
from ..domain import setup_questions as questions
from ..domain.assessments import Words
from ..domain.setup_questions import of_json, questions_of
from ..enums import AssessmentKind
from ..models import AssessmentVersion, SetupQuestionsPage
from ..setup_forms import QuestionsForm, field_of
from . import kept as links
from .kept import INVALID, Tool


def fill(request: HttpRequest, page: SetupQuestionsPage) -> HttpResponse:
    """The questions; what is typed goes on by the buttons below."""
    return render(request, page.template, _context(request, page, _form(request, page)))


def _form(request: HttpRequest, page: SetupQuestionsPage) -> QuestionsForm:
    return QuestionsForm(request.POST if request.method == "POST" else None, questions=questions_of(page))


def _context(request: HttpRequest, page: SetupQuestionsPage, form: QuestionsForm) -> dict[str, Any]:
    return {**page.get_context(request), "form": form, "months": assessments.KEEP_MONTHS}


def _again(request: HttpRequest, page: SetupQuestionsPage, form: QuestionsForm) -> HttpResponse:
    return private(render(request, page.template, _context(request, page, form), status=INVALID))


@limited("pdf", methods=("GET", "POST"))
def as_file(request: HttpRequest, page: SetupQuestionsPage) -> HttpResponse:
    """What was posted as PDF; asked for, the questions with lines to write on."""
    request.is_public_page = False  # type: ignore[attr-defined]
    form = _form(request, page)
    if not form.is_bound:
        return _file(request, page, {}, note="", title="")
    if not form.is_valid():
        return _again(request, page, form)
    return _file(request, page, form.answers(), note=form.cleaned_data["note"], title=form.cleaned_data["title"])


def _file(
    request: HttpRequest, page: SetupQuestionsPage, answers: Mapping[str, str], *, note: str, title: str
) -> HttpResponse:
    today = timezone.localdate()
    name = "spoergsmaal" if language_of(page) == "da" else "questions"
    make = lambda: questions.pdf_of(page, answers, note=note, title=title, today=today)  # noqa: E731
    return private(pdf_answer(request, make, f"{name}-{today.isoformat()}.pdf"))


@require_POST
@limited("tool")
def keep(request: HttpRequest, page: SetupQuestionsPage) -> HttpResponse:
    """Makes a private link; two presses make two."""
    form = _form(request, page)
    if not form.is_valid():
        return _again(request, page, form)
    content = questions.as_json(questions_of(page), form.answers(), {})
    words = Words(form.cleaned_data["title"], content, form.cleaned_data["note"])
    return links.keep(request, page, AssessmentKind.QUESTIONS, words)


def kept(request: HttpRequest, page: SetupQuestionsPage, token: str) -> HttpResponse:
    """Stored answers by one of their links."""
    return links.kept(request, page, token, TOOL)


def _form_of(request: HttpRequest, page: SetupQuestionsPage, version: AssessmentVersion) -> QuestionsForm:
    asked, said = questions_of(page), of_json(version.content)
    if request.method == "POST":
        return QuestionsForm(request.POST, questions=asked)
    first = {field_of(one): said[one.key].answer for one in asked if one.key in said}
    first |= {"title": version.assessment.title, "note": version.note}
    return QuestionsForm(initial={**first, "version": version.number}, questions=asked)


def _words(form: QuestionsForm, page: SetupQuestionsPage, version: AssessmentVersion) -> Words:
    content = questions.as_json(questions_of(page), form.answers(), of_json(version.content))
    return Words(form.cleaned_data["title"], content, form.cleaned_data["note"])


def _reading(page: SetupQuestionsPage, version: AssessmentVersion) -> dict[str, Any]:
    said = of_json(version.content)
    return {
        "said": [one for one in said.values() if one.answer],
        "taken_away": questions.taken_away(questions_of(page), said),
    }


def _differing(form: QuestionsForm, version: AssessmentVersion) -> list[str]:
    said, mine = of_json(version.content), form.answers()
    return [one.question for one in form.questions if one.key in said and said[one.key].answer != mine[one.key]]


TOOL = Tool(
    kind=AssessmentKind.QUESTIONS,
    folder="setup_questions",
    form=_form_of,
    words=_words,
    reading=_reading,
    differing=_differing,
)
