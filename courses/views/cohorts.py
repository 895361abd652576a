"""A coordinator's cohorts: the list, one cohort, making, changing, its steps and its dates."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.once import once

from ..cohort_forms import CohortCancelForm, CohortForm, MoveForm
from ..domain import cohorts as acts
from ..domain import staff_queries as queries
from ..domain.cohort_dates import move_session, warning_for
from ..domain.errors import Refused
from ..enums import BEFORE_START, COHORT_STEPS, CohortState, EnrolmentState, SeatKind
from ..models import Cohort
from .staff import CONFLICT, INVALID, READ_OR_POST, own_cohort, staff_of

PER_PAGE = 25
# By the last part of the address: the state it leads to, the words of the button, the act, what is said afterwards.
ACTS: dict[str, tuple[str, Promise, Callable[..., Cohort], Promise]] = {
    "aabn": (
        CohortState.OPEN,
        gettext_lazy("Open for applications"),
        acts.open_up,
        gettext_lazy("The cohort is open for applications."),
    ),
    "luk": (
        CohortState.CLOSED,
        gettext_lazy("Close for applications"),
        acts.close,
        gettext_lazy("The cohort is closed for applications."),
    ),
    "afslut": (
        CohortState.FINISHED,
        gettext_lazy("End the course and see who has passed"),
        acts.finish,
        gettext_lazy("The course is over, and everybody's result is noted."),
    ),
}


@require_safe
@login_required
def cohort_list(request: HttpRequest) -> HttpResponse:
    """Every cohort one coordinates, those under way first."""
    page = Paginator(queries.cohorts_for_staff(staff_of(request)), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "courses/cohorts/list.html", {"page_obj": page})


@require_safe
@login_required
def cohort_page(request: HttpRequest, cohort: uuid.UUID) -> HttpResponse:
    """One cohort: what to do next, who applies, its dates, who teaches, what has happened."""
    found, now = own_cohort(request, cohort), timezone.now()
    state = found.state_at(now, timezone.localdate())
    counts = queries.counts_of(found)
    is_over = bool(found.last_date and found.last_date <= timezone.localdate())
    context: dict[str, Any] = {
        "cohort": found,
        "state": CohortState(state).label,
        "acts": [
            (name, words)
            for name, (to, words, _act, _done) in ACTS.items()
            if (found.state, to) in COHORT_STEPS and to != found.state and (to != CohortState.FINISHED or is_over)
        ],
        "missing": acts.in_the_way(found, now) if found.state == CohortState.PLANNED else [],
        "counts": [(EnrolmentState(code).label, number) for code, number in sorted(counts.items())],
        "to_answer": counts.get(EnrolmentState.APPLIED, 0),
        "sessions": [(one, warning_for(found, one.date)) for one in queries.sessions_of(found)],
        "trainers": queries.trainers_of(found),
        "events": queries.events_of(found),
        "can_change": found.state not in (CohortState.FINISHED, CohortState.CANCELLED),
        "can_cancel": found.state in BEFORE_START,
        "has_attendance": found.state in (CohortState.RUNNING, CohortState.FINISHED),
    }
    return render(request, "courses/cohorts/cohort.html", context)


@require_http_methods(READ_OR_POST)
@login_required
@once
def cohort_new(request: HttpRequest) -> HttpResponse:
    """Makes a cohort that is being planned."""
    person = staff_of(request)
    form = CohortForm(
        request.POST if request.method == "POST" else None,
        courses=queries.all_courses(),
        trainers=queries.trainers_to_choose(),
        initial={"capacity": 16, "course": request.GET.get("kursus", "")},
    )
    return _form_page(
        request,
        form,
        lambda: acts.make(course=form.cleaned_data["course"], values=form.values(), by=person, now=timezone.now()),
        {"title": _("Make a cohort"), "lead": _("Nobody sees it before you open it."), "submit": _("Make the cohort")}
        | {"back": reverse("cohorts"), "back_words": _("Cohorts")},
    )


@require_http_methods(READ_OR_POST)
@login_required
@once
def cohort_change(request: HttpRequest, cohort: uuid.UUID) -> HttpResponse:
    """Place, dates, places and trainers of a cohort."""
    found = own_cohort(request, cohort)
    form = CohortForm(
        request.POST if request.method == "POST" else None,
        courses=queries.all_courses(),
        trainers=queries.trainers_to_choose(),
        cohort=found,
        known=queries.trainers_of(found),
    )
    return _form_page(
        request,
        form,
        lambda: acts.change(found, values=form.values(), by=staff_of(request), now=timezone.now()),
        {
            "title": _("Change %(cohort)s") % {"cohort": found.name},
            "lead": "" if found.state == CohortState.PLANNED else _("Everybody with a place is told of new dates."),
            "submit": _("Save the cohort"),
            "back": reverse("cohort", args=[found.pk]),
            "back_words": found.name,
        },
    )


def _form_page(
    request: HttpRequest, form: CohortForm, act: Callable[[], Cohort], context: dict[str, Any]
) -> HttpResponse:
    """Draws the form, or does what was typed in one transaction: the cohort, its places of a kind, its trainers."""
    status = INVALID if form.is_bound and not form.is_valid() else 200
    if form.is_bound and form.is_valid():
        try:
            with transaction.atomic():
                made, by, now = act(), staff_of(request), timezone.now()
                seats = form.cleaned_data.get("colleagues")
                acts.set_quota(made, kind=SeatKind.COLLEAGUE, seats=seats, by=by, now=now)
                acts.set_trainers(made, trainers=form.trainers, by=by, now=now)
        except (Refused, forms.ValidationError) as refusal:
            form.add_error(None, str(getattr(refusal, "message", refusal)))
            status = CONFLICT
        else:
            messages.success(request, _("Saved."))
            return redirect("cohort", made.pk)
    return render(request, "accounts/form_page.html", context | {"form": form}, status=status)


@require_POST
@login_required
def cohort_step(request: HttpRequest, cohort: uuid.UUID, act: str) -> HttpResponse:
    """Takes one step; what stands in the way is said on the cohort's page."""
    found = own_cohort(request, cohort)
    if act not in ACTS:
        raise Http404
    _to, _words, step, done = ACTS[act]
    try:
        step(found, by=staff_of(request), now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, str(done))
    return redirect("cohort", cohort)


