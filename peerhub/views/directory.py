"""The public directory of groups: the list with its map, its PDF, and the page of one group."""

from typing import Any
from urllib.parse import urlencode, urljoin
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.enums import Region
from accounts.guards import limited
from accounts.private_answers import private
from home.filters import page_of
from home.frames import stand_below
from home.links import language_of, url_of
from home.views.pdfs import pdf_answer
from pdf.render import Pdf

from ..directory_filters import DirectoryFilter
from ..domain import directory
from ..models import DirectoryPage

PER_PAGE = 20
MOST_PRINTED = 300


@require_safe
def show_directory(request: HttpRequest, page: DirectoryPage) -> HttpResponse:
    """The groups, twenty a page, with a sentence of counts and a map. Unknown values are left out and told of.

    What a typed postcode gives is for nobody else: such an answer is stored nowhere.
    """
    now = timezone.now()
    filters = DirectoryFilter(request.GET, directory.listed(), now=now)
    found = directory.counts(filters.qs)
    keys = filters.qs.values_list("pk", flat=True)
    shown, odd_page = page_of(keys, request.GET.get("page"), PER_PAGE, total=found.total)
    rows = list(directory.listed().filter(pk__in=list(shown.object_list)))
    shown.object_list = rows
    # Who joins or leaves a group changes what stands here, and is no new version of the site's content.
    request.is_public_page = False  # type: ignore[attr-defined]
    context = page.get_context(request)
    context.update(
        filters=filters,
        page_obj=shown,
        cards=_cards(rows, now),
        odd=filters.odd or odd_page,
        sentence=directory.sentence(found),
        regions=_regions(page, filters, found),
        alerts=[] if rows else directory.alerts(),
        list_url=url_of(page),
        query=urlencode(filters.values),
        language=language_of(page),
    )
    answer = render(request, page.template, context)
    return private(answer) if filters.postcode is not None else answer


def _cards(rows: list[Any], now: Any) -> list[tuple[Any, Any]]:
    ways = directory.ways_in(rows, now)
    return [(row, ways[row.pk]) for row in rows]


def _regions(page: DirectoryPage, filters: DirectoryFilter, found: directory.Counts) -> list[dict[str, Any]]:
    """The map: how many each region has with the other filters as they are, and the address that chooses it."""
    rest = {name: value for name, value in filters.values.items() if name != "region"}
    chosen = filters.values.get("region", "")
    if chosen:
        asked = QueryDict(mutable=True)
        asked.update(rest)
        found = directory.counts(DirectoryFilter(asked, directory.listed(), now=filters.now).qs)
    return [
        {
            "key": region.value,
            "label": region.label,
            "count": found.by_region[region],
            "url": f"{url_of(page)}?{urlencode({**rest, 'region': region.value})}",
            "selected": chosen == region,
            "words": f"{region.label}: {directory.groups_in_words(found.by_region[region])}",
        }
        for region in Region
    ]


@require_safe
def show_listed(request: HttpRequest, page: DirectoryPage, key: UUID) -> HttpResponse:
    """What everybody may know of one group. Raises Http404 for every group that is not shown, as for none."""
    listing = directory.one_listed(key)
    if listing is None:
        raise Http404
    context = page.get_context(request)
    request.is_public_page = False  # type: ignore[attr-defined]  # as on the list
    way = directory.ways_in([listing], timezone.now())[listing.pk]
    stand_below(context["frame"], listing.title, f"gruppe/{listing.pk}/")
    context.update(listing=listing, way=way, list_url=url_of(page), language=language_of(page))
    return render(request, "peerhub/directory/group.html", context)


@require_safe
@limited("pdf", methods=("GET",))
def as_file(request: HttpRequest, page: DirectoryPage) -> HttpResponse:
    """The groups that the filters leave, as a PDF; the first three hundred of a very long list, and it says so."""
    from pdf.render import render as make_pdf

    request.is_public_page = False  # type: ignore[attr-defined]
    now = timezone.now()
    filters = DirectoryFilter(request.GET, directory.listed(), now=now)
    language = language_of(page)

    def make() -> Pdf:
        rows = list(filters.qs[:MOST_PRINTED])
        context = {
            "cards": _cards(rows, now),
            "sentence": directory.sentence(directory.counts(filters.qs)),
            "chosen": [one.text for one in filters.chosen],
            "address": urljoin(settings.SITE_URL, url_of(page)),
            "day": timezone.localdate(now),
            "most": MOST_PRINTED if len(rows) == MOST_PRINTED else 0,
            "language": language,
        }
        return make_pdf("pdf/groups.html", context, language=language, title=page.title)

    return pdf_answer(request, make, f"{page.slug}-{timezone.localdate(now).isoformat()}.pdf")
