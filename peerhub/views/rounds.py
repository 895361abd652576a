"""A coordinator's rounds: the list, one round, making and changing one."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.once import once

from ..domain import new_rounds, queries
from ..domain import rounds as acts
from ..domain.behalf import TAKES_CALLS
from ..domain.choosing import seats_of
from ..domain.errors import Refused
from ..domain.group_steps import WITH_GROUPS
from ..domain.next_steps import next_step
from ..domain.programmes import may_set, size_words
from ..domain.recruitment import figures, totals
from ..domain.round_guards import warnings
from ..enums import BEFORE_RUNNING, RoundState
from ..models import SignupRound
from ..round_forms import NewRoundForm, RoundForm
from ..ways import signup_url
from .round_steps import ACTS, FOR_GOOD
from .staff import own_round, round_of, staff_of

# Groups have been published.
AFTER = WITH_GROUPS | {RoundState.COMPLETED}
# Later nothing can be done about dates that are odd.
WARNED = frozenset({RoundState.DRAFT, RoundState.OPEN})
PER_PAGE = 25
INVALID, CONFLICT = 422, 409


@require_safe
@login_required
def round_list(request: HttpRequest) -> HttpResponse:
    """Every round one may see, those that need somebody first."""
    found = queries.rounds_in_order(staff_of(request), timezone.now())
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    now = timezone.now()
    rows = [(one, RoundState(one.state_at(now)).label) for one in page]
    return render(request, "peerhub/rounds/list.html", {"page_obj": page, "rows": rows})


@require_safe
@login_required
def round_page(request: HttpRequest, slug: str) -> HttpResponse:
    """One round: what to do next, how signup goes, its dates and settings, what has happened."""
    found, now = round_of(request, slug), timezone.now()
    person = staff_of(request)
    counted = figures(found, seen_by=person)
    step = next_step(found, totals(found), now)
    runs = acts.may_run(found, person)
    state = found.state_at(now)
    context: dict[str, Any] = {
        "round": found,
        "state": RoundState(state).label,
        "figures": counted,
        "is_part": not may_set(person),
        "step": step,
        "acts": [(name, ACTS[name][0], name in FOR_GOOD) for name in step.acts if runs],
        "runs": runs,
        "takes_calls": state in TAKES_CALLS,
        "takes_files": state in BEFORE_RUNNING,
        "has_groups": state in AFTER,
        "makes_groups": runs and state == RoundState.MATCHING,
        "has_proposals": runs and state in AFTER,
        "can_cancel": runs and state in acts.CANCELLABLE,
        "can_change": runs and state in acts.CHANGEABLE,
        "sizes": size_words(found),
        "signup_url": "" if found.hidden or not found.released_at else signup_url(found.slug),
        "seats": seats_of(found),
        "warnings": warnings(found, queries.rounds_of(found.programme)) if state in WARNED else [],
        "events": queries.events_of(found),
    }
    return render(request, "peerhub/rounds/round.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@once
def round_new(request: HttpRequest) -> HttpResponse:
    """Makes a draft, from an earlier round where one is chosen."""
    person = staff_of(request)
    rounds = queries.rounds_for_staff(person)
    asked = {"programme": request.GET.get("ordning", ""), "previous": request.GET.get("fra", "")}
    form = NewRoundForm(
        request.POST if request.method == "POST" else None,
        programmes=queries.programmes_with_rounds(whole_country=may_set(person)),
        rounds=rounds,
        initial=asked,
    )
    status = INVALID if form.is_bound and not form.is_valid() else 200
    if form.is_bound and form.is_valid():
        try:
            made = new_rounds.make(**form.values(), by=person, now=timezone.now())
        except Refused as refusal:
            status = refused(form, refusal)
        else:
            messages.success(request, _("The round is made. Now look at its dates."))
            return redirect("round_change", made.slug)
    context = {
        "form": form,
        "title": _("Make a round"),
        "lead": _("Nobody sees it before you release it."),
        "submit": _("Make the round"),
        "back": reverse("rounds"),
        "back_words": _("Rounds"),
    }
    return render(request, "accounts/form_page.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@once
def round_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Dates, sizes, settings and texts of a round."""
    found = own_round(request, slug)
    form = RoundForm(
        request.POST if request.method == "POST" else None,
        round=found,
        questionnaires=queries.questionnaires_of(found.programme),
    )
    status = INVALID if form.is_bound and not form.is_valid() else 200
    if form.is_bound and form.is_valid():
        try:
            changed = acts.change(found, values=form.values(), by=staff_of(request), now=timezone.now())
        except Refused as refusal:
            status = refused(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("round", changed.slug)
    context = _form_context(found, form)
    return render(request, "accounts/form_page.html", context, status=status)


def _form_context(round: SignupRound, form: forms.Form) -> dict[str, Any]:
    lead = "" if round.state == RoundState.DRAFT else _("People have signed up, so only some of it can be changed.")
    return {
        "form": form,
        "title": _("Change %(round)s") % {"round": round.name},
        "lead": lead,
        "submit": _("Save the round"),
        "back": reverse("round", args=[round.slug]),
        "back_words": round.name,
    }


def refused(form: forms.Form, refusal: Refused) -> int:
    """Puts a refusal at its field, or on top where it has none in this form."""
    name = {"closes_at": "closes_on", "opens_at": "opens_on"}.get(refusal.field or "", refusal.field)
    form.add_error(name if name in form.fields else None, str(refusal.message))
    return CONFLICT
