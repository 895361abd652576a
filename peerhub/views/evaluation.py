"""The evaluation of a round: the four questions with notes, figures, and a file to take out."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.domain import access_log
from accounts.exports import exported
from accounts.once import once

from ..domain import closing, evaluation
from ..evaluation_forms import NoteForm
from .public import INVALID, READ_OR_POST
from .staff import own_round, staff_of

FORMS = ("csv", "xlsx")


@require_http_methods(READ_OR_POST)
@login_required
@once
def round_evaluation(request: HttpRequest, slug: str) -> HttpResponse:
    """What was heard about each question, the figures, and a form for another note."""
    found, staff = own_round(request, slug), staff_of(request)
    form = NoteForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("kind", "question", "text")}
        evaluation.write(found, **values, by=staff, now=timezone.now())
        messages.success(request, _("The note is kept."))
        return redirect("round_evaluation", slug)
    context = {"round": found, "form": form, "questions": evaluation.notes_of(found)}
    context["closing"] = closing.figures_of(found)
    context["figures"] = evaluation.figures_of(found)
    status = INVALID if form.errors else 200
    return render(request, "peerhub/desk/evaluation.html", context, status=status)


@require_POST
@login_required
def note_remove(request: HttpRequest, slug: str, note: UUID) -> HttpResponse:
    """Deletes a note. Pressed twice it is deleted once."""
    evaluation.remove(own_round(request, slug), note, by=staff_of(request), now=timezone.now())
    messages.success(request, _("The note is deleted."))
    return redirect("round_evaluation", slug)


@require_safe
@login_required
def evaluation_file(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """The notes as a file. The log tells who took it."""
    found, staff = own_round(request, slug), staff_of(request)
    if form not in FORMS:
        raise Http404
    access_log.record(by=staff, action="evaluation.exported", object=found, now=timezone.now())
    rows = [
        (question, one.get_kind_display(), one.text) for question, notes in evaluation.notes_of(found) for one in notes
    ]
    return exported(f"evaluering-{found.slug}", (_("Question"), _("Where it is from"), _("Note")), rows, form=form)
