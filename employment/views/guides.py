"""Guides on the web and as files."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

from home.links import url_of
from home.views.pdfs import no_pdf, pdf_answer, pdf_file

from ..domain.guide_document import document_of, file_of
from ..domain.guides import chapters_of, file_of_version, newest_file
from ..models import GuidePage


def show_guide(request: HttpRequest, page: GuidePage) -> HttpResponse:
    """The guide with its contents and the card of its file."""
    context = page.get_context(request)
    context["chapters"] = chapters_of(page)
    context["file"] = newest_file(page)
    context["file_url"] = f"{url_of(page)}pdf/"
    return render(request, page.template, context)


def download(request: HttpRequest, page: GuidePage, version: int | None = None) -> HttpResponse:
    """The newest finished file, or the last one of a version. Raises Http404 when there is none."""
    row = newest_file(page) if version is None else file_of_version(page, version)
    if row is None:
        raise Http404
    # The file has a validator of its own.
    request.is_public_page = False  # type: ignore[attr-defined]
    etag = f'"{row.sha256}"'
    if (unchanged := get_conditional_response(request, etag=etag)) is not None:
        return unchanged
    try:
        with row.file.open("rb") as source:
            content = source.read()
    except OSError:
        return no_pdf(request, _("The file is not to be found right now. The same text stands on the page."))
    row.page = page
    response = pdf_file(content, row.filename)
    response["ETag"] = etag
    response["Cache-Control"] = "public, max-age=0, must-revalidate"
    return response


def preview_file(request: HttpRequest, page: GuidePage) -> HttpResponse:
    """The PDF of what stands in the editor, not stored; shown in the preview's own frame."""
    response = pdf_answer(request, lambda: file_of(document_of(page)), f"{page.slug or 'guide'}.pdf")
    if response.status_code == 200:
        response["Content-Disposition"] = "inline"
    return response
