"""A participant's story, and the editors who approve stories in Wagtail's admin."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.consent_fields import ConsentField
from accounts.domain.errors import Refused as ConsentRefused
from accounts.forms import LINE
from accounts.guards import refuse_control, refuse_cpr
from accounts.models import User
from accounts.once import OnceForm, once
from accounts.requests import person_of

from ..domain import stories as acts
from ..domain.errors import Refused
from ..domain.own_queries import own_enrolment
from ..models.stories import MOST_LETTERS, STORY
from .staff import CONFLICT, INVALID, READ_OR_POST


class StoryForm(OnceForm):
    """A few sentences, and by which name."""

    text = forms.CharField(
        label=gettext_lazy("Your story"),
        max_length=MOST_LETTERS,
        validators=[refuse_control, refuse_cpr],
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=gettext_lazy("What was the course like, and what do you use it for? Everybody can read it."),
        error_messages={"required": gettext_lazy("Write a few sentences.")},
    )
    shown_as = forms.CharField(
        label=gettext_lazy("Shown as"),
        max_length=60,
        validators=LINE,
        help_text=gettext_lazy("E.g. your first name, or Participant in Aarhus. You choose."),
        error_messages={"required": gettext_lazy("Write how you want to be named.")},
    )

    def __init__(self, *args: Any, asks: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if asks:
            self.fields["consent"] = ConsentField(purpose=STORY)


@require_http_methods(READ_OR_POST)
@sensitive_post_parameters("text")
@login_required
@once
def own_story(request: HttpRequest, enrolment: uuid.UUID) -> HttpResponse:
    """Writes a story, or changes it."""
    person = person_of(request)
    found = own_enrolment(person, enrolment)
    if found is None or found.state not in acts.MAY_TELL:
        raise Http404
    row = acts.own_story(found)
    form = StoryForm(
        request.POST if request.method == "POST" else None,
        asks=row is None,
        initial={"text": row.text, "shown_as": row.shown_as} if row else {},
    )
    status = INVALID if form.is_bound and not form.is_valid() else 200
    if form.is_bound and form.is_valid():
        clean = form.cleaned_data
        try:
            acts.keep(
                found,
                text=clean["text"].strip(),
                shown_as=clean["shown_as"].strip(),
                language=get_language() or "da",
                shown=clean["consent"].text_hash if clean.get("consent") else "",
                by=person,
                now=timezone.now(),
            )
        except (Refused, ConsentRefused) as refusal:
            form.add_error(None, str(refusal.message))
            status = CONFLICT
        else:
            messages.success(request, _("Thank you. An editor reads it before it is shown."))
            return redirect("own_story", enrolment)
    context = {
        "form": form,
        "story": row,
        "title": _("Your story"),
        "lead": _("Tell others what the course was like. It is shown when an editor has read it, until you say stop."),
        "submit": _("Save the story"),
        "back": reverse("own_course", args=[enrolment]),
        "back_words": found.cohort.name,
        "remove": reverse("own_story_remove", args=[enrolment]) if row else "",
    }
    return render(request, "courses/own/story.html", context, status=status)


@require_POST
@login_required
def own_story_remove(request: HttpRequest, enrolment: uuid.UUID) -> HttpResponse:
    """Takes the story back."""
    person = person_of(request)
    found = own_enrolment(person, enrolment)
    if found is None:
        raise Http404
    acts.take_back(found, by=person, now=timezone.now())
    messages.success(request, _("Your story is taken away and deleted."))
    return redirect("own_course" if found.is_on_course else "own_application", enrolment)


def _editor(request: HttpRequest) -> User:
    person = person_of(request)
    if not person.has_role(*acts.APPROVERS):
        raise PermissionDenied
    return person


@require_safe
def stories(request: HttpRequest) -> HttpResponse:
    """Every story, those that wait first."""
    _editor(request)
    return render(request, "courses/admin/stories.html", {"stories": acts.stories_for_editors()})


@require_POST
def story_decide(request: HttpRequest, story: uuid.UUID) -> HttpResponse:
    """Shows a story, or takes it off."""
    person, found = _editor(request), acts.story_for_editors(story)
    if found is None:
        raise Http404
    acts.decide(found, show=request.POST.get("act") == "show", by=person, now=timezone.now())
    messages.success(request, _("Saved."))
    return redirect("course_stories")
