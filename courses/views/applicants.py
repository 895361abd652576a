"""A coordinator's applicants: the list, one application, and the answers to it; applying for somebody else."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.domain.errors import Refused as ConsentRefused
from accounts.find_page import find_page
from accounts.guards import logs_access, saw
from accounts.once import once

from ..application_forms import ApplyForm
from ..domain import applications as acts
from ..domain import staff_queries as queries
from ..domain.attendance import share_of
from ..domain.errors import Refused
from ..enums import ENROLMENT_STEPS, EnrolmentState, WaitingReason
from ..models import Enrolment
from .staff import CONFLICT, INVALID, READ_OR_POST, applicant_of, own_cohort, staff_of

PER_PAGE = 50


def _let_wait(enrolment: Enrolment, **more: object) -> Enrolment:
    return acts.put_on_waiting_list(enrolment, reason=WaitingReason.FULL, **more)  # type: ignore[arg-type]


# By the last part of the address: the state it leads to, the words of the button, the act, what is said afterwards.
ACTS: dict[str, tuple[str, Promise, Callable[..., Enrolment], Promise]] = {
    "tilbyd": (
        EnrolmentState.OFFERED,
        gettext_lazy("Offer a place"),
        acts.offer,
        gettext_lazy("The place is offered. The person is being told."),
    ),
    "tag-imod": (
        EnrolmentState.ACCEPTED,
        gettext_lazy("Note a yes to the place"),
        acts.accept,
        gettext_lazy("The yes is noted."),
    ),
    "venteliste": (
        EnrolmentState.WAITLISTED,
        gettext_lazy("Put on the waiting list"),
        _let_wait,
        gettext_lazy("The person is on the waiting list and is being told."),
    ),
    "afslag": (
        EnrolmentState.REFUSED,
        gettext_lazy("Say no this time"),
        acts.refuse,
        gettext_lazy("A kind answer is on its way."),
    ),
    "traek-tilbage": (
        EnrolmentState.WITHDRAWN,
        gettext_lazy("Note that the person withdraws"),
        acts.withdraw,
        gettext_lazy("It is noted that the person has withdrawn."),
    ),
}


@require_safe
@login_required
def applicants(request: HttpRequest, cohort: uuid.UUID) -> HttpResponse:
    """Who has applied, those that wait for an answer first."""
    found = own_cohort(request, cohort)
    asked = request.GET.get("state", "")
    state = asked if asked in EnrolmentState.values else ""
    page = Paginator(queries.applicants_of(found, staff_of(request), state=state), PER_PAGE)
    context = {
        "cohort": found,
        "page_obj": page.get_page(request.GET.get("page")),
        "state": state,
        "states": [("", _("All")), *EnrolmentState.choices],
    }
    return render(request, "courses/cohorts/applicants.html", context)


@require_safe
@login_required
@logs_access("coordination")
def applicant(request: HttpRequest, cohort: uuid.UUID, enrolment: uuid.UUID) -> HttpResponse:
    """One application, with what the person wrote; the reading is in the log."""
    found = applicant_of(request, cohort, enrolment)
    words = getattr(found, "own_words", None)
    saw(request, found.person, found)  # type: ignore[arg-type]
    context = {
        "enrolment": found,
        "cohort": found.cohort,
        "words": words.application if words else "",
        "share": share_of(found) if found.is_on_course else None,
        "acts": [
            (name, label) for name, (to, label, _act, _done) in ACTS.items() if (found.state, to) in ENROLMENT_STEPS
        ],
        "events": queries.history_of(found),
    }
    return render(request, "courses/cohorts/applicant.html", context)


@require_POST
@login_required
def applicant_step(request: HttpRequest, cohort: uuid.UUID, enrolment: uuid.UUID, act: str) -> HttpResponse:
    """Answers an application, or notes the person's own answer."""
    found = applicant_of(request, cohort, enrolment)
    if act not in ACTS:
        raise Http404
    _to, _words, step, done = ACTS[act]
    try:
        step(found, by=staff_of(request), now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, str(done))
    return redirect("applicant", cohort, enrolment)


@require_safe
@login_required
def apply_for_find(request: HttpRequest, cohort: uuid.UUID) -> HttpResponse:
    """Whom to note an application of: those without an e-mail, found by name or number, or registered first."""
    found, staff = own_cohort(request, cohort), staff_of(request)
    return find_page(
        request,
        staff=staff,
        title=_("Apply for somebody"),
        back=(reverse("cohort", args=[found.pk]), found.name),
        url_of=lambda one: reverse("apply_for", args=[found.pk, one.uuid]),
    )


@require_http_methods(READ_OR_POST)
@login_required
@once
def apply_for(request: HttpRequest, cohort: uuid.UUID, person: uuid.UUID) -> HttpResponse:
    """Notes an application that was told on the phone or in person."""
    found, staff = own_cohort(request, cohort), staff_of(request)
    whom = queries.person_to_act_for(staff, person)
    if whom is None:
        raise Http404
    form = ApplyForm(request.POST if request.method == "POST" else None, cohort=found, initial={"kind": "participant"})
    status = INVALID if form.is_bound and not form.is_valid() else 200
    if form.is_bound and form.is_valid():
        try:
            made = acts.apply(
                cohort=found,
                person=whom,
                language=whom.language,
                by=staff,
                now=timezone.now(),
                **form.values(),
            )
        except (Refused, ConsentRefused) as refusal:
            form.add_error(None, str(refusal.message))
            status = CONFLICT
        else:
            messages.success(request, _("The application is noted. The person is being told."))
            return redirect("applicant", cohort, made.pk)
    context = {
        "form": form,
        "title": _("Apply for %(name)s") % {"name": whom.get_full_name()},
        "lead": _("Read the text beside the box aloud, and tick it only when you have heard a yes."),
        "submit": _("Note the application"),
        "back": reverse("apply_for_find", args=[cohort]),
        "back_words": _("Find a person"),
    }
    return render(request, "accounts/form_page.html", context, status=status)
