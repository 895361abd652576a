"""The library: the list with its filters, and a work."""

from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from wagtail.models import Page

from home.filters import page_of
from home.frames import Frame, LanguageLink, Link
from home.links import language_of, url_of
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
    _stand_at(context["frame"], work)
    context.update(work=work, library_url=url_of(page), broken=broken_among({work.link} - {""}))
    context["accessible_format"] = _("%(title)s, in an accessible format") % {"title": work.title}
    return render(request, "employment/library/work.html", context)


def _found(page: LibraryPage, slug: str) -> Work:
    work = work_of(slug, page.locale_id)
    if work is None:
        raise Http404
    return work


def _stand_at(frame: Frame, work: Work) -> None:
    """Makes the frame of the library that of one work: its own address, and its place below the list."""
    below = f"vaerk/{work.slug}/"
    pages: dict[str, Page] = frame.translations
    full: dict[str, Any] = {code: urljoin(settings.SITE_URL, url_of(one) + below) for code, one in pages.items()}
    other = frame.other_language
    frame.breadcrumbs = [*frame.breadcrumbs[:-1], Link(frame.breadcrumbs[-1].title, frame.breadcrumbs[-1].url)]
    frame.breadcrumbs += [Link(work.title, frame.breadcrumbs[-1].url + below, current=True)]
    frame.canonical = full[language_of(frame.page)] if frame.page else ""
    frame.alternates = sorted(full.items()) if len(full) > 1 else []
    frame.other_language = LanguageLink(other.code, other.name, other.url + below, other.translated)
