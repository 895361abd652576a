"""Language from the path, validators before rendering, and the headers of private and public answers."""

import gzip
from collections.abc import Callable
from datetime import datetime

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django_structlog.middlewares import RequestMiddleware

from accounts.guards import client_address
from accounts.paths import is_personal

from . import kept_pages
from .kept_pages import KeptPage
from .page_keys import PageKey, key_in, key_of

Answer = Callable[[HttpRequest], HttpResponse]
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


class RequestLogMiddleware(RequestMiddleware):
    """One line a request with its id; the address without its query, which may hold what somebody searched for."""

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        return f"{request.method} {request.path_info}"

    @classmethod
    def bind_ip(cls, request: HttpRequest) -> None:
        """The address as our own proxies tell it; one that the sender wrote himself is not believed."""
        structlog.contextvars.bind_contextvars(ip=client_address(request))

    @staticmethod
    def bind_user_id(request: HttpRequest) -> None:
        """No person stands in the request log."""


class PathLanguageMiddleware:
    """Danish at `/`, English below `/en/`. No cookie, session or header decides: the path does."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = (
            "en" if request.path_info == "/en" or request.path_info.startswith("/en/") else settings.LANGUAGE_CODE
        )
        request.asked_language = request.LANGUAGE_CODE = language  # type: ignore[attr-defined]
        with translation.override(language):
            response = self.get_response(request)
            # An answer that renders late still needs the language.
            if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                response = response.render()
        response.headers.setdefault("Content-Language", language)
        return response


class ResponseHeadersMiddleware:
    """Private answers are never stored; `/cms/` has its own content policy; features of the browser stay off."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        if response.get("Content-Encoding") == "None":
            del response["Content-Encoding"]  # Wagtail writes the word on each document it serves
        if request.path_info.startswith("/cms/"):
            response.headers.pop("Content-Security-Policy", None)  # a preview brings the public page's own
            if not hasattr(response, "_csp_config"):  # a mail that is shown has a narrower one
                response._csp_replace = settings.CMS_CONTENT_SECURITY_POLICY  # type: ignore[attr-defined]
            response["X-Frame-Options"] = "SAMEORIGIN"  # the preview panel is a frame
        if is_personal(request.path_info) or response.cookies:
            response["Cache-Control"] = "private, no-store"
        else:
            response.headers.setdefault("Cache-Control", "no-store" if response.status_code >= 400 else "no-cache")
        return response


class ValidatorMiddleware:
    """Answers "not modified", or with what is kept, before anything is rendered (ADR 0006 and 0021, budget 6)."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        now = timezone.now()
        asked = request.headers.get("If-None-Match", "") if request.method in ("GET", "HEAD") else ""
        if asked and (key := key_in(asked, request, now)) is not None:
            return mark_public(HttpResponseNotModified(), key, now)
        if (kept := kept_pages.find(request)) is not None and kept.key.holds(request, now):
            response = mark_public(kept.answer(), kept.key, now)
            return compressed(request, response, kept.packed) if may_be_compressed(request, response) else response
        response = self.get_response(request)
        if may_be_public(request, response):
            key = key_of(request, now)  # the version it was rendered from: it was read before the page was
            if kept_pages.may_keep(request):
                keep(response, key)
            mark_public(response, key, now)
        return compressed(request, response) if may_be_compressed(request, response) else response


def may_be_public(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether the answer is a public page, the same for everybody: asked for, found, and without a cookie."""
    return (
        getattr(request, "is_public_page", False)
        and request.method in ("GET", "HEAD")
        and response.status_code == 200
        and not response.cookies
        and "private" not in response.get("Cache-Control", "")
    )


def keep(response: HttpResponse, key: PageKey) -> None:
    """Keeps an answer as the views gave it. A second rendering of the same key changes nothing that anybody reads."""
    if response.streaming or response.has_header("Content-Encoding"):
        return
    body = bytes(response.content)
    kept_pages.keep(KeptPage(key, body, packed(body), tuple(response.items())))


def may_be_compressed(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether an answer to a stranger holds nothing but what everybody may read.

    Guessing at compressed bytes (BREACH) needs a secret that stays the same; a form's token is masked anew each time.
    """
    session = settings.SESSION_COOKIE_NAME
    return (
        request.method in ("GET", "HEAD")
        and response.status_code == 200
        and response.get("Content-Type", "").startswith("text/html")
        and not response.streaming
        and session not in request.COOKIES
        and session not in response.cookies
        and not is_personal(request.path_info)
        and not request.path_info.startswith("/cms/")
    )


def packed(body: bytes) -> bytes:
    """The bytes as gzip, the same for the same bytes."""
    return gzip.compress(body, compresslevel=5, mtime=0)


def compressed(request: HttpRequest, response: HttpResponse, known: bytes | None = None) -> HttpResponse:
    """The answer as gzip where the browser takes it: a quarter of the bytes. `known` is what it gives, if known."""
    if "gzip" in request.headers.get("Accept-Encoding", "") and not response.has_header("Content-Encoding"):
        response.content = packed(response.content) if known is None else known
        response["Content-Encoding"] = "gzip"
        response["Content-Length"] = str(len(response.content))
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def mark_public(response: HttpResponse, key: PageKey, now: datetime) -> HttpResponse:
    """Writes the headers that let a browser and a purged proxy keep a public page, the proxy no longer than the clock
    leaves it right. Where the address is not a page's own, e.g. with filters, nobody could purge it: browsers alone."""
    response["ETag"] = key.etag
    seconds = min(settings.PUBLIC_S_MAXAGE, key.seconds_left(now)) if key.is_shared else 0
    shared = f", s-maxage={seconds}" if seconds else ""
    response["Cache-Control"] = f"public, max-age=0, must-revalidate{shared}"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response
