"""The questionnaire: answers in the address, so that a colleague can be shown them; nothing is stored."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.guards import limited
from accounts.private_answers import private
from home.links import language_of, url_of
from home.views.pdfs import pdf_answer

from ..domain.issues import rank, topics_of
from ..domain.issues_document import file_of
from ..issues_forms import IssuesForm
from ..models import IssuesPage

SENT = "vis"  # the button's name: a form without an answer was sent all the same


@require_safe
def ask(request: HttpRequest, page: IssuesPage) -> HttpResponse:
    """The statements; with answers in the address, the topics ranked. The same for everybody who has the address."""
    context, form = _read(request, page)
    if form.is_bound and form.is_valid():
        context.update(result=rank(form.topics, form.answers()), query=request.GET.urlencode())
    return render(request, page.template, context)


@require_safe
@limited("pdf", methods=("GET",))
def as_file(request: HttpRequest, page: IssuesPage) -> HttpResponse:
    """The ranked topics as a PDF; back to the statements when an answer cannot be read."""
    request.is_public_page = False  # type: ignore[attr-defined]
    _context, form = _read(request, page)
    if not form.is_bound or not form.is_valid():
        return HttpResponseRedirect(f"{url_of(page)}?{request.GET.urlencode()}")
    language, today = language_of(page), timezone.localdate()
    result = rank(form.topics, form.answers())
    name = "spoergeskema" if language == "da" else "questionnaire"
    make = lambda: file_of(result, title=page.title, language=language, today=today)  # noqa: E731
    return private(pdf_answer(request, make, f"{name}-{today.isoformat()}.pdf"))


def _read(request: HttpRequest, page: IssuesPage) -> tuple[dict[str, Any], IssuesForm]:
    """The page's context, with the form. The frame comes first: it fetches the pages that the topics link to."""
    context = page.get_context(request)
    form = IssuesForm(None, topics=topics_of(page.topics))
    if SENT in request.GET or any(name in request.GET for name in form.fields):
        form = IssuesForm(request.GET, topics=form.topics)
    context["form"] = form
    return context, form
