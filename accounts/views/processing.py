"""The record of processing activities for administrators. Who enters is decided by StaffFactorMiddleware."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .. import registry


@require_safe
@login_required
def record(request: HttpRequest) -> HttpResponse:
    """What is held about people, why, on what ground, who sees it and until when: read off the registry."""
    rows = [(entry, _words(entry)) for entry in registry.about_people()]
    return render(request, "accounts/processing.html", {"rows": rows})


def _words(entry: registry.Processing) -> list[str]:
    kinds = sorted({kind for kind in entry.kinds.values() if kind in registry.ABOUT_SOMEBODY})
    return [str(registry.KIND_WORDS[kind]) for kind in kinds]
