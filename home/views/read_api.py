"""The read API: what it holds, and its lists. The same for everybody, so its answers are kept as pages are."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode, urljoin

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.guards import client_address, neighbourhood, over_limit

from ..read_api import LANGUAGES, PER_PAGE, RESOURCES, Asked, NotUnderstood, Resource, asked_in, language_in
from ..shell import version_of

NO_CONTENT, NOT_UNDERSTOOD, NOT_FOUND, TOO_MANY = 204, 400, 404, 429
View = Callable[..., HttpResponse]


def open_to_read(view: View) -> View:
    """Any site's script may read, and only read, and never as somebody: no cookie goes along. What is kept is not
    counted; what must be made is, by the sender's address."""

    @require_http_methods(["GET", "HEAD", "OPTIONS"])
    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        language = language_in(request.GET)
        with translation.override(language):
            answer = HttpResponse(status=NO_CONTENT) if request.method == "OPTIONS" else _within_limits(request)
            answer = answer or view(request, *args, **kwargs)
        answer["Access-Control-Allow-Origin"] = "*"
        answer["Content-Language"] = language
        if request.method == "OPTIONS":
            answer["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
            answer["Access-Control-Allow-Headers"] = "If-None-Match"
            answer["Access-Control-Max-Age"] = "86400"
        return answer

    return opened


def _within_limits(request: HttpRequest) -> HttpResponse | None:
    wait = over_limit("api", neighbourhood(client_address(request)))
    if not wait:
        return None
    answer = _fault(TOO_MANY, "", _("You ask very often. Wait a little, and keep what you have: it has an ETag."))
    answer["Retry-After"] = str(wait)
    return answer


@open_to_read
def index(request: HttpRequest) -> HttpResponse:
    """Which lists there are, and what may be asked of each. No query but the version's."""
    _begin(request, frozenset({"language"}))
    lists = {name: _described(name, one) for name, one in sorted(RESOURCES.items())}
    return _json({"version": 1, "languages": LANGUAGES, "per_page": PER_PAGE, "lists": lists})


@open_to_read
def resource(request: HttpRequest, name: str) -> HttpResponse:
    """One page of a list. 404 for a list there is not, 400 for what it does not know or a page it does not have."""
    found = RESOURCES.get(name)
    if found is None:
        return _fault(NOT_FOUND, "", _("There is no such list. See /api/v1/ for those there are."))
    try:
        asked = asked_in(request.GET, found, timezone.localdate())
        _begin(request, found.parameters)
        return _json(_page_of(name, found, asked))
    except NotUnderstood as fault:
        return _fault(NOT_UNDERSTOOD, fault.parameter, fault.message)


def _page_of(name: str, found: Resource, asked: Asked) -> dict[str, Any]:
    paginator = Paginator(found.rows(asked), PER_PAGE)
    if asked.page > paginator.num_pages:
        raise NotUnderstood("page", _("There is no such page. The last is %(last)d.") % {"last": paginator.num_pages})
    page = paginator.page(asked.page)
    return {
        "version": 1,
        "language": asked.language,
        "count": paginator.count,
        "page": asked.page,
        "pages": paginator.num_pages,
        "next": _address(name, asked, asked.page + 1) if page.has_next() else None,
        "previous": _address(name, asked, asked.page - 1) if page.has_previous() else None,
        "results": found.items(list(page.object_list), asked),
    }


def _address(name: str, asked: Asked, page: int) -> str:
    query = urlencode({**asked.values, "language": asked.language, "page": page})
    return urljoin(settings.SITE_URL, f"{reverse('api_list', args=[name])}?{query}")


def _described(name: str, found: Resource) -> dict[str, Any]:
    filters = {parameter: sorted(values) for parameter, values in found.filters.items()}
    address = urljoin(settings.SITE_URL, reverse("api_list", args=[name]))
    return {"title": str(found.title), "url": address, "filters": filters}


def _begin(request: HttpRequest, parameters: frozenset[str]) -> None:
    """The answer is public; its version is read before its rows are."""
    version_of(request)
    request.is_public_page, request.known_filters = True, parameters  # type: ignore[attr-defined]


def _json(content: dict[str, Any], status: int = 200) -> HttpResponse:
    return JsonResponse(content, status=status, json_dumps_params={"ensure_ascii": False})


def _fault(status: int, parameter: str, message: str) -> HttpResponse:
    return _json({"error": {"parameter": parameter, "message": message}}, status)
