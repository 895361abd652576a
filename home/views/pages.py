"""Serving pages: found in one query, refused when private, shown in Danish with a notice when not translated."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from wagtail import hooks
from wagtail.models import Page
from wagtail.views import serve as wagtail_serve

from ..links import language_of, url_of
from ..privacy import is_private
from ..shell import HOME_DEPTH, light, shell_of


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """The page at an address. Raises Http404 when there is none.

    An English address without an English page shows the Danish page of the same path, or leads to its translation.
    """
    language: str = request.asked_language  # type: ignore[attr-defined]
    found = find(request, path, language)
    if found is None and language != "da":
        source = find(request, path, "da")
        twin = _live_twin(source, language) if source is not None and source.depth > HOME_DEPTH else None
        if twin is not None:
            return HttpResponseRedirect(url_of(twin))
        found = source
    if found is None:
        return _routed(request, path)
    # Nobody else has this address, so a proxy that keeps it can be purged of it.
    request.is_own_address = not found.alias_of_id and language_of(found) == language  # type: ignore[attr-defined]
    if found.alias_of_id and language_of(found) != "da":
        found = Page.objects.live().filter(pk=found.alias_of_id).first() or found
    if is_private(found, request):
        return wagtail_serve(request, path)
    return _show(found.get_specific(), request, [])


def find(request: HttpRequest, path: str, language: str) -> Page | None:
    """The live page at a path below the front page of a language; one query, by its slug and then its whole path."""
    home = shell_of(request).home_of(language)
    if home is None:
        return None
    if not path:
        return home
    slug = path.rstrip("/").rpartition("/")[2]
    pages = light(Page.objects.filter(live=True, slug=slug, url_path=home.url_path + path).order_by())
    return next(iter(pages[:1]), None)


def _live_twin(page: Page, language: str) -> Page | None:
    twins = Page.objects.live().filter(translation_key=page.translation_key, alias_of__isnull=True).exclude(pk=page.pk)
    return next((twin for twin in twins if language_of(twin) == language), None)


def _routed(request: HttpRequest, path: str) -> HttpResponse:
    """Addresses below a page that routes on its own: the longest page of the path gets the rest."""
    parts = path.strip("/").split("/")
    for end in range(len(parts) - 1, 0, -1):
        page = find(request, "/".join(parts[:end]) + "/", request.asked_language)  # type: ignore[attr-defined]
        if page is not None:
            if is_private(page, request):
                return wagtail_serve(request, path)
            return _show(page.get_specific(), request, parts[end:])
    raise Http404


def _show(page: Page, request: HttpRequest, rest: list[str]) -> HttpResponse:
    """What a page answers to the rest of the path below it. Raises Http404 when it has no answer."""
    page, args, kwargs = page.route(request, rest)
    if (refusal := page.check_request_method(request)) is not None:
        return refusal
    for hook in hooks.get_hooks("before_serve_page"):
        if hook.__module__ != "wagtail.wagtail_hooks":  # privacy was asked with the page itself
            result = hook(page, request, args, kwargs)
            if isinstance(result, HttpResponse):
                return result
    request.is_public_page = not getattr(page, "is_form", False)  # type: ignore[attr-defined]
    request.known_filters = getattr(page, "filters", frozenset())  # type: ignore[attr-defined]
    return page.serve(request, *args, **kwargs)
