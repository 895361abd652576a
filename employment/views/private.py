"""Answers that belong to one reader alone."""

from django.http import HttpResponse


def private(response: HttpResponse) -> HttpResponse:
    """The answer, stored by nobody and found by no search engine."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
