"""The personal calendar, which no course fills yet."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """A personal calendar by its secret link. Raises Http404 for a link that leads to none."""
    raise Http404
