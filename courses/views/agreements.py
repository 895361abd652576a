"""The agreement both ways: its text, who on a cohort has said yes, and the participant's own page."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.once import once
from accounts.requests import person_of
from home.words import lines_of

from ..course_forms import AgreementTextForm
from ..domain import student_agreements as acts
from ..domain.errors import Refused
from ..domain.own_queries import own_enrolment
from .keeping import course_of
from .staff import CONFLICT, INVALID, READ_OR_POST, applicant_of, own_cohort, staff_of


@require_http_methods(READ_OR_POST)
@login_required
@once
def agreement_text(request: HttpRequest, course: str) -> HttpResponse:
    """The text that stands, to be changed into the next version; the older ones below."""
    found, staff = course_of(request, course), staff_of(request)
    every = acts.texts_of(found)
    names = ("we_da", "you_da", "we_en", "you_en")
    first = {name: getattr(every[0], name) for name in names} if every else {}
    form = AgreementTextForm(request.POST if request.method == "POST" else None, initial=first)
    status = INVALID if form.is_bound and not form.is_valid() else 200
    if form.is_bound and form.is_valid():
        try:
            made = acts.new_text(found, acts.Promises(**form.values()), by=staff, now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal.message))
            status = CONFLICT
        else:
            said = _("Version %(number)d stands. Everybody with a place is asked to read it.")
            messages.success(request, said % {"number": made.version})
            return redirect("agreement_text", course)
    context = {"form": form, "course": found, "texts": every}
    return render(request, "courses/keeping/agreement.html", context, status=status)


@require_http_methods(READ_OR_POST)
@login_required
def cohort_agreements(request: HttpRequest, cohort: uuid.UUID) -> HttpResponse:
    """Who on a cohort has said yes; one button says yes for the course."""
    found, staff = own_cohort(request, cohort), staff_of(request)
    if request.method == "POST":
        try:
            count = acts.agree_for_course(found, by=staff, now=timezone.now())
        except Refused as refusal:
            messages.error(request, str(refusal.message))
        else:
            messages.success(request, _("The course has said yes to %(number)d.") % {"number": count})
        return redirect("cohort_agreements", cohort)
    text = acts.newest_text(found.course)
    rows = acts.of_cohort(found, text)
    context = {
        "cohort": found,
        "rows": rows,
        "text": text,
        "waiting": sum(bool(said and said.by_participant_at and not said.by_us_at) for _one, said in rows),
    }
    return render(request, "courses/cohorts/agreements.html", context)


@require_http_methods(["POST"])
@login_required
def agreement_on_paper(request: HttpRequest, cohort: uuid.UUID, enrolment: uuid.UUID) -> HttpResponse:
    """Notes that somebody has said yes, or has signed on paper, to the version that was on the screen."""
    found, staff = applicant_of(request, cohort, enrolment), staff_of(request)
    try:
        acts.agree(found, version=_version(request), by=staff, now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Saved."))
    return redirect("cohort_agreements", cohort)


@require_http_methods(READ_OR_POST)
@login_required
def own_student_agreement(request: HttpRequest, enrolment: uuid.UUID) -> HttpResponse:
    """What both sides promise, to be read and said yes to; with every version one has said yes to."""
    person = person_of(request)
    found = own_enrolment(person, enrolment)
    stands = acts.stands_for(found) if found else None
    if found is None or stands is None:
        raise Http404
    status = 200
    if request.method == "POST":
        try:
            acts.agree(found, version=_version(request), by=person, now=timezone.now())
        except Refused as refusal:
            messages.error(request, str(refusal.message))
            status = CONFLICT
        else:
            messages.success(request, _("Thank you. You have said yes to the agreement."))
            return redirect("own_student_agreement", enrolment)
    context = {
        "enrolment": found,
        "stands": stands,
        "ours": lines_of(stands.text.ours),
        "yours": lines_of(stands.text.yours),
        "can_agree": stands.is_asked and found.state in acts.SEATED,
        "agreed": acts.agreed_by(found),
        "back": reverse("own_application", args=[enrolment]),
    }
    return render(request, "courses/own/student_agreement.html", context, status=status)


def _version(request: HttpRequest) -> int:
    """The version that was on the screen; 0, which none has, where the form does not say."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
