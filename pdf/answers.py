"""How a view answers with a PDF, or says plainly that there is none right now."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise

from .render import Pdf, PdfFailed

WAIT_SECONDS = 60


def pdf_answer(request: HttpRequest, make: Callable[[], Pdf], filename: str) -> HttpResponse:
    """The file that `make` returns, to be saved under `filename`; 503 on a plain page when it cannot be made."""
    try:
        pdf = make()
    except PdfFailed as failure:
        return no_pdf(request, failure.message)
    return pdf_file(pdf.content, filename)


def no_pdf(request: HttpRequest, message: str | Promise) -> HttpResponse:
    """503 with a reason and a way to write to us."""
    response = render(request, "errors/pdf.html", {"message": message}, status=503)
    response["Retry-After"] = str(WAIT_SECONDS)
    response["Cache-Control"] = "no-store"
    return response


def pdf_file(content: bytes, filename: str) -> HttpResponse:
    """A PDF to save. The name is ours: letters, digits, hyphens."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    response["Content-Length"] = str(len(content))
    response["X-Content-Type-Options"] = "nosniff"
    return response
