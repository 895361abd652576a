"""A signup's own page behind its private link: where it stands, and everything the person may do with it."""

import json
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from accounts.domain.errors import Refused as ConsentRefused
from accounts.private_answers import private

from ..check_forms import AcceptForm
from ..domain import drafts, offers, signup_consents, signups
from ..domain.errors import Refused
from ..domain.own_signups import delete_answers, download, keep_waiting
from ..domain.signup_consents import SHARING
from ..domain.signup_queries import next_round_for
from ..domain.signup_retention import answers_go_on, names_go_on
from ..models import Signup
from ..signup_enums import SignupState
from ..signup_words import summary_of
from .public import INVALID, READ_OR_POST, form_of, language_of, values_of
from .signing_up import remember, url_of

CONFLICT = 409
UNCONFIRMED = frozenset({SignupState.SUBMITTED, SignupState.EXPIRED})
Act = Callable[[HttpRequest, Signup, str], HttpResponse | None]


@require_http_methods(READ_OR_POST)
@sensitive_variables("token")
def signup_status(request: HttpRequest, token: str) -> HttpResponse:
    """Where I stand, in words. Reading changes nothing: mail scanners open links too; each act is a button."""
    found = signups.by_link(token)
    if found is None:
        return gone(request)
    act = ACTS.get(request.POST.get("act", "")) if request.method == "POST" else None
    if act is None:
        return _show(request, found, token)
    try:
        answer = act(request, found, token)
    except (Refused, ConsentRefused) as refusal:
        again = signups.by_link(token)
        return _show(request, again, token, refused=str(refusal.message), status=CONFLICT) if again else gone(request)
    return answer or _back(token)


def _back(token: str) -> HttpResponse:
    return private(HttpResponseRedirect(reverse("signup_status", args=[token])))


def gone(request: HttpRequest) -> HttpResponse:
    """The page of a link that leads to no signup."""
    return private(render(request, "peerhub/status/gone.html", status=404))


def _show(
    request: HttpRequest,
    signup: Signup,
    token: str,
    *,
    refused: str = "",
    form: AcceptForm | None = None,
    status: int = 200,
) -> HttpResponse:
    now = timezone.now()
    given = {one.purpose: one for one in signup_consents.standing(signup)}
    answers = getattr(signup, "answers", None)
    # Until the address is confirmed, the link may have reached somebody else: it shows no answers.
    is_known = signup.state not in UNCONFIRMED
    parts = summary_of(signup.round, drafts.content_of(signup)) if answers and is_known else []
    context: dict[str, Any] = {
        "signup": signup,
        "token": token,
        "refused": refused,
        "form": form or AcceptForm(is_shared=SHARING in given),
        "place": offers.place_of(signup, now),
        "is_hidden": signup.state == SignupState.ACCEPTED and SHARING not in given,
        "parts": [(name, reverse("signup_change", args=[token, name]), rows) for name, rows in parts],
        "can_change": signup.can_change and answers is not None and is_known,
        "has_answers": answers is not None,
        "is_known": is_known,
        "answers_go_on": answers_go_on(signup) if answers else None,
        "names_go_on": names_go_on(signup),
        "next_round": next_round_for(signup, now) if answers else None,
        "carried_to": getattr(signup, "carried_to", None),
    }
    return private(render(request, "peerhub/status/status.html", context, status=status))


# --- acts ------------------------------------------------------------------------------------------------------------
def _confirm(request: HttpRequest, signup: Signup, token: str) -> HttpResponse | None:
    signups.confirm(signup, now=timezone.now())
    return None


def _new_link(request: HttpRequest, signup: Signup, token: str) -> HttpResponse | None:
    signups.send_new_link(signup, now=timezone.now())
    return private(render(request, "peerhub/status/link_sent.html", {"signup": signup}))


