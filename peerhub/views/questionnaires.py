"""The questionnaire editor on the coordinator's workbench; it works without a script."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.once import once

from ..domain import queries
from ..domain import questionnaires as acts
from ..domain.errors import Refused
from ..models import Questionnaire
from ..questionnaire_forms import NewQuestionnaireForm, QuestionForm
from .staff import staff_of

INVALID, CONFLICT = 422, 409


def _one(request: HttpRequest, number: int) -> Questionnaire:
    staff_of(request)
    return get_object_or_404(queries.questionnaires_for_staff(), pk=number)


@require_safe
@login_required
def questionnaire_list(request: HttpRequest) -> HttpResponse:
    """Every version of every questionnaire."""
    staff_of(request)
    return render(request, "peerhub/questionnaires/list.html", {"rows": queries.questionnaires_for_staff()})


@require_safe
@login_required
def questionnaire_page(request: HttpRequest, number: int) -> HttpResponse:
    """One version: its questions in their order as people meet them, and why it can or cannot be changed."""
    found = _one(request, number)
    context = {
        "questionnaire": found,
        "questions": queries.questions_in(found),
        "why_locked": acts.why_locked(found),
        "may_edit": acts.may_edit(found.programme, staff_of(request)),
        "rounds": queries.rounds_with(found, staff_of(request)),
    }
    return render(request, "peerhub/questionnaires/questionnaire.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@once
def questionnaire_new(request: HttpRequest) -> HttpResponse:
    """Makes an empty questionnaire."""
    person = staff_of(request)
    programmes = queries.programmes_for_staff()
    form = NewQuestionnaireForm(request.POST if request.method == "POST" else None, programmes=programmes)
    status = 200
    if form.is_bound:
        status = INVALID
        if form.is_valid():
            values = {name: form.cleaned_data[name] for name in ("programme", "name")}
            try:
                made = acts.make(**values, by=person, now=timezone.now())
            except Refused as refusal:
                form.add_error(None, str(refusal.message))
                status = CONFLICT
            else:
                return redirect("questionnaire", made.pk)
    context = {
        "form": form,
        "title": _("Make a questionnaire"),
        "submit": _("Make the questionnaire"),
        "back": reverse("questionnaires"),
        "back_words": _("Questionnaires"),
    }
    return render(request, "accounts/form_page.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@once
def question(request: HttpRequest, number: int, place: int | None = None) -> HttpResponse:
    """Adds a question, or changes one."""
    found = _one(request, number)
    known = get_object_or_404(found.questions, pk=place) if place else None
    form = QuestionForm(request.POST if request.method == "POST" else None, questionnaire=found, question=known)
    status = INVALID if form.is_bound and not form.is_valid() else 200
    if form.is_bound and form.is_valid():
        values, options = form.values(), form.cleaned_data["options"]
        try:
            acts.keep_question(found, known, values=values, options=options, by=staff_of(request), now=timezone.now())
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal.message))
            status = CONFLICT
        else:
            messages.success(request, _("The question is saved."))
            return redirect("questionnaire", number)
    context: dict[str, Any] = {
        "form": form,
        "title": known.text if known else _("Add a question"),
        "submit": _("Save the question"),
        "back": reverse("questionnaire", args=[number]),
        "back_words": str(found),
    }
    return render(request, "accounts/form_page.html", context, status=status)


@require_POST
@login_required
def question_act(request: HttpRequest, number: int, place: int, act: str) -> HttpResponse:
    """Moves a question up or down, or takes it away."""
    found = _one(request, number)
    known = get_object_or_404(found.questions, pk=place)
    person, now = staff_of(request), timezone.now()
    steps: dict[str, Callable[[], None]] = {
        "op": lambda: acts.move_question(found, known, up=True, by=person, now=now),
        "ned": lambda: acts.move_question(found, known, up=False, by=person, now=now),
        "slet": lambda: acts.remove_question(found, known, by=person, now=now),
    }
    if act not in steps:
        raise Http404
    try:
        steps[act]()
    except Refused as refusal:
        messages.error(request, str(refusal.message))
    return redirect("questionnaire", number)


@require_POST
@login_required
def questionnaire_version(request: HttpRequest, number: int) -> HttpResponse:
    """Makes the next version, which can be changed."""
    found = _one(request, number)
    try:
        made = acts.new_version(found, by=staff_of(request), now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal.message))
        return redirect("questionnaire", number)
    messages.success(
        request, _("This is version %(version)d. Choose it in a round that has not opened.") % {"version": made.version}
    )
    return redirect("questionnaire", made.pk)
