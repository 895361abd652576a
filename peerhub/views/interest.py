"""Asking to hear when the next round opens."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from accounts.guards import GuardedForm, limited, over_limit, too_many
from accounts.mail_boxes import one_spelling
from accounts.private_answers import private
from accounts.views.interests import answer

from ..domain import interest as acts
from ..domain.signup_queries import programme_of
from ..models import PeerProgramme
from ..signup_forms import SaveForm
from .public import INVALID, READ_OR_POST, language_of


class InterestForm(SaveForm, GuardedForm):
    """An address, behind the trap for robots."""

    field_order = ["email"]


@require_http_methods(READ_OR_POST)
def interest(request: HttpRequest, programme: str) -> HttpResponse:
    """One field. The page after says the same whether the address was known or not."""
    found = programme_of(programme)
    if found is None:
        raise Http404
    form = InterestForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        return _ask(request, found, form)
    status = INVALID if form.is_bound else 200
    return private(render(request, "peerhub/interest/ask.html", {"programme": found, "form": form}, status=status))


@limited("signup")
def _ask(request: HttpRequest, programme: PeerProgramme, form: InterestForm) -> HttpResponse:
    email = form.cleaned_data["email"]
    if wait := over_limit("interest", one_spelling(email)):
        return too_many(request, wait)
    if not form.is_robot:
        acts.ask(programme=programme, email=email, language=language_of(request), now=timezone.now())
    return private(render(request, "peerhub/interest/asked.html", {"programme": programme}))


@require_http_methods(READ_OR_POST)
@limited("private_link")
@sensitive_variables("token")
def interest_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the mail: reading shows two buttons, one says yes and one deletes the address."""
    return answer(request, acts.by_link(token), "peerhub/interest")