@require_http_methods(READ_OR_POST)
@login_required
@once
def cohort_cancel(request: HttpRequest, cohort: uuid.UUID) -> HttpResponse:
    """Asks why and cancels when that was answered."""
    found = own_cohort(request, cohort)
    form = CohortCancelForm(request.POST if request.method == "POST" else None)
    status = INVALID if form.is_bound and not form.is_valid() else 200
    if form.is_bound and form.is_valid():
        words = {name: form.cleaned_data[name] for name in ("because_da", "because_en")}
        try:
            acts.cancel(found, **words, by=staff_of(request), now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal.message))
            status = CONFLICT
        else:
            messages.success(request, _("The cohort is cancelled, and everybody is being told."))
            return redirect("cohort", cohort)
    context = {
        "form": form,
        "title": _("Cancel %(cohort)s") % {"cohort": found.name},
        "lead": _("Everybody who has applied is told why. This cannot be undone."),
        "submit": _("Cancel the cohort and tell everybody"),
        "back": reverse("cohort", args=[cohort]),
        "back_words": found.name,
    }
    return render(request, "accounts/form_page.html", context, status=status)


@require_http_methods(READ_OR_POST)
@login_required
@once
def session_move(request: HttpRequest, cohort: uuid.UUID, week: int) -> HttpResponse:
    """Moves one meeting; its number stays."""
    found = own_cohort(request, cohort)
    session = next((one for one in queries.sessions_of(found) if one.week == week), None)
    if session is None:
        raise Http404
    form = MoveForm(request.POST if request.method == "POST" else None, session=session)
    status = INVALID if form.is_bound and not form.is_valid() else 200
    if form.is_bound and form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("day", "starts_at", "ends_at", "place")}
        try:
            moved = move_session(session, **values, by=staff_of(request), now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal.message))
            status = CONFLICT
        else:
            messages.success(request, _("Week %(week)d is moved, and everybody is being told.") % {"week": week})
            if why := warning_for(found, moved.date):
                messages.warning(request, _("Note that the new day is %(why)s.") % {"why": why})
            return redirect("cohort", cohort)
    context = {
        "form": form,
        "title": _("Move week %(week)d") % {"week": week},
        "lead": _("The other weeks stay where they are, and the number stays."),
        "submit": _("Move the meeting"),
        "back": reverse("cohort", args=[cohort]),
        "back_words": found.name,
    }
    return render(request, "accounts/form_page.html", context, status=status)
