"""A person's own pages."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .. import panels
from ..domain.queries import own_data, workbenches_of
from ..requests import person_of


@require_safe
@login_required
def overview(request: HttpRequest) -> HttpResponse:
    """Min side: what is next for this person."""
    person = person_of(request)
    return render(
        request,
        "accounts/overview.html",
        {"panels": panels.shown("min-side", person), "workbenches": workbenches_of(person)},
    )


@require_safe
@login_required
def data(request: HttpRequest) -> HttpResponse:
    """What the portal holds about this person, and why."""
    return render(request, "accounts/data.html", {"rows": own_data(person_of(request))})
