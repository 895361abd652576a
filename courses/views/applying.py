"""Applying for a place, and one's own application: what was answered, saying yes or no, withdrawing, staying away."""

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
from accounts.guards import limited
from accounts.once import once
from accounts.requests import person_of

from ..application_forms import ApplyForm
from ..domain import applications as acts
from ..domain import evaluations
from ..domain.attendance import share_of, tell_absence
from ..domain.catalogue import length_words, price_words
from ..domain.errors import Refused
from ..domain.own_queries import cohort_at, live_enrolment, own_enrolment, session_at, sessions_for
from ..domain.student_agreements import stands_for
from ..domain.talks import free_talks, info_meetings_of, talk_of
from ..enums import LIVE_ENROLMENTS, SEATED, EnrolmentState, Intake
from ..models import Enrolment
from .staff import CONFLICT, INVALID, READ_OR_POST

LEAVABLE = LIVE_ENROLMENTS - {EnrolmentState.COMPLETED}


@require_http_methods(READ_OR_POST)
@login_required
@limited("course_application")
@once
def course_apply(request: HttpRequest, course: str, cohort: str) -> HttpResponse:
    """The one page of an application. Who has applied already is led to their own page."""
    found, person = cohort_at(course, cohort), person_of(request)
    if found is None:
        raise Http404
    known = live_enrolment(person, found)
    if known is not None:
        messages.info(request, _("You have applied for this course already."))
        return redirect("own_application", known.pk)
    form = ApplyForm(request.POST if request.method == "POST" else None, cohort=found, initial={"kind": "participant"})
    status = INVALID if form.is_bound and not form.is_valid() else 200
    if form.is_bound and form.is_valid():
        try:
            made = acts.apply(
                cohort=found,
                person=person,
                language=get_language() or "da",
                by=person,
                now=timezone.now(),
                **form.values(),
            )
        except (Refused, ConsentRefused) as refusal:
            form.add_error(None, str(refusal.message))
            status = CONFLICT
        else:
            messages.success(request, _("Thank you. We have got your application."))
            return redirect("own_application", made.pk)
    context = {
        "form": form,
        "cohort": found,
        "is_open": found.is_taking_at(timezone.now()),
        "price": price_words(found.course),
        "length": length_words(found.course),
        "is_first": found.course.intake == Intake.FIRST,
    }
    return render(request, "courses/own/apply.html", context, status=status)


def _own(request: HttpRequest, key: uuid.UUID) -> Enrolment:
    found = own_enrolment(person_of(request), key)
    if found is None:
        raise Http404
    return found


@require_safe
@login_required
def own_application(request: HttpRequest, enrolment: uuid.UUID) -> HttpResponse:
    """Where one stands, what to do next, the dates and one's own attendance."""
    found = _own(request, enrolment)
    words = getattr(found, "own_words", None)
    context: dict[str, Any] = {
        "enrolment": found,
        "cohort": found.cohort,
        "can_answer": found.state == EnrolmentState.OFFERED,
        "can_leave": found.state in LEAVABLE,
        "weeks": sessions_for(found) if found.is_on_course else [],
        "share": share_of(found) if found.is_on_course else None,
        "can_tell": found.state in (EnrolmentState.ACCEPTED, EnrolmentState.ATTENDING),
        "today": timezone.localdate(),
        "words": words.application if words else "",
        "has_plan": bool(words and words.plan),
        "agreement": stands_for(found) if found.state in SEATED else None,
        "can_evaluate": evaluations.is_open(found, timezone.localdate()),
    }
    if found.is_waiting:
        context |= _times(found)
    return render(request, "courses/own/application.html", context)


def _times(found: Enrolment) -> dict[str, Any]:
    """What an applicant may choose among, where the course has such steps."""
    course, now = found.cohort.course, timezone.now()
    meetings = info_meetings_of(found.cohort) if course.has_info_meeting else []
    return {
        "meetings": [one for one in meetings if one.starts_at > now],
        "talks": free_talks(found.cohort, now) if course.has_interview else [],
        "talk": talk_of(found) if course.has_interview else None,
    }


@require_POST
@login_required
def own_answer(request: HttpRequest, enrolment: uuid.UUID) -> HttpResponse:
    """Yes to the offered place."""
    found = _own(request, enrolment)
    try:
        acts.accept(found, by=person_of(request), now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("The place is yours. Welcome!"))
    return redirect("own_application", enrolment)


@require_http_methods(READ_OR_POST)
@login_required
def own_withdraw(request: HttpRequest, enrolment: uuid.UUID) -> HttpResponse:
    """Asks once and ends the application or the place; no reason is asked."""
    found = _own(request, enrolment)
    if request.method == "POST":
        try:
            acts.withdraw(found, by=person_of(request), now=timezone.now())
        except Refused as refusal:
            messages.error(request, str(refusal.message))
        else:
            messages.success(request, _("You have withdrawn. You are welcome again another time."))
        return redirect("own_application", enrolment)
    context = {
        "title": _("Withdraw from %(course)s") % {"course": found.cohort.name},
        "lead": _("You need not say why. If you have a place, it goes to somebody who waits."),
        "submit": _("Withdraw"),
        "back": reverse("own_application", args=[enrolment]),
        "back_words": _("Your course"),
    }
    return render(request, "accounts/form_page.html", context)


@require_POST
@login_required
def own_absence(request: HttpRequest, enrolment: uuid.UUID, week: int) -> HttpResponse:
    """Says that one will not come to a meeting, or that one comes after all; never why."""
    found = _own(request, enrolment)
    session = session_at(found, week)
    if session is None:
        raise Http404
    is_coming = request.POST.get("kommer") == "ja"
    try:
        tell_absence(found, session, is_coming=is_coming, by=person_of(request), now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal.message))
    else:
        said = (
            _("Good, we expect you in week %(week)d.")
            if is_coming
            else _("We know that you stay away in week %(week)d.")
        )
        messages.success(request, said % {"week": week})
    return redirect("own_application", enrolment)
