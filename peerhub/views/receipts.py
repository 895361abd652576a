"""After a signup was sent, and between two sittings: the receipt, saving for later, coming back."""

import uuid
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from accounts.guards import limited, over_limit, too_many
from accounts.mail_boxes import one_spelling
from accounts.private_answers import private

from ..domain import drafts, own_signups
from ..signup_forms import SaveForm
from .public import INVALID, READ_OR_POST
from .signing_up import begin, closed, draft_of, remember, round_or_404, sent_of, url_of


@require_http_methods(READ_OR_POST)
def receipt(request: HttpRequest, round: str) -> HttpResponse:
    """What happens now. It is the same for an address that had signed up before; posted, the signup is taken back."""
    found = round_or_404(round)
    sent = sent_of(request, found)
    if sent is None:
        return redirect(url_of(found, "start"))
    reference, submission = sent
    taken_back = request.method == "POST"
    if taken_back:
        own_signups.take_back(uuid.UUID(submission), now=timezone.now())
    context = {"round": found, "reference": reference, "taken_back": taken_back}
    context["confirm_days"] = settings.SIGNUP_CONFIRM_DAYS
    return private(render(request, "peerhub/signup/receipt.html", context))


@require_http_methods(READ_OR_POST)
def save(request: HttpRequest, round: str) -> HttpResponse:
    """Mails the way back to an unfinished signup."""
    found = round_or_404(round)
    draft = draft_of(request, found)
    if draft is None:
        return begin(request, found)
    about = drafts.read(draft).get("about", {})
    form = SaveForm(request.POST if request.method == "POST" else None, initial={"email": about.get("email", "")})
    context = {
        "round": found,
        "draft": draft,
        "form": form,
        "back": url_of(found, drafts.next_step(draft)),
        "done": False,
    }
    if form.is_bound and form.is_valid():
        return _mail(request, form.cleaned_data["email"], context)
    status = INVALID if form.is_bound else 200
    return private(render(request, "peerhub/signup/save.html", context, status=status))


@limited("signup")
def _mail(request: HttpRequest, email: str, context: dict[str, Any]) -> HttpResponse:
    if wait := over_limit("signup_address", one_spelling(email)):
        return too_many(request, wait)
    drafts.mail_link(context["draft"], email=email, now=timezone.now())
    return private(render(request, "peerhub/signup/save.html", context | {"done": True}))


@require_safe
@limited("private_link", methods=("GET",))
@sensitive_variables("token")
def resume(request: HttpRequest, token: str) -> HttpResponse:
    """The mailed way back: this browser goes on where the other left. Nothing stored is changed by following it."""
    now = timezone.now()
    draft = drafts.by_link(token, now=now)
    if draft is None:
        return private(render(request, "peerhub/signup/no_draft.html", status=404))
    if not draft.round.is_open_at(now):
        return closed(request, draft.round, draft)
    remember(request, draft)
    return redirect(url_of(draft.round, drafts.next_step(draft)))
