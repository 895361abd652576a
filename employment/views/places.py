"""Where peers work and who offers what: the list and its PDF, made of the same rows."""

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

from ..domain.links import broken_among
from ..domain.place_document import file_of
from ..domain.places import places_in
from ..filters import PlaceFilter
from ..models import PlacesPage

PER_PAGE = 20


@require_safe
def show_places(request: HttpRequest, page: PlacesPage) -> HttpResponse:
    """The list, twenty a page. Unknown filter values and page numbers are left out, and a notice says so."""
    filters = PlaceFilter(request.GET, places_in(page.locale_id))
    shown, odd_page = page_of(filters.qs, request.GET.get("page"), PER_PAGE)
    places = list(shown.object_list)
    shown.object_list = places
    context = page.get_context(request)
    context.update(
        filters=filters,
        page_obj=shown,
        odd=filters.odd or odd_page,
        places_url=url_of(page),
        query=urlencode(filters.values),
        broken=broken_among({place.link for place in places if place.link}),
    )
    return render(request, page.template, context)


@require_safe
@limited("pdf", methods=("GET",))
def as_file(request: HttpRequest, page: PlacesPage) -> HttpResponse:
    """All the places that the filters leave, as a PDF."""
    request.is_public_page = False  # type: ignore[attr-defined]
    filters = PlaceFilter(request.GET, places_in(page.locale_id))
    today = timezone.localdate()
    address = urljoin(settings.SITE_URL, url_of(page))

    def make() -> Pdf:
        return file_of(
            list(filters.qs),
            title=page.title,
            language=language_of(page),
            chosen=[one.text for one in filters.chosen],
            address=address,
            today=today,
        )

    return pdf_answer(request, make, f"{page.slug}-{today.isoformat()}.pdf")
