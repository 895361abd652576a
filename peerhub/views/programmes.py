"""Schemes on the coordinator's workbench: the 15 choices, what follows from them, and where they do not fit."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.once import once

from ..domain import programmes as acts
from ..domain import queries
from ..domain.errors import Refused
from ..domain.formats import disagreements, effects, summary_for_visitors
from ..models import PeerProgramme
from ..programme_forms import ProgrammeForm
from .staff import staff_of

INVALID, CONFLICT = 422, 409


@require_safe
@login_required
def programme_list(request: HttpRequest) -> HttpResponse:
    """Every scheme, with how many things do not fit."""
    person = staff_of(request)
    rows = [(one, len(disagreements(one))) for one in queries.programmes_for_staff()]
    return render(request, "peerhub/programmes/list.html", {"rows": rows, "may_set": acts.may_set(person)})


@require_safe
@login_required
def programme_page(request: HttpRequest, code: str) -> HttpResponse:
    """One scheme: what does not fit, what each choice does, and what visitors are told."""
    person = staff_of(request)
    found = get_object_or_404(queries.programmes_for_staff(), code=code)
    context = {
        "programme": found,
        "warnings": disagreements(found),
        "effects": effects(found),
        "told": summary_for_visitors(found),
        "sizes": acts.size_words(found),
        "may_set": acts.may_set(person),
    }
    return render(request, "peerhub/programmes/programme.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@once
def programme_new(request: HttpRequest) -> HttpResponse:
    """Makes a scheme."""
    return _edit(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@once
def programme_change(request: HttpRequest, code: str) -> HttpResponse:
    """Changes a scheme's choices and settings."""
    return _edit(request, get_object_or_404(queries.programmes_for_staff(), code=code))


def _edit(request: HttpRequest, programme: PeerProgramme | None) -> HttpResponse:
    person = staff_of(request)
    if not acts.may_set(person):
        raise Http404
    form = ProgrammeForm(request.POST if request.method == "POST" else None, programme=programme)
    status = INVALID if form.is_bound and not form.is_valid() else 200
    if form.is_bound and form.is_valid():
        try:
            kept = _keep(programme, form.values(), by=person)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
            status = CONFLICT
        else:
            messages.success(request, _("Saved. Rounds that are made from now on follow it."))
            return redirect("programme", kept.code)
    context: dict[str, Any] = {"form": form, "programme": programme}
    return render(request, "peerhub/programmes/change.html", context, status=status)


def _keep(programme: PeerProgramme | None, values: dict[str, Any], *, by: Any) -> PeerProgramme:
    now = timezone.now()
    if programme is None:
        return acts.make(values=values, by=by, now=now)
    return acts.change(programme, values=values, by=by, now=now)
