"""Answers that belong to one reader alone, and mails shown on a page."""

from django.http import HttpResponse

# A mail brings its styles along; nothing else is let in.
MAIL_POLICY = {"default-src": ["'none'"], "style-src": ["'unsafe-inline'"], "form-action": ["'none'"]}


def mail_shown(html: str) -> HttpResponse:
    """A mail's HTML as a mail program shows it: its own styles, and nothing fetched."""
    response = HttpResponse(html)
    response._csp_config = MAIL_POLICY  # type: ignore[attr-defined]
    return response


def private(response: HttpResponse) -> HttpResponse:
    """The answer, stored by nobody and found by no search engine."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
