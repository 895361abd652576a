"""Themes of the resource kit on the web and as files."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.guards import limited
from home.links import url_of
from home.views.pdfs import pdf_answer

from ..domain import kit
from ..models import ThemePage


@require_safe
def show_theme(request: HttpRequest, page: ThemePage) -> HttpResponse:
    """The knowledge of a theme and its question guide."""
    context = page.get_context(request)
    context["file_url"] = f"{url_of(page)}pdf/"
    return render(request, page.template, context)


@require_safe
@limited("pdf", methods=("GET",))
def theme_file(request: HttpRequest, page: ThemePage) -> HttpResponse:
    """The same as a PDF."""
    request.is_public_page = False  # type: ignore[attr-defined]  # the file has no validator of a page
    page.get_context(request)  # the pages it links to are known from here
    return pdf_answer(request, lambda: kit.file_of(page), f"{page.slug}.pdf")
