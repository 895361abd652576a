"""Templates: filled from what is posted, shown, and given as PDF, text or an editable file. Nothing is stored."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.guards import limited
from accounts.private_answers import private
from home.views.pdfs import pdf_answer

from ..domain import letters
from ..enums import LetterKind
from ..letter_forms import LetterForm
from ..models import TemplatesPage


@require_safe
def overview(request: HttpRequest, page: TemplatesPage) -> HttpResponse:
    """The templates, each with what it is good for."""
    return render(request, page.template, page.get_context(request))


@limited("tool")
def one(request: HttpRequest, page: TemplatesPage, kind: str) -> HttpResponse:
    """A template with its form; posted, the text filled in, or a file of it. Raises Http404 for a kind there is not."""
    request.is_public_page = False  # type: ignore[attr-defined]
    letter = letters.letter_of(page, kind)
    if letter is None or kind not in LetterKind.values:
        raise Http404
    form = LetterForm(letter["text"], request.POST if request.method == "POST" else None)
    if form.is_bound and not form.is_valid():
        parts = []
    else:
        parts = letters.fill(letter["text"], form.values())
        wish = request.POST.get("act", "")
        if form.is_bound and wish in ("pdf", "txt", "rtf"):
            return private(_file(request, page, kind, letter["title"], parts))
    context = page.get_context(request)
    context.update(form=form, letter=letter, parts=parts, address=request.path)
    return private(render(request, "employment/letters/one.html", context))


def _file(request: HttpRequest, page: TemplatesPage, kind: str, title: str, parts: list[letters.Part]) -> HttpResponse:
    today = timezone.localdate()
    name = f"{kind}-{today.isoformat()}"
    if request.POST["act"] == "pdf":
        return pdf_answer(request, lambda: letters.file_of(page, title, parts, today=today), f"{name}.pdf")
    if request.POST["act"] == "rtf":
        response = HttpResponse(letters.as_rtf(title, parts), content_type="application/rtf")
        response["Content-Disposition"] = f'attachment; filename="{name}.rtf"'
    else:
        response = HttpResponse(letters.as_text(title, parts), content_type="text/plain; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{name}.txt"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
