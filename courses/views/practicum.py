"""What coordinators do about guide trainings: begin, move, interrupt, links, sites and follow-up days."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.domain.queries import staff_in_role
from accounts.enums import Role
from accounts.guards import limited
from accounts.once import once
from accounts.requests import person_of
from home.views.pdfs import pdf_answer

from ..domain import training_links, training_records, trainings
from ..domain import training_queries as reads
from ..domain import training_staff_queries as staff_reads
from ..domain.errors import Refused
from ..enums import EnrolmentState
from ..models import FollowUpDay
from ..practicum_forms import FollowUpDayForm, SiteForm, StartForm
from ..training_documents import link_sheet
from ..training_forms import DayForm, LinkForm, ReasonForm
from .trainings import READ_OR_POST, back, form_page, training_of


@require_http_methods(READ_OR_POST)
@login_required
@once
def training_start(request: HttpRequest, enrolment: UUID) -> HttpResponse:
    """Begins the training of somebody who has passed the course."""
    person = person_of(request)
    found = staff_reads.enrolment_for_staff(person, enrolment)
    if found is None:
        raise Http404
    form = StartForm(
        request.POST if request.method == "POST" else None,
        supervisors=staff_in_role(Role.SUPERVISOR, region=found.cohort.region),
        is_again=found.state != EnrolmentState.COURSE_PASSED,
    )
    if form.is_bound and form.is_valid():
        clean: dict[str, Any] = dict(form.cleaned_data)
        clean.pop("once", None)
        reason, first = clean.pop("reason", ""), clean.pop("start_date")
        try:
            made = trainings.start(
                found,
                start_date=first,
                placement=trainings.Placement(**clean),
                by=person,
                now=timezone.now(),
                reason=reason,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(
                request, _("The training is set up. It ends on %(day)s.") % {"day": reads.plain(made.cap_date)}
            )
            return redirect("practicum_training", made.pk)
    context = {
        "form": form,
        "title": _("Begin a guide training"),
        "lead": f"{found.person.get_full_name() if found.person else ''} · {found.cohort.name}",
        "submit": _("Begin"),
        "back": reverse("practicum_trainings"),
        "back_words": _("Guide training and practicum"),
    }
    return render(request, "accounts/form_page.html", context, status=422 if form.errors else 200)


@require_http_methods(READ_OR_POST)
@login_required
@once
def guide_move(request: HttpRequest, training: UUID) -> HttpResponse:
    """Changes the first day of a training, and with it the cap."""
    found = training_of(request, training)
    form = DayForm(request.POST if request.method == "POST" else None, initial={"date": found.start_date.isoformat()})
    if form.is_bound and form.is_valid():
        try:
            trainings.move_start(found, start_date=form.cleaned_data["date"], by=person_of(request), now=timezone.now())
        except Refused as refusal:
            form.add_error("date", str(refusal.message))
        else:
            messages.success(request, _("Saved."))
            return back(request, found)
    lead = _("The last day moves along: four months after the first. It is logged, and both are told.")
    return form_page(request, found, form, _("Change the first day"), lead, _("Save"))


@require_http_methods(READ_OR_POST)
@login_required
@once
def guide_interrupt(request: HttpRequest, training: UUID) -> HttpResponse:
    """Interrupts a period, with a reason; for administrators."""
    found = training_of(request, training)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            trainings.interrupt(found, reason=form.cleaned_data["reason"], by=person_of(request), now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("The period is interrupted. A new one can be opened."))
            return back(request, found)
    lead = _("Leave does not move the last day. Afterwards you can open a new period with a reason.")
    return form_page(request, found, form, _("Interrupt the period"), lead, _("Interrupt"))


@require_http_methods(READ_OR_POST)
@login_required
@once
def guide_link(request: HttpRequest, training: UUID) -> HttpResponse:
    """Makes a link for who approves without an account."""
    found = training_of(request, training)
    form = LinkForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        clean = form.cleaned_data
        try:
            training_links.make(
                found,
                part=clean["part"],
                name=clean["name"],
                email=clean["email"],
                by=person_of(request),
                now=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal.message))
        else:
            said = _("The link is sent.") if clean["email"] else _("The link is made. Print its sheet.")
            messages.success(request, said)
            return back(request, found)
    lead = _("They can read the log, approve hours and send them back. Take the link back at any time.")
    return form_page(request, found, form, _("A link for somebody without an account"), lead, _("Make the link"))


@require_safe
@login_required
@limited("pdf", methods=("GET",))
def guide_link_sheet(request: HttpRequest, training: UUID, link: UUID) -> HttpResponse:
    """A link on paper, with its QR code."""
    found = reads.link_of(training_of(request, training), link)
    if found is None or found.revoked_at or found.part == "reader":
        raise Http404
    language = get_language() or "da"
    return pdf_answer(request, lambda: link_sheet(found, language), f"godkend-timer-{str(found.pk)[:8]}.pdf")


@require_POST
@login_required
def guide_link_revoke(request: HttpRequest, training: UUID, link: UUID) -> HttpResponse:
    """Takes a link back."""
    found = training_of(request, training)
    one = reads.link_of(found, link)
    if one is None or one.part == "reader":
        raise Http404
    training_links.revoke(one, by=person_of(request), now=timezone.now())
    messages.success(request, _("The link opens nothing any more."))
    return back(request, found)


@require_http_methods(READ_OR_POST)
@login_required
def practicum_sites(request: HttpRequest, site: int | None = None) -> HttpResponse:
    """The sites that take people in practicum, and a form for one."""
    every = staff_reads.sites()
    found = next((one for one in every if one.pk == site), None)
    if site is not None and found is None:
        raise Http404
    form = SiteForm(request.POST if request.method == "POST" else None, instance=found)
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("practicum_sites")
    context = {"form": form, "sites": every, "site": found}
    return render(request, "courses/trainings/sites.html", context, status=422 if form.errors else 200)


@require_http_methods(READ_OR_POST)
@login_required
@once
def follow_up_days(request: HttpRequest) -> HttpResponse:
    """The follow-up days of one's cohorts, and a form for one more."""
    person = person_of(request)
    form = FollowUpDayForm(
        request.POST if request.method == "POST" else None, cohorts=staff_reads.cohorts_with_practicum(person)
    )
    if form.is_bound and form.is_valid():
        clean = dict(form.cleaned_data)
        clean.pop("once", None)
        try:
            training_records.add_follow_up_day(FollowUpDay(**clean), by=person, now=timezone.now())
        except Refused as refusal:
            form.add_error("date", str(refusal.message))
        else:
            messages.success(request, _("Saved."))
            return redirect("follow_up_days")
    context = {"form": form, "days": staff_reads.follow_up_days_of(person)}
    return render(request, "courses/trainings/follow_ups.html", context, status=422 if form.errors else 200)
