"""The sitemap: every live public page once, with its translations. Split past a thousand entries."""

from collections import defaultdict
from urllib.parse import urljoin

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.models import Page

from ..domain.queries import public_pages
from ..links import language_of, url_of
from ..shell import version_of

PER_FILE = 1000
LIGHT = ("id", "url_path", "locale_id", "translation_key", "last_published_at", "path", "depth", "live")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The sitemap, or, past a thousand pages, the list of its parts. Two queries at most."""
    _begin(request)
    count = public_pages().count()
    if count <= PER_FILE:
        return _part(request, 1)
    parts = [urljoin(settings.SITE_URL, f"/sitemap-{number}.xml") for number in range(1, -(-count // PER_FILE) + 1)]
    return render(request, "home/sitemap_index.xml", {"parts": parts}, content_type="application/xml")


@require_safe
def sitemap_part(request: HttpRequest, number: int) -> HttpResponse:
    """One part. Raises Http404 past the last one."""
    _begin(request)
    return _part(request, number)


def _begin(request: HttpRequest) -> None:
    """The answer is public; its version is read before its pages are, so that it is never newer than they."""
    version_of(request)
    request.is_public_page = True  # type: ignore[attr-defined]


def _part(request: HttpRequest, number: int) -> HttpResponse:
    start = (number - 1) * PER_FILE
    pages = list(public_pages().order_by("pk").only(*LIGHT)[start : start + PER_FILE]) if number > 0 else []
    others = Page.objects.none() if len(pages) < PER_FILE and number == 1 else _twins_of(pages)
    if not pages:
        raise Http404
    twins: dict[object, list[Page]] = defaultdict(list)
    for page in {one.pk: one for one in (*pages, *others)}.values():
        twins[page.translation_key].append(page)
    entries = [
        {
            "url": urljoin(settings.SITE_URL, url_of(page)),
            "changed": page.last_published_at,
            "twins": [
                (language_of(twin), urljoin(settings.SITE_URL, url_of(twin))) for twin in twins[page.translation_key]
            ],
        }
        for page in pages
    ]
    return render(request, "home/sitemap.xml", {"entries": entries}, content_type="application/xml")


def _twins_of(pages: list[Page]) -> QuerySet[Page]:
    """The translations of pages that may stand in another part."""
    return public_pages().filter(translation_key__in={page.translation_key for page in pages}).only(*LIGHT)
