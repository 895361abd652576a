"""Noting a conversation: by the supervisor and coordinators, and by the workplace guide through a private link."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from accounts.guards import limited
from accounts.once import once
from accounts.requests import person_of

from ..domain import conversations, training_links
from ..domain.errors import Refused
from ..models import GuideTraining
from ..reflection_forms import ConversationForm
from ..training_enums import ACTING
from .training_links import private_answer
from .trainings import READ_OR_POST, back, form_page, training_of


def _noted(form: ConversationForm, training: GuideTraining, **who: Any) -> bool:
    """Whether what was typed is noted; what stands in the way is said in the form."""
    if not form.is_bound or not form.is_valid():
        return False
    try:
        conversations.note_conversation(training, conversations.Held(**form.values()), now=timezone.now(), **who)
    except Refused as refusal:
        form.add_error("date", str(refusal.message))
        return False
    return True


@require_http_methods(READ_OR_POST)
@login_required
@once
def guide_conversation(request: HttpRequest, training: UUID) -> HttpResponse:
    """Notes the midterm or the final conversation."""
    found = training_of(request, training)
    form = ConversationForm(request.POST if request.method == "POST" else None)
    if _noted(form, found, by=person_of(request)):
        messages.success(request, _("Saved."))
        return back(request, found)
    lead = _("Only that it was held: when, and who took part. Never what was said, and nothing about health.")
    return form_page(request, found, form, _("Note a conversation"), lead, _("Save"))


@require_http_methods(READ_OR_POST)
@sensitive_variables("token")
@limited("training_link")
def link_conversation(request: HttpRequest, token: str) -> HttpResponse:
    """The same by the guide at the workplace or a supervisor without an account."""
    link = training_links.find(token, today=timezone.localdate())
    if link is None or link.part not in ACTING:
        raise Http404
    form = ConversationForm(request.POST if request.method == "POST" else None)
    if _noted(form, link.training, link=link):
        training_links.used(link, now=timezone.now())
        return private_answer(redirect("training_link", token))
    context = {
        "form": form,
        "title": _("Note a conversation"),
        "lead": _("Only that it was held: when, and who took part. Never what was said, and nothing about health."),
        "submit": _("Save"),
        "back": reverse("training_link", args=[token]),
        "back_words": _("Hours in practicum"),
    }
    status = 422 if form.errors else 200
    return private_answer(render(request, "courses/link/form.html", context, status=status))
