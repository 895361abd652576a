"""Notices of jobs for peers."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.enums import Region
from home.links import url_of

from ..domain import jobs
from ..models import JobIndexPage, JobNoticePage

GONE = 410


def show_index(request: HttpRequest, page: JobIndexPage) -> HttpResponse:
    """The open notices. An unknown region counts as none."""
    asked = request.GET.get("region", "")
    region = asked if asked in Region.values else ""
    context = page.get_context(request)
    context.update(
        notices=list(jobs.open_notices(page, today=timezone.localdate(), region=region)),
        region=Region(region).label if region else "",
        chosen=region,
        regions=Region.choices,
    )
    return render(request, page.template, context)


def show_notice(request: HttpRequest, page: JobNoticePage) -> HttpResponse:
    """A notice; the day after its deadline a page that says so."""
    context = page.get_context(request)
    if not jobs.is_open(page, today=timezone.localdate()):
        return render(request, "employment/jobs/gone.html", context | {"index_url": _above(page)}, status=GONE)
    return render(request, page.template, context | {"index_url": _above(page)})


def show_past(request: HttpRequest, page: JobIndexPage, slug: str) -> HttpResponse:
    """What is said at the address of a notice that has been taken down. Raises Http404 where there never was one."""
    if not jobs.was_here(page, slug, today=timezone.localdate()):
        raise Http404
    context = page.get_context(request) | {"index_url": url_of(page)}
    return render(request, "employment/jobs/gone.html", context, status=GONE)


def _above(page: JobNoticePage) -> str:
    return url_of(page).rstrip("/").rpartition("/")[0] + "/"