def _accept(request: HttpRequest, signup: Signup, token: str) -> HttpResponse | None:
    shared = any(one.purpose == SHARING for one in signup_consents.standing(signup))
    form = AcceptForm(request.POST, is_shared=shared)
    if not form.is_valid():
        return _show(request, signup, token, form=form, status=INVALID)
    offers.accept(signup, said=form.said(), language=language_of(request), by=signup.person, now=timezone.now())
    return None


def _share(request: HttpRequest, signup: Signup, token: str) -> HttpResponse | None:
    form = AcceptForm(request.POST, is_shared=False)
    if not form.is_valid():
        return _show(request, signup, token, form=form, status=INVALID)
    now = timezone.now()
    offers.share_again(signup, said=form.said(), language=language_of(request), by=signup.person, now=now)
    return None


def _decline(request: HttpRequest, signup: Signup, token: str) -> HttpResponse | None:
    offers.decline(signup, by=signup.person, now=timezone.now())
    return None


def _delete_answers(request: HttpRequest, signup: Signup, token: str) -> HttpResponse | None:
    delete_answers(signup, now=timezone.now())
    return None


def _keep_waiting(request: HttpRequest, signup: Signup, token: str) -> HttpResponse | None:
    keep_waiting(signup, keeps=request.POST["act"] == "carry", language=language_of(request), now=timezone.now())
    return None


def _use_again(request: HttpRequest, signup: Signup, token: str) -> HttpResponse | None:
    now = timezone.now()
    opened = next_round_for(signup, now)
    if opened is None:
        raise Refused(_("No round is open just now."))
    draft = drafts.begin(round=opened, language=language_of(request), earlier=signup, now=now)
    remember(request, draft)
    return redirect(url_of(opened, "start"))


ACTS: dict[str, Act] = {
    "confirm": _confirm,
    "new-link": _new_link,
    "accept": _accept,
    "decline": _decline,
    "share": _share,
    "delete-answers": _delete_answers,
    "carry": _keep_waiting,
    "not-carry": _keep_waiting,
    "use-again": _use_again,
}


@require_http_methods(READ_OR_POST)
@sensitive_variables("token")
def signup_withdraw(request: HttpRequest, token: str) -> HttpResponse:
    """Withdrawing: one page, one button, no reason. Pressed twice it is withdrawn once."""
    found = signups.by_link(token)
    if found is None:
        return gone(request)
    if request.method == "POST":
        signups.withdraw(found, by=found.person, now=timezone.now())
        return _back(token)
    return private(render(request, "peerhub/status/withdraw.html", {"signup": found, "token": token}))


@require_http_methods(READ_OR_POST)
@sensitive_variables("token")
def signup_change(request: HttpRequest, token: str, name: str) -> HttpResponse:
    """Changing one part of the answers. Raises Http404 for a part there is not."""
    if name not in drafts.STEPS:
        raise Http404
    found = signups.by_link(token)
    if found is None:
        return gone(request)
    if not found.can_change or found.state in UNCONFIRMED or getattr(found, "answers", None) is None:
        return _back(token)
    held = drafts.content_of(found)[name]
    form = form_of(name, found.round, held, request, **({"has_address": True} if name == "about" else {}))
    refused = ""
    if form.is_bound and form.is_valid() and not getattr(form, "asks_more", False):
        try:
            signups.change(found, name, values_of(form), by=None, now=timezone.now())
        except Refused as refusal:
            refused = str(refusal.message)
        else:
            return _back(token)
    context = {"signup": found, "token": token, "form": form, "name": name, "refused": refused}
    status = INVALID if refused or (form.is_bound and form.errors) else 200
    return private(render(request, "peerhub/status/change.html", context, status=status))


@require_safe
@sensitive_variables("token")
def signup_download(request: HttpRequest, token: str) -> HttpResponse:
    """My answers as a file: what is stored, in JSON."""
    found = signups.by_link(token)
    if found is None or found.state in UNCONFIRMED:
        return gone(request)
    text = json.dumps(download(found, now=timezone.now()), ensure_ascii=False, indent=2)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.reference}.json"'
    return private(response)
