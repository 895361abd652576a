"""The frames of the workbenches. Who enters is decided by StaffFactorMiddleware."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from .. import panels
from ..requests import person_of

TITLES = {
    "koordinator": _("Coordinator"),
    "underviser": _("Trainer"),
    "supervisor": _("Supervisor"),
    "administration": _("Administration"),
}


@require_safe
@login_required
def bench(request: HttpRequest, name: str) -> HttpResponse:
    """One workbench: what needs somebody today."""
    context = {
        "title": TITLES[name],
        "panels": panels.shown(name, person_of(request)),
        "links": panels.links(name),
        "bench": name,
    }
    return render(request, "accounts/bench.html", context)
