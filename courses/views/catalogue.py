"""The catalogue: courses and cohorts with filters, and the same as a PDF."""

from urllib.parse import urlencode, urljoin

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.guards import limited
from home.filters import page_of
from home.links import language_of, url_of
from home.views.pdfs import pdf_answer
from pdf.render import Pdf

from ..domain.catalogue import addresses, upcoming
from ..domain.catalogue_document import file_of
from ..filters import CohortFilter
from ..models import CataloguePage

PER_PAGE = 24


def _filters(request: HttpRequest) -> CohortFilter:
    rows = upcoming(timezone.localdate())
    return CohortFilter(request.GET, rows, list(rows))


@require_safe
def show_catalogue(request: HttpRequest, page: CataloguePage) -> HttpResponse:
    """The courses, and the cohorts that have not begun. Unknown filter values are left out, and a notice says so."""
    filters = _filters(request)
    shown, odd_page = page_of(filters.qs, request.GET.get("page"), PER_PAGE)
    pages = addresses(page.locale_id)
    cohorts = list(shown.object_list)
    for one in cohorts:
        found = pages.get(one.course_id)
        one.page_url = url_of(found) if found else ""
    shown.object_list = cohorts
    context = page.get_context(request)
    context.update(
        filters=filters,
        page_obj=shown,
        odd=filters.odd or odd_page,
        courses=list(pages.values()),
        catalogue_url=url_of(page),
        query=urlencode(filters.values),
    )
    return render(request, page.template, context)


@require_safe
@limited("pdf", methods=("GET",))
def as_file(request: HttpRequest, page: CataloguePage) -> HttpResponse:
    """All the cohorts that the filters leave, as a PDF."""
    request.is_public_page = False  # type: ignore[attr-defined]
    filters = _filters(request)
    today = timezone.localdate()
    address = urljoin(settings.SITE_URL, url_of(page))

    def make() -> Pdf:
        return file_of(
            list(filters.qs),
            addresses(page.locale_id),
            title=page.title,
            language=language_of(page),
            chosen=[one.text for one in filters.chosen],
            address=address,
            today=today,
        )

    return pdf_answer(request, make, f"{page.slug}-{today.isoformat()}.pdf")
