"""The record of processing, and what is deleted when, for administrators (StaffFactorMiddleware lets them in)."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from .. import registry, retention


@require_safe
@login_required
def record(request: HttpRequest) -> HttpResponse:
    """What is held about people, why, on what ground, who sees it and until when: read off the registry."""
    rows = [(entry, _words(entry)) for entry in registry.about_people()]
    return render(request, "accounts/processing.html", {"rows": rows})


def _words(entry: registry.Processing) -> list[str]:
    kinds = sorted({kind for kind in entry.kinds.values() if kind in registry.ABOUT_SOMEBODY})
    return [str(registry.KIND_WORDS[kind]) for kind in kinds]


@require_safe
@login_required
def deletions(request: HttpRequest) -> HttpResponse:
    """What is deleted by its date: how long it is kept, how much goes now and within a month. Nothing is deleted."""
    return render(request, "accounts/retention.html", {"rows": retention.coming(timezone.now())})
