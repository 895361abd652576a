"""Signing up in five steps, without an account and without a script."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.domain.errors import Refused as ConsentRefused
from accounts.guards import limited, over_limit, too_many
from accounts.mail_boxes import one_spelling
from accounts.once import once

from ..check_forms import CheckForm
from ..domain import drafts, signups
from ..domain.choosing import seats_of
from ..domain.errors import Refused
from ..domain.queries import questions_of
from ..models import SignupDraft, SignupRound
from ..signup_forms import AboutForm, EligibilityForm, WhereForm
from ..signup_words import summary_of
from ..wishes_forms import WishesForm
from .signing_up import NAMES, begin, closed, draft_of, remember, remember_sent, round_or_404, show, url_of

READ_OR_POST = ["GET", "HEAD", "POST"]
INVALID = 422


@require_http_methods(READ_OR_POST)
def start(request: HttpRequest, round: str) -> HttpResponse:
    """Is it for you? Asked before anything personal; whoever it is not for gets other ways, and nothing is stored."""
    found = round_or_404(round)
    now = timezone.now()
    if not found.is_open_at(now):
        return closed(request, found, draft_of(request, found))
    form = EligibilityForm(request.POST if request.method == "POST" else None, round=found)
    if form.is_bound and form.is_valid():
        if not form.fits:
            return show(request, "not_for_you", found, {}, step="start")
        draft = draft_of(request, found) or drafts.begin(round=found, language=language_of(request), now=now)
        remember(request, draft)
        return redirect(url_of(found, "about"))
    context = {"form": form, "draft": draft_of(request, found)}
    return show(request, "start", found, context, step="start", status=INVALID if form.is_bound else 200)


def language_of(request: HttpRequest) -> str:
    """The language of the address."""
    language: str = request.asked_language  # type: ignore[attr-defined]
    return language


@require_http_methods(READ_OR_POST)
def step(request: HttpRequest, round: str, name: str) -> HttpResponse:
    """One of the three steps in the middle: kept sealed when it is right, shown again with what is wrong."""
    found = round_or_404(round)
    draft = draft_of(request, found)
    if draft is None:
        return begin(request, found)
    if not found.is_open_at(timezone.now()):
        return closed(request, found, draft)
    form = form_of(name, found, drafts.read(draft).get(name) or first_values(name, request), request)
    if form.is_bound and form.is_valid() and not getattr(form, "asks_more", False):
        drafts.save_step(draft, name, values_of(form), now=timezone.now())
        return redirect(url_of(found, NAMES[NAMES.index(name) + 1]))
    status = INVALID if form.is_bound and form.errors else 200
    return show(request, "step", found, {"form": form, "draft": draft}, step=name, status=status)


def first_values(name: str, request: HttpRequest) -> dict[str, Any] | None:
    """What a step begins with: the language of the page."""
    return {"language": language_of(request)} if name == "about" else None


def form_of(
    name: str, round: SignupRound, held: dict[str, Any] | None, request: HttpRequest, **more: Any
) -> forms.Form:
    """The form of a step, filled with what is kept or what was sent. A question left out first is asked once more."""
    data = request.POST if request.method == "POST" else None
    if name == "about":
        return AboutForm(data, round=round, initial=held, **more)
    if name == "where":
        return WhereForm(data, round=round, initial=held)
    form = WishesForm(data, round=round, questions=questions_of(round), seats=seats_of(round), initial=held)
    if form.asks_more and form.is_valid() is False:
        form = unmarked(form)
    return form


def unmarked(form: WishesForm) -> WishesForm:
    """The same form without complaints about questions that the reader has not seen yet."""
    for name in form.new_names:
        form.errors.pop(name, None)
    return form


def values_of(form: forms.Form) -> dict[str, Any]:
    """What a step keeps."""
    return form.values() if isinstance(form, WishesForm) else form.cleaned_data


@require_http_methods(READ_OR_POST)
@once
def check(request: HttpRequest, round: str) -> HttpResponse:
    """Everything that was answered, with a way to mend each part; the boxes of consent; sending."""
    found = round_or_404(round)
    draft = draft_of(request, found)
    if draft is None:
        return begin(request, found)
    waiting = drafts.next_step(draft)
    if waiting != "check":
        return redirect(url_of(found, waiting))
    if not found.is_open_at(timezone.now()):
        return closed(request, found, draft)
    form = CheckForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        return _send(request, found, draft, form)
    return _check_page(request, found, draft, form)


def _check_page(request: HttpRequest, round: SignupRound, draft: SignupDraft, form: CheckForm) -> HttpResponse:
    held = drafts.read(draft)
    parts = [(name, url_of(round, name), rows) for name, rows in summary_of(round, held)]
    context = {"form": form, "draft": draft, "parts": parts}
    return show(request, "check", round, context, step="check", status=INVALID if form.is_bound else 200)


@limited("signup")  # what is sent counts, not each try
def _send(request: HttpRequest, round: SignupRound, draft: SignupDraft, form: CheckForm) -> HttpResponse:
    now = timezone.now()
    email = str(drafts.read(draft)["about"]["email"])
    if wait := over_limit("signup_address", one_spelling(email)):
        return too_many(request, wait)
    if not form.is_robot:
        try:
            signups.submit(draft, said=form.said(), language=language_of(request), now=now)
        except signups.TooLate:
            return closed(request, round, draft)
        except (Refused, ConsentRefused) as refusal:
            form.add_error(None, str(refusal.message))
            return _check_page(request, round, draft, form)
    remember_sent(request, draft)
    return HttpResponseRedirect(url_of(round, "receipt"))
