"""A document whose file is not on its shelf."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ..models import PortalDocument
from .pdfs import WAIT_SECONDS


def missing_file(request: HttpRequest, document: PortalDocument) -> HttpResponse | None:
    """503 with a way to ask us for it where the file is missing, else None: then the file is served."""
    if document.file.storage.exists(document.file.name):
        return None
    response = render(request, "errors/document.html", {"document": document}, status=503)
    response["Retry-After"] = str(WAIT_SECONDS)
    response["Cache-Control"] = "no-store"
    return response
