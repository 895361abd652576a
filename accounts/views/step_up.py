"""The page that asks for a mailed code before a sensitive act."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ..domain import step_up as acts
from ..forms import CodeForm
from ..guards import over_limit, too_many
from ..requests import person_of
from ..stepping_up import remember


def _target(request: HttpRequest) -> str:
    """Where the person wanted to go; their own page when that lies elsewhere."""
    target = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        return target
    return reverse("own_overview")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def step_up(request: HttpRequest) -> HttpResponse:
    """Sends the code (`action=send`) or takes it. Whoever has a second factor is led to that instead."""
    person, target, now = person_of(request), _target(request), timezone.now()
    here = f"{reverse('step_up')}?{urlencode({'next': target})}"
    if factor := acts.strong_factor(person):
        page = "mfa_reauthenticate" if factor == "totp" else "mfa_reauthenticate_webauthn"
        return redirect(f"{reverse(page)}?{urlencode({'next': target})}")
    session_key = request.session.session_key or ""
    if request.method == "POST" and request.POST.get("action") == "send":
        if wait := over_limit("step_up", str(person.uuid)):
            return too_many(request, wait)
        acts.ask(person=person, session_key=session_key, now=now)
        return redirect(here)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        if acts.prove(person=person, session_key=session_key, code=form.cleaned_data["code"], now=now):
            remember(request, person, now=now)
            return redirect(target)
        form.add_error("code", _("That is not the code, or it has run out. Try again, or ask for a new one."))
    sent = acts.waits(session_key=session_key, now=now) or form.is_bound
    context = {"form": form, "sent": sent, "here": here, "address": person.email}
    return render(request, "accounts/step_up.html", context, status=422 if form.errors else 200)
