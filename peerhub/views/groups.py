"""A person's own group. No group exists yet, so every address is unknown."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@require_safe
@login_required
def own_group(request: HttpRequest, group: uuid.UUID) -> HttpResponse:
    """A person's own group. Raises Http404 for a group they are not in, which looks the same as none."""
    raise Http404
