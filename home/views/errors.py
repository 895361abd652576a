"""Error pages that look like the portal and lead on. The ones for the worst moments need no database."""

import uuid
from pathlib import Path
from typing import Any

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.guards import came_from_us

log = structlog.get_logger(__name__)
MOST_KEPT = 10_000


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request nobody can read. Touches neither form nor body, which may be what is broken."""
    return _static("400.html", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Somebody is signed in but may not be here."""
    return _framed(request, "errors/403.html", 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """No such page, or none that this person may know of: the two look the same."""
    return _framed(request, "errors/404.html", 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke: a static page with a reference that also stands in the log."""
    reference = uuid.uuid4().hex[:8]
    log.error("server_error_shown", reference=reference)
    return _static("500.html", 500, reference)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that had grown too old. What was typed is shown and can be sent again with one button.

    Only for a form of our own: the browser must say that the request came from us.
    """
    typed: dict[str, str] = {}
    if came_from_us(request):
        skip = {"csrfmiddlewaretoken"}
        typed = {key: str(value)[:MOST_KEPT] for key, value in request.POST.items() if key not in skip}
    response = render(request, "errors/csrf.html", {"typed": typed}, status=403)
    response["Cache-Control"] = "private, no-store"
    return response


def _framed(request: HttpRequest, template: str, status: int) -> HttpResponse:
    """In the portal's frame where the database answers, else the static page."""
    try:
        return render(request, template, status=status)
    except Exception:
        log.exception("error_page_without_frame", status=status)
        return _static("500.html", status)


def _static(name: str, status: int, reference: str = "") -> HttpResponse:
    html = (Path(settings.ROOT) / "templates" / "errors" / name).read_text(encoding="utf-8")
    response = HttpResponse(html.replace("{{ reference }}", reference), status=status)
    response["Cache-Control"] = "no-store"
    response._csp_update = {"style-src": ["'self'", *_style_hashes(html)]}  # type: ignore[attr-defined]
    return response


def _style_hashes(html: str) -> list[str]:
    """The hashes that allow the page's own style element."""
    import base64
    import hashlib
    import re

    styles: list[Any] = re.findall(r"<style>(.*?)</style>", html, flags=re.DOTALL)
    return [f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'" for style in styles]
