"""Asking to hear when a course gets a date."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from accounts.forms import NOT_IN_LIST, MailField
from accounts.guards import GuardedForm, limited, over_limit, too_many
from accounts.mail_boxes import one_spelling
from accounts.private_answers import private
from accounts.views.interests import answer

from ..domain import course_interest as acts
from ..models import Course
from .staff import INVALID, READ_OR_POST


class CourseInterestForm(GuardedForm):
    """An address and a town, behind the trap for robots."""

    email = MailField(label=_("E-mail"))
    town = forms.ChoiceField(label=_("Town"), required=False, error_messages=NOT_IN_LIST)
    field_order = ["email", "town"]

    def __init__(self, *args: Any, towns: list[str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["town"].choices = [("", _("Any town")), *((one, one) for one in towns)]  # type: ignore[attr-defined]


@require_http_methods(READ_OR_POST)
def course_interest(request: HttpRequest, course: str) -> HttpResponse:
    """Two fields. The page after says the same whether the address was known or not."""
    found = acts.course_with(course)
    if found is None:
        raise Http404
    form = CourseInterestForm(request.POST if request.method == "POST" else None, towns=acts.towns_of(found))
    if form.is_bound and form.is_valid():
        return _ask(request, found, form)
    status = INVALID if form.is_bound else 200
    return private(render(request, "courses/interest/ask.html", {"course": found, "form": form}, status=status))


@limited("course_interest")
def _ask(request: HttpRequest, course: Course, form: CourseInterestForm) -> HttpResponse:
    email = form.cleaned_data["email"]
    if wait := over_limit("course_interest_address", one_spelling(email)):
        return too_many(request, wait)
    if not form.is_robot:
        language, now = get_language() or "da", timezone.now()
        acts.ask(course=course, email=email, town=form.cleaned_data["town"], language=language, now=now)
    return private(render(request, "courses/interest/asked.html", {"course": course}))


@require_http_methods(READ_OR_POST)
@limited("private_link")
@sensitive_variables("token")
def course_interest_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the mail: reading shows two buttons, one says yes and one deletes the address."""
    return answer(request, acts.by_link(token), "courses/interest")
