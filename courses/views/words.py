"""Messages, materials and the evaluation of a cohort."""

import uuid
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
from accounts.requests import person_of

from ..domain import cohort_words, evaluations
from ..domain.errors import Refused
from ..domain.own_queries import own_enrolment
from ..models import Enrolment
from ..word_forms import EvaluationForm, MaterialForm, MessageForm
from .staff import CONFLICT, INVALID, READ_OR_POST, named, own_cohort, taught_cohort


@require_safe
@login_required
def cohort_room(request: HttpRequest, cohort: uuid.UUID) -> HttpResponse:
    """What the people of a cohort can read, for who teaches it."""
    found = taught_cohort(request, cohort)
    context = {
        "cohort": found,
        "items": cohort_words.messages_of(found),
        "materials": cohort_words.materials_of(found),
        "base": reverse(named(request, "cohort_room"), args=[cohort]).removesuffix("beskeder/"),
        "is_coordinator": named(request, "") == "run_",
    }
    return render(request, "courses/teaching/room.html", context)


@require_http_methods(READ_OR_POST)
@login_required
@once
def message_new(request: HttpRequest, cohort: uuid.UUID) -> HttpResponse:
    """Writes to everybody on a cohort."""
    found = taught_cohort(request, cohort)
    form = MessageForm(request.POST if request.method == "POST" else None)
    status = INVALID if form.is_bound and not form.is_valid() else 200
    if form.is_bound and form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("title", "text")}
        cohort_words.post_message(found, **values, by=person_of(request), now=timezone.now())
        messages.success(request, _("The message is there, and everybody is being told."))
        return redirect(named(request, "cohort_room"), cohort)
    context = {
        "form": form,
        "title": _("Write to the cohort"),
        "lead": _("The mail says only that there is a message. They sign in to read it."),
        "submit": _("Send the message"),
        "back": reverse(named(request, "cohort_room"), args=[cohort]),
        "back_words": found.name,
    }
    return render(request, "accounts/form_page.html", context, status=status)


@require_http_methods(READ_OR_POST)
@login_required
@once
def material_new(request: HttpRequest, cohort: uuid.UUID) -> HttpResponse:
    """Adds something to read or do for a week."""
    found = taught_cohort(request, cohort)
    form = MaterialForm(request.POST if request.method == "POST" else None, cohort=found)
    status = INVALID if form.is_bound and not form.is_valid() else 200
    if form.is_bound and form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("week", "title", "text", "link", "is_homework")}
        try:
            cohort_words.add_material(found, **values, by=person_of(request), now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal.message))
            status = CONFLICT
        else:
            messages.success(request, _("Saved."))
            return redirect(named(request, "cohort_room"), cohort)
    context = {
        "form": form,
        "title": _("Add a material"),
        "lead": _("It stands on the page of everybody on the cohort."),
        "submit": _("Add the material"),
        "back": reverse(named(request, "cohort_room"), args=[cohort]),
        "back_words": found.name,
    }
    return render(request, "accounts/form_page.html", context, status=status)


@require_POST
@login_required
def material_remove(request: HttpRequest, cohort: uuid.UUID, material: uuid.UUID) -> HttpResponse:
    """Takes a material away."""
    found = taught_cohort(request, cohort)
    cohort_words.remove_material(found, str(material), by=person_of(request), now=timezone.now())
    messages.success(request, _("It is taken away."))
    return redirect(named(request, "cohort_room"), cohort)


def _own(request: HttpRequest, key: uuid.UUID) -> Enrolment:
    found = own_enrolment(person_of(request), key)
    if found is None or not found.is_on_course:
        raise Http404
    return found


@require_safe
@login_required
def own_room(request: HttpRequest, enrolment: uuid.UUID) -> HttpResponse:
    """Messages and materials of one's own course."""
    found = _own(request, enrolment)
    context = {
        "enrolment": found,
        "cohort": found.cohort,
        "items": cohort_words.messages_of(found.cohort),
        "materials": cohort_words.materials_of(found.cohort),
    }
    return render(request, "courses/own/room.html", context)


@require_http_methods(READ_OR_POST)
@login_required
@once
def own_evaluation(request: HttpRequest, enrolment: uuid.UUID) -> HttpResponse:
    """What one thinks of the course: once, and without a name."""
    found = _own(request, enrolment)
    if not evaluations.is_open(found, timezone.localdate()):
        raise Http404
    if evaluations.has_answered(found):
        messages.info(request, _("You have answered already. Thank you."))
        return redirect("own_application", enrolment)
    form = EvaluationForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        values: dict[str, Any] = {name: form.cleaned_data[name] for name in ("whole", "useful", "safe", "text")}
        evaluations.give(found, **values, now=timezone.now())
        messages.success(request, _("Thank you. Your answer is kept without your name."))
        return redirect("own_application", enrolment)
    context = {
        "form": form,
        "title": _("What do you think of the course?"),
        "lead": _(
            "Your answer is kept without your name, and nobody sees any of it before five have answered. Where few "
            "answer, somebody who knows you may still guess what is yours. You need not answer."
        ),
        "submit": _("Send the answer"),
        "back": reverse("own_application", args=[enrolment]),
        "back_words": found.cohort.name,
    }
    return render(request, "accounts/form_page.html", context, status=INVALID if form.is_bound else 200)


@require_safe
@login_required
def cohort_evaluation(request: HttpRequest, cohort: uuid.UUID) -> HttpResponse:
    """What a cohort answered, for its coordinator, where enough have answered."""
    found = own_cohort(request, cohort)
    return render(request, "courses/cohorts/evaluation.html", {"cohort": found, "result": evaluations.result_of(found)})
