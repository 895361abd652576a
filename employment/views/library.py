"""The library: the list with its filters, and a work."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from home.filters import page_of
from home.frames import stand_below
from home.links import url_of
from home.shell import remembered

from ..domain.library import publishers_in, with_covers, work_of, works_in
from ..domain.links import broken_among
from ..filters import WorkFilter
from ..models import LibraryPage, Work

PER_PAGE = 12


def show_library(request: HttpRequest, page: LibraryPage) -> HttpResponse:
    """The list, twelve a page. Unknown filter values and page numbers are left out, and a notice says so."""
    names = remembered(request, f"library:publishers:{page.locale_id}", lambda: publishers_in(page.locale_id))
    filters = WorkFilter(request.GET, works_in(page.locale_id), names)
    shown, odd_page = page_of(with_covers(filters.qs), request.GET.get("page"), PER_PAGE)
    works = list(shown.object_list)
    shown.object_list = works
    context = page.get_context(request)
    context.update(
        filters=filters,
        page_obj=shown,
        odd=filters.odd or odd_page,
        library_url=url_of(page),
        broken=broken_among({work.link for work in works if work.link}),
    )
    return render(request, page.template, context)


def show_work(request: HttpRequest, page: LibraryPage, slug: str) -> HttpResponse:
    """One work. Raises Http404 for an address that no shown work has."""
    work = _found(page, slug)
    context = page.get_context(request)
    stand_below(context["frame"], work.title, f"vaerk/{work.slug}/")
    context.update(work=work, library_url=url_of(page), broken=broken_among({work.link} - {""}))
    context["accessible_format"] = _("%(title)s, in an accessible format") % {"title": work.title}
    return render(request, "employment/library/work.html", context)


def _found(page: LibraryPage, slug: str) -> Work:
    work = work_of(slug, page.locale_id)
    if work is None:
        raise Http404
    return work
