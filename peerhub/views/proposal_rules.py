"""Whom to keep together or apart in a round: what coordinators have decided, and names people wrote that wait."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.once import once

from ..domain import match_rules
from ..domain.errors import Refused
from ..domain.match_pool import confirmed, name_of
from ..domain.proposal_boards import log_looks
from ..proposal_forms import RuleForm
from .proposals import READ_OR_POST
from .rounds import INVALID, refused
from .staff import own_round, staff_of

PER_PAGE = 25
MOST_OFFERED = 400  # so many names are offered while one writes; in a larger round one writes the whole name


@require_http_methods(READ_OR_POST)
@login_required
@once
def rules(request: HttpRequest, slug: str) -> HttpResponse:
    """The rules there are, the names that wait, and a form for one more rule."""
    round, staff, now = own_round(request, slug), staff_of(request), timezone.now()
    pool = confirmed(round)
    people = {key: signup for signup, _answers in pool for key in (signup.reference, name_of(signup))}
    asked = {"kind": request.GET.get("slags", ""), "one": request.GET.get("en", ""), "other": request.GET.get("to", "")}
    form = RuleForm(request.POST if request.method == "POST" else None, people=people, initial=asked)
    status = INVALID if form.is_bound and not form.is_valid() else 200
    if form.is_bound and form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("kind", "one", "other")}
        try:
            match_rules.decide(round, **values, by=staff, now=now)
        except Refused as refusal:
            status = refused(form, refusal)
        else:
            messages.success(request, _("The rule counts from the next proposal on."))
            return redirect("proposal_rules", slug)
    written = Paginator(match_rules.written_names(round, pool), PER_PAGE).get_page(request.GET.get("page"))
    rows = match_rules.rules_in(round)
    log_looks([one.signup for one in written], by=staff, now=now)
    context: dict[str, Any] = {
        "round": round,
        "form": form,
        "rows": rows,
        "page_obj": written,
        "offered": [signup for signup, _answers in pool] if len(pool) <= MOST_OFFERED else [],
    }
    return render(request, "peerhub/proposals/rules.html", context, status=status)


@require_POST
@login_required
def rule_lift(request: HttpRequest, slug: str, rule: int) -> HttpResponse:
    """Takes a rule away."""
    match_rules.lift(own_round(request, slug), rule, by=staff_of(request), now=timezone.now())
    messages.success(request, _("The rule is taken away."))
    return redirect("proposal_rules", slug)
