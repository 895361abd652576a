"""A trainer's cohorts: the list, the table of attendance, the sheet to sign, passing the course after all."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.enums import Role
from accounts.guards import limited
from accounts.once import OnceForm, once
from accounts.requests import person_of
from home.views.pdfs import pdf_answer
from pdf.render import Pdf

from ..attendance_table import ALL, marks_of, table_of, with_rest_there
from ..cohort_forms import PassForm
from ..domain import staff_queries as queries
from ..domain.attendance import save_table
from ..domain.cohort_steps import may_run
from ..domain.course_results import JUDGED, judge_again
from ..domain.errors import Refused
from ..domain.sheet_document import file_of
from ..enums import Presence
from ..models import Cohort
from .staff import CONFLICT, INVALID, READ_OR_POST, named, taught_cohort

PER_PAGE = 25
MOST_REASON = 200


@require_safe
@login_required
def taught_cohorts(request: HttpRequest) -> HttpResponse:
    """The cohorts one teaches, those under way first."""
    person = person_of(request)
    if not person.has_role(Role.TRAINER, Role.ADMINISTRATOR):
        raise Http404
    page = Paginator(queries.cohorts_of_trainer(person), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "courses/teaching/list.html", {"page_obj": page})


def _address(request: HttpRequest, cohort: Cohort) -> str:
    """The table stands on the workbench that the reader came from."""
    name = "cohort_attendance" if request.path.removeprefix("/en").startswith("/koordinator/") else "attendance"
    return reverse(name, args=[cohort.pk])


@require_http_methods(READ_OR_POST)
@login_required
@once
def attendance(request: HttpRequest, cohort: uuid.UUID) -> HttpResponse:
    """The table of a week, or of the whole course, saved at once; what was typed is kept when something is wrong."""
    found, person = taught_cohort(request, cohort), person_of(request)
    now, today = timezone.now(), timezone.localdate()
    sessions, people = queries.sessions_of(found), queries.people_of(found)
    asked = request.GET.get("uge", "")
    typed: dict[Any, str] = {}
    status, fault = 200, ""
    if request.method == "POST":
        typed = marks_of(request.POST)
        if "rest" in request.POST:
            typed = with_rest_there(typed, sessions, people)
        try:
            saved = save_table(found, typed, by=person, now=now, reason=request.POST.get("reason", "")[:MOST_REASON])
        except Refused as refusal:
            status, fault = CONFLICT, str(refusal.message)
        else:
            messages.success(request, _("Saved. %(number)d cells changed.") % {"number": saved.changed})
            return redirect(f"{_address(request, found)}?uge={asked}" if asked else _address(request, found))
    table = table_of(found, sessions, people, queries.noted_in(found), asked=asked, typed=typed, today=today)
    context = {
        "cohort": found,
        "table": table,
        "fault": fault,
        "reason": request.POST.get("reason", ""),
        "may_correct": may_run(found, person),
        "choices": [("", _("not noted")), *Presence.choices],
        "sessions": sessions,
        "all": ALL,
        "address": _address(request, found),
        "room": reverse(named(request, "cohort_room"), args=[found.pk]),
        "once": OnceForm()["once"],
        "is_coordinator": _address(request, found).startswith(reverse("cohort_attendance", args=[found.pk])),
    }
    return render(request, "courses/teaching/attendance.html", context, status=status)


@require_safe
@login_required
@limited("pdf", methods=("GET",))
def signin_sheet(request: HttpRequest, cohort: uuid.UUID, week: int) -> HttpResponse:
    """A sheet to sign at the door, as a PDF."""
    found = taught_cohort(request, cohort)
    session = next((one for one in queries.sessions_of(found) if one.week == week), None)
    if session is None:
        raise Http404
    people = queries.people_of(found)

    def make() -> Pdf:
        return file_of(found, session, people, language=request.LANGUAGE_CODE)

    return pdf_answer(request, make, f"{found.slug}-uge-{week}.pdf")


@require_http_methods(READ_OR_POST)
@login_required
@once
def pass_after_all(request: HttpRequest, cohort: uuid.UUID, enrolment: uuid.UUID) -> HttpResponse:
    """Notes that somebody has passed: meetings were made up, or something counts as the same."""
    found, person = taught_cohort(request, cohort), person_of(request)
    one = next((row for row in queries.people_of(found) if row.pk == enrolment), None)
    if one is None or one.state not in JUDGED:
        raise Http404
    form = PassForm(request.POST if request.method == "POST" else None)
    status = INVALID if form.is_bound and not form.is_valid() else 200
    if form.is_bound and form.is_valid():
        try:
            judge_again(one, note=form.cleaned_data["note"], by=person, now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal.message))
            status = CONFLICT
        else:
            messages.success(request, _("It is noted that the course is passed."))
            return redirect("attendance", cohort)
    name = one.person.get_full_name() if one.person else ""
    context = {
        "form": form,
        "title": _("%(name)s has passed") % {"name": name},
        "lead": _("The person is told, and can begin the practicum where there is one."),
        "submit": _("Note that the course is passed"),
        "back": reverse("attendance", args=[cohort]),
        "back_words": found.name,
    }
    return render(request, "accounts/form_page.html", context, status=status)
