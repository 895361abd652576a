"""Signing somebody up who has no e-mail, and importing from a membership system."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.domain.errors import Refused as ConsentRefused
from accounts.find_page import find_page
from accounts.once import OnceForm, once

from ..behalf_forms import ConditionsForm, ImportForm
from ..check_forms import SpokenForm
from ..domain import behalf
from ..domain.errors import Refused
from ..domain.imports import Outcome, import_file
from ..domain.signup_queries import live_in, person_for_behalf
from ..models import SignupRound
from .public import INVALID, READ_OR_POST, form_of, language_of, values_of
from .staff import round_of, staff_of

MOST_FAULTS = 200


@require_safe
@login_required
def behalf_find(request: HttpRequest, round: str) -> HttpResponse:
    """Whom to sign up: those without an e-mail, found by name or number, or registered first."""
    found = round_of(request, round)
    return find_page(
        request,
        staff=staff_of(request),
        title=_("Sign somebody up"),
        back=(reverse("round_signups", args=[found.slug]), _("Signups")),
        url_of=lambda one: reverse("behalf_sign_up", args=[found.slug, one.uuid]),
    )


@require_http_methods(READ_OR_POST)
@login_required
@once
def behalf_sign_up(request: HttpRequest, round: str, person: uuid.UUID) -> HttpResponse:
    """Everything that is said on the phone, on one page."""
    found, staff = round_of(request, round), staff_of(request)
    whom = person_for_behalf(staff, person)
    if whom is None:
        raise Http404
    known = live_in(found, whom)
    if known is not None and request.method != "POST":
        messages.info(request, _("The person has signed up for this round already."))
        return redirect("round_signup", found.slug, known.reference)
    forms = _forms(request, found)
    right = [form.is_valid() for form in forms.values()]  # each of them, so that every error is told at once
    if request.method == "POST" and all(right) and not forms["wishes"].asks_more:
        try:
            made = behalf.sign_up(
                round=found,
                person=whom,
                where=values_of(forms["where"]),
                wishes=values_of(forms["wishes"]),
                said=forms["spoken"].said(),
                language=language_of(request),
                by=staff,
                now=timezone.now(),
            )
        except (Refused, ConsentRefused) as refusal:
            forms["conditions"].add_error(None, str(refusal.message))
        else:
            messages.success(request, _("The person is signed up. A message with the reference is on its way."))
            return redirect("round_signup", found.slug, made.reference)
    wrong = any(form.errors for form in forms.values() if form.is_bound)
    context = {"round": found, "person": whom, "forms": forms, "once": OnceForm()["once"], "wrong": wrong}
    return render(request, "peerhub/coordinator/behalf.html", context, status=INVALID if wrong else 200)


def _forms(request: HttpRequest, round: SignupRound) -> dict[str, Any]:
    data = request.POST if request.method == "POST" else None
    return {
        "conditions": ConditionsForm(data, round=round),
        "where": form_of("where", round, None, request),
        "wishes": form_of("wishes", round, None, request),
        "spoken": SpokenForm(data),
    }


@require_http_methods(READ_OR_POST)
@login_required
@once
def signup_import(request: HttpRequest, round: str) -> HttpResponse:
    """A file from a membership system: checked first, and imported when every row is good."""
    found, staff = round_of(request, round), staff_of(request)
    form = ImportForm(request.POST or None, request.FILES or None)
    outcome: Outcome | None = None
    dry_run = True
    if form.is_bound and form.is_valid():
        dry_run = form.cleaned_data["write"] == "no"
        content = form.cleaned_data["file"].read()
        outcome = import_file(round=found, content=content, by=staff, now=timezone.now(), dry_run=dry_run)
        if not outcome.faults and not dry_run:
            words = _("%(new)d signed up, %(changed)d changed, %(same)d the same as before, %(left)d left as they are.")
            messages.success(request, words % vars(outcome))
            return redirect("round_signups", found.slug)
    wrong = form.is_bound and (bool(form.errors) or bool(outcome and outcome.faults))
    context = {
        "round": found,
        "form": form,
        "outcome": outcome,
        "faults": outcome.faults[:MOST_FAULTS] if outcome else [],
        "more_faults": max(0, len(outcome.faults) - MOST_FAULTS) if outcome else 0,
        "once": OnceForm()["once"],
    }
    return render(request, "peerhub/coordinator/import.html", context, status=INVALID if wrong else 200)
