"""The scale: filled in on the page, taken along as a file, or kept behind a private link."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from accounts.exports import exported
from accounts.guards import limited
from accounts.private_answers import private
from home.links import language_of
from home.views.pdfs import pdf_answer

from ..domain import assessments, scale_files
from ..domain.assessments import Words
from ..domain.scale_words import example, result_of
from ..domain.sheets import OWN, Sheet
from ..enums import AssessmentKind
from ..models import AssessmentVersion, ScalePage
from ..pairs import PAIR_OF
from ..scale_forms import ScaleForm, initial_of, shown_for
from . import kept as links
from .kept import INVALID, Tool

FORMS = ("pdf", "csv", "json")


def words_of(page: ScalePage) -> dict[str, Any]:
    """What editors have written about each pair, by its key."""
    return {block.value["axis"]: block.value for block in page.pairs}


def _form(request: HttpRequest, page: ScalePage) -> ScaleForm:
    """The sheet as it was sent, with one row more where that was asked for; an empty one otherwise."""
    sent = request.POST if request.method == "POST" else None
    return ScaleForm(sent, words=words_of(page), shown=wanted_rows(request))


def fill(request: HttpRequest, page: ScalePage) -> HttpResponse:
    """The rows. Posted, they come back with the result, or with another row; nothing is stored."""
    form = _form(request, page)
    if request.method != "POST":
        return render(request, page.template, _context(request, page, form))
    is_shown = request.POST.get("act") != "add"
    status = INVALID if not form.is_valid() and is_shown else 200
    return private(render(request, page.template, _context(request, page, form, is_shown=is_shown), status=status))


def _context(request: HttpRequest, page: ScalePage, form: ScaleForm, *, is_shown: bool = False) -> dict[str, Any]:
    context = page.get_context(request)
    is_read = form.is_bound and is_shown and form.is_valid()
    context.update(
        form=form,
        result=result_of(form.sheet()) if is_read else None,
        example=example(),
        months=assessments.KEEP_MONTHS,
    )
    return context


@limited("pdf", methods=("GET", "POST"))
def as_file(request: HttpRequest, page: ScalePage, form: str) -> HttpResponse:
    """What was posted as a file; back on the page when it cannot be read. Asked for, the empty sheet as PDF."""
    if form not in FORMS or (request.method != "POST" and form != "pdf"):
        raise Http404
    if request.method != "POST":
        request.is_public_page = False  # type: ignore[attr-defined]
        return sheet_file(request, None, Words("", ""), form, language=language_of(page))
    sent = _form(request, page)
    if not sent.is_valid():
        return private(render(request, page.template, _context(request, page, sent), status=INVALID))
    return sheet_file(request, sent.sheet(), sent.kept_words(), form, language=language_of(page))


def sheet_file(request: HttpRequest, sheet: Sheet | None, words: Words, form: str, *, language: str) -> HttpResponse:
    """A sheet as PDF, CSV or JSON, named by the day; PDF alone where there is none."""
    today = timezone.localdate()
    name = f"{'skala' if language == 'da' else 'scale'}-{today.isoformat()}"
    if sheet is None or form == "pdf":
        make = lambda: scale_files.pdf_of(  # noqa: E731
            sheet, title=words.title, note=words.note, language=language, today=today
        )
        return private(pdf_answer(request, make, f"{name}.pdf"))
    with override(language):
        if form == "csv":
            return private(exported(name, *scale_files.rows_of(sheet), form="csv"))
        data = scale_files.data_of(sheet, title=words.title, note=words.note, today=today)
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return private(response)


@require_POST
@limited("tool")
def keep(request: HttpRequest, page: ScalePage) -> HttpResponse:
    """Makes a private link; two presses make two."""
    form = _form(request, page)
    if not form.is_valid():
        return private(render(request, page.template, _context(request, page, form), status=INVALID))
    return links.keep(request, page, AssessmentKind.SCALE, form.kept_words())


def kept(request: HttpRequest, page: ScalePage, token: str) -> HttpResponse:
    """A stored sheet by one of its links."""
    return links.kept(request, page, token, TOOL)


@require_safe
@limited("pdf", methods=("GET",))
def kept_file(request: HttpRequest, page: ScalePage, token: str, form: str) -> HttpResponse:
    """The newest version behind a link as a file; the page of a wrong link for one that opens nothing."""
    request.is_public_page = False  # type: ignore[attr-defined]
    if form not in FORMS:
        raise Http404
    held = assessments.find(AssessmentKind.SCALE, token, today=timezone.localdate())
    if held is None:
        return links.gone(request, page, TOOL)
    newest = assessments.newest(held.sheet)
    words = Words(held.sheet.title, newest.content, newest.note)
    return sheet_file(request, Sheet.of_json(newest.content), words, form, language=language_of(page))


def form_of_version(request: HttpRequest, words: dict[str, Any], version: AssessmentVersion) -> ScaleForm:
    """The form of a stored sheet: what was sent, or what is stored."""
    sheet = Sheet.of_json(version.content)
    if request.method == "POST":
        return ScaleForm(request.POST, words=words, shown=wanted_rows(request))
    title, shown = version.assessment.title, shown_for(sheet)
    first = initial_of(sheet, title=title, note=version.note, version=version.number)
    return ScaleForm(initial=first, words=words, shown=shown)


def wanted_rows(request: HttpRequest) -> int:
    """How many own rows the form had, and one more where that was asked for."""
    shown = request.POST.get("shown", "")
    return max(1, int(shown[:2]) if shown.isascii() and shown.isdecimal() else 1) + (request.POST.get("act") == "add")


def differing_rows(form: ScaleForm, version: AssessmentVersion) -> list[str]:
    """The rows at which what was typed and what is stored differ, in words."""
    mine, theirs = form.sheet().rows, Sheet.of_json(version.content).rows
    apart = [key for key in {**mine, **theirs} if mine.get(key) != theirs.get(key)]
    return [_pair_words(key) for key in apart]


def _pair_words(key: str) -> str:
    if key.startswith(OWN):
        return _("Own row %(number)s") % {"number": key.removeprefix(OWN)}
    pair = PAIR_OF[key]
    return f"{pair.number}. {pair.closed} ↔ {pair.open}"


TOOL = Tool(
    kind=AssessmentKind.SCALE,
    folder="scale",
    form=lambda request, page, version: form_of_version(request, words_of(page), version),
    words=lambda form, page, version: form.kept_words(),
    reading=lambda page, version: {"result": result_of(Sheet.of_json(version.content))},
    differing=differing_rows,
)
