"""Courses and breaks as coordinators keep them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.once import once

from ..course_forms import BreakForm, CourseForm
from ..domain import courses as acts
from ..domain.errors import Refused
from ..domain.staff_queries import all_courses
from ..models import Course, CourseBreak
from .staff import CONFLICT, INVALID, READ_OR_POST, staff_of


def course_of(request: HttpRequest, code: str) -> Course:
    """A course by its code, for coordinators. Raises Http404 for anybody else and for another code."""
    staff_of(request)
    found = acts.course_for_staff(code)
    if found is None:
        raise Http404
    return found


@require_safe
@login_required
def course_list(request: HttpRequest) -> HttpResponse:
    """Every course with its rules."""
    staff_of(request)
    return render(request, "courses/keeping/courses.html", {"courses": all_courses()})


@require_http_methods(READ_OR_POST)
@login_required
@once
def course_new(request: HttpRequest) -> HttpResponse:
    """Makes a course."""
    return _course(request, None)


@require_http_methods(READ_OR_POST)
@login_required
@once
def course_change(request: HttpRequest, course: str) -> HttpResponse:
    """Changes how a course works."""
    return _course(request, course_of(request, course))


def _course(request: HttpRequest, found: Course | None) -> HttpResponse:
    staff = staff_of(request)
    form = CourseForm(request.POST if request.method == "POST" else None, course=found)
    status = INVALID if form.is_bound and not form.is_valid() else 200
    if form.is_bound and form.is_valid():
        try:
            acts.save_course(found or Course(), values=form.values(), by=staff, now=timezone.now())
        except Refused as refusal:
            form.add_error("weeks" if found else None, str(refusal.message))
            status = CONFLICT
        else:
            messages.success(request, _("Saved."))
            return redirect("courses_kept")
    context = {
        "form": form,
        "title": found.name if found else _("Make a course"),
        "lead": _("Cohorts that are made from now on take these rules. Those that are there keep theirs."),
        "submit": _("Save the course"),
        "back": reverse("courses_kept"),
        "back_words": _("Courses"),
    }
    return render(request, "accounts/form_page.html", context, status=status)


@require_http_methods(READ_OR_POST)
@login_required
@once
def breaks(request: HttpRequest, row: int | None = None) -> HttpResponse:
    """The days without teaching, and a form for one."""
    staff, every = staff_of(request), acts.breaks()
    found = next((one for one in every if one.pk == row), None)
    if row is not None and found is None:
        raise Http404
    form = BreakForm(request.POST if request.method == "POST" else None, row=found)
    if form.is_bound and form.is_valid():
        acts.save_break(form.on(found or CourseBreak()), by=staff)
        messages.success(request, _("Saved."))
        return redirect("course_breaks")
    context: dict[str, Any] = {"form": form, "breaks": every, "found": found}
    return render(request, "courses/keeping/breaks.html", context, status=INVALID if form.errors else 200)


@require_POST
@login_required
def break_remove(request: HttpRequest, row: int) -> HttpResponse:
    """Takes a break away."""
    staff = staff_of(request)
    found = next((one for one in acts.breaks() if one.pk == row), None)
    if found is not None:
        acts.remove_break(found, by=staff)
    messages.success(request, _("The break is taken away. Weeks that are laid out already stay."))
    return redirect("course_breaks")
