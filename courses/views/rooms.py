"""Times for talks, information meetings and the learning plan."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.domain.errors import Refused as ConsentRefused
from accounts.guards import logs_access, saw
from accounts.once import once
from accounts.requests import person_of

from ..domain import plans, talks
from ..domain import staff_queries as queries
from ..domain.errors import Refused
from ..domain.own_queries import own_enrolment
from ..models import Enrolment
from ..room_forms import INFO, PlanForm, TimeForm
from .staff import CONFLICT, INVALID, READ_OR_POST, own_cohort, staff_of, taught_cohort


@require_http_methods(READ_OR_POST)
@login_required
@once
def cohort_times(request: HttpRequest, cohort: uuid.UUID) -> HttpResponse:
    """The times of a cohort with who has them; one is added at a time."""
    found, staff, now = own_cohort(request, cohort), staff_of(request), timezone.now()
    form = TimeForm(request.POST if request.method == "POST" else None)
    status = INVALID if form.is_bound and not form.is_valid() else 200
    if form.is_bound and form.is_valid():
        values: dict[str, Any] = {"starts_at": form.starts_at, "place": form.cleaned_data["place"]}
        try:
            if form.cleaned_data["kind"] == INFO:
                talks.add_info_meeting(found, link=form.cleaned_data["link"], by=staff, now=now, **values)
            else:
                talks.add_talk(found, minutes=30, by=staff, now=now, **values)
        except Refused as refusal:
            form.add_error(None, str(refusal.message))
            status = CONFLICT
        else:
            messages.success(request, _("The time is added."))
            return redirect("cohort_times", cohort)
    context = {
        "cohort": found,
        "form": form,
        "talks": talks.talks_of(found),
        "meetings": talks.info_meetings_of(found),
    }
    return render(request, "courses/cohorts/times.html", context, status=status)


def _own(request: HttpRequest, key: uuid.UUID) -> Enrolment:
    found = own_enrolment(person_of(request), key)
    if found is None:
        raise Http404
    return found


@require_POST
@login_required
def own_time(request: HttpRequest, enrolment: uuid.UUID, time: uuid.UUID) -> HttpResponse:
    """Takes a time for a talk, or says that one comes to an information meeting."""
    found, person, now = _own(request, enrolment), person_of(request), timezone.now()
    slot = next((one for one in talks.talks_of(found.cohort) if one.pk == time), None)
    meeting = next((one for one in talks.info_meetings_of(found.cohort) if one.pk == time), None)
    try:
        if slot is not None:
            talks.choose_talk(found, slot, by=person, now=now)
        elif meeting is not None:
            talks.choose_info_meeting(found, meeting, by=person, now=now)
        else:
            raise Http404
    except Refused as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("The time is yours."))
    return redirect("own_application", enrolment)


@require_http_methods(READ_OR_POST)
@login_required
@once
def own_plan(request: HttpRequest, enrolment: uuid.UUID) -> HttpResponse:
    """One's own learning plan: written, changed, shared with the trainers or not."""
    found = _own(request, enrolment)
    if not found.is_on_course:
        raise Http404
    words = getattr(found, "own_words", None)
    form = PlanForm(
        request.POST if request.method == "POST" else None,
        has_words=words is not None,
        initial={"text": words.plan, "is_shared": words.plan_is_shared} if words else {},
    )
    status = INVALID if form.is_bound and not form.is_valid() else 200
    if form.is_bound and form.is_valid():
        try:
            plans.keep_plan(
                found, language=get_language() or "da", by=person_of(request), now=timezone.now(), **form.values()
            )
        except (Refused, ConsentRefused) as refusal:
            form.add_error(None, str(refusal.message))
            status = CONFLICT
        else:
            messages.success(request, _("Saved."))
            return redirect("own_application", enrolment)
    context = {
        "form": form,
        "title": _("Your learning plan"),
        "lead": _("Nobody else reads it unless you say so."),
        "submit": _("Save the plan"),
        "back": reverse("own_application", args=[enrolment]),
        "back_words": found.cohort.name,
    }
    return render(request, "accounts/form_page.html", context, status=status)


@require_safe
@login_required
@logs_access("teaching")
def shared_plan(request: HttpRequest, cohort: uuid.UUID, enrolment: uuid.UUID) -> HttpResponse:
    """A learning plan that the participant shares, for the trainers; the reading is in the log."""
    found = taught_cohort(request, cohort)
    one = next((row for row in queries.people_of(found) if row.pk == enrolment), None)
    text = plans.shared_plan(one) if one else ""
    if one is None or one.person is None or not text:
        raise Http404
    saw(request, one.person, one)
    return render(request, "courses/teaching/plan.html", {"enrolment": one, "cohort": found, "text": text})
