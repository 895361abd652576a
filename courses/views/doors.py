"""Pages of courses that belong to one person. No course is run yet, so every address is unknown."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@require_safe
@login_required
def own_course(request: HttpRequest, enrolment: uuid.UUID) -> HttpResponse:
    """A person's own course. Raises Http404 for one they are not on, which looks the same as none."""
    raise Http404


@require_safe
def certificate(request: HttpRequest, number: str) -> HttpResponse:
    """The check of a certificate. Raises Http404 for a number that was never issued."""
    raise Http404


@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """A personal calendar by its secret link. Raises Http404 for a link that leads to none."""
    raise Http404
