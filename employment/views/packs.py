"""The hiring pack: six questions in, sections of guides out; a link for those who want one."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import limited
from accounts.private_answers import private
from home.links import url_of
from home.locales import id_of
from home.views.pdfs import pdf_answer

from ..domain import packs
from ..domain.pack_document import file_of
from ..models import PackPage
from ..pack_forms import PackForm


@require_safe
def ask(request: HttpRequest, page: PackPage) -> HttpResponse:
    """The questions; with answers in the address, the sections that apply too. Nothing is stored."""
    form = _form(request)
    context = page.get_context(request)
    context["form"] = form
    if form.is_bound and form.is_valid():
        answers = form.answers(_language(request))
        context.update(sections=_sections(answers), answers=answers, query=request.GET.urlencode(), done=True)
    return render(request, page.template, context)


@require_safe
@limited("pdf", methods=("GET",))
def as_file(request: HttpRequest, page: PackPage) -> HttpResponse:
    """The sections as a PDF; back to the questions when an answer cannot be read, 404 when nothing applies."""
    request.is_public_page = False  # type: ignore[attr-defined]
    form = _form(request)
    if not form.is_valid():
        return HttpResponseRedirect(f"{url_of(page)}?{request.GET.urlencode()}")
    answers = form.answers(_language(request))
    sections = _sections(answers)
    if not sections:
        raise Http404
    name = "startpakke" if answers.language == "da" else "hiring-pack"
    today = timezone.localdate()
    make = lambda: file_of(answers, sections, today=today)  # noqa: E731
    return private(pdf_answer(request, make, f"{name}-{today.isoformat()}.pdf"))


def keep(request: HttpRequest, page: PackPage) -> HttpResponse:
    """Asks first, then makes a link. Storing needs a press of a button."""
    request.is_public_page = False  # type: ignore[attr-defined]
    return _keep(request, page) if request.method == "POST" else _ask_to_keep(request, page)


def _ask_to_keep(request: HttpRequest, page: PackPage) -> HttpResponse:
    form = _form(request)
    if not form.is_valid():
        return HttpResponseRedirect(f"{url_of(page)}?{request.GET.urlencode()}")
    context = page.get_context(request)
    context.update(query=request.GET.urlencode(), days=packs.KEEP_DAYS)
    return private(render(request, "employment/pack/keep.html", context))


@limited("tool")
def _keep(request: HttpRequest, page: PackPage) -> HttpResponse:
    form = _form(request)
    if not form.is_valid():
        return HttpResponseRedirect(f"{url_of(page)}?{request.GET.urlencode()}")
    answers = form.answers(_language(request))
    token = packs.keep(answers, _sections(answers), now=timezone.now())
    return private(HttpResponseRedirect(f"{url_of(page)}gemt/{token}/"))


@require_safe
def kept(request: HttpRequest, page: PackPage, token: str) -> HttpResponse:
    """A stored pack: its sections, and which of them have changed since."""
    request.is_public_page = False  # type: ignore[attr-defined]
    pack = packs.find(token, today=timezone.localdate())
    if pack is None:
        return _gone(request, page)
    answers = packs.Answers.of_stored(pack.answers)
    rows = packs.compare(pack, _sections(answers))
    query = urlencode({name: value for name, value in pack.answers.items() if value})
    context = page.get_context(request)
    context.update(pack=pack, rows=rows, query=query, token=token, changed=any(row.state != "same" for row in rows))
    return private(render(request, "employment/pack/kept.html", context))


@require_POST
def remove(request: HttpRequest, page: PackPage, token: str) -> HttpResponse:
    """Deletes a stored pack; pressed twice, the second finds none and says so."""
    request.is_public_page = False  # type: ignore[attr-defined]
    pack = packs.find(token, today=timezone.localdate())
    if pack is not None:
        packs.remove(pack)
    return _gone(request, page, status=200)


def _form(request: HttpRequest) -> PackForm:
    asked: Any = request.GET if any(name in request.GET for name in PackForm.base_fields) else None
    return PackForm(asked, initial={"language": _language(request)})


def _sections(answers: packs.Answers) -> list[packs.Section]:
    return packs.sections_for(answers, id_of(answers.language))


def _language(request: HttpRequest) -> str:
    return getattr(request, "asked_language", settings.LANGUAGE_CODE)


def _gone(request: HttpRequest, page: PackPage, status: int = 404) -> HttpResponse:
    context = page.get_context(request)
    return private(render(request, "employment/pack/gone.html", context, status=status))
