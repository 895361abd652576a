"""Pages of peer groups that belong to one person. No signup and no group exists yet, so every address is unknown."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@require_safe
def signup_status(request: HttpRequest, token: str) -> HttpResponse:
    """The status of a signup by its signed link. Raises Http404 for a link that leads to none."""
    raise Http404


@require_safe
@login_required
def own_group(request: HttpRequest, group: uuid.UUID) -> HttpResponse:
    """A person's own group. Raises Http404 for a group they are not in, which looks the same as none."""
    raise Http404
