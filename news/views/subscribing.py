"""Asking for the newsletter, and a reader's own page behind the private link of each mail."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from accounts.domain.errors import Refused as ConsentRefused
from accounts.guards import limited
from accounts.private_answers import private
from home.domain.errors import Refused

from ..domain import subscribers as acts
from ..domain.queries import issues_of
from ..enums import SubscriberState
from ..forms import PauseForm, SubscribeForm, WishesForm
from ..models import NewsletterPage, Subscriber

READ_OR_POST = ["GET", "HEAD", "POST"]
INVALID, CONFLICT = 422, 409


# --- asking ----------------------------------------------------------------------------------------------------------
def ask(request: HttpRequest, page: NewsletterPage) -> HttpResponse:
    """One field and a box. The page after says the same whether the address was known or not."""
    form = SubscribeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        return _take(request, page, form)
    return _form(request, page, form, status=INVALID if form.is_bound else 200)


def _form(request: HttpRequest, page: NewsletterPage, form: SubscribeForm, status: int = 200) -> HttpResponse:
    context = page.get_context(request) | {"form": form, "issues": issues_of(page)}
    answer = render(request, page.template, context, status=status)
    answer["Cache-Control"] = "private, no-store"
    return answer


@limited("newsletter")
def _take(request: HttpRequest, page: NewsletterPage, form: SubscribeForm) -> HttpResponse:
    if not form.is_robot:
        try:
            acts.ask(
                email=form.cleaned_data["email"],
                shown=form.cleaned_data["yes"].text_hash,
                language=language_of(request),
                now=timezone.now(),
            )
        except ConsentRefused as refusal:
            form.add_error("yes", str(refusal.message))
            return _form(request, page, form, status=CONFLICT)
    return private(render(request, "news/asked.html", page.get_context(request)))


def language_of(request: HttpRequest) -> str:
    """The language of the page somebody stands on."""
    language: str = request.asked_language  # type: ignore[attr-defined]
    return language


# --- the own page ----------------------------------------------------------------------------------------------------
@require_http_methods(READ_OR_POST)
@limited("private_link")
@sensitive_variables("token")
def mine(request: HttpRequest, token: str) -> HttpResponse:
    """Where a reader stands, and what they may do. Reading changes nothing: mail scanners open links too."""
    found = acts.by_link(token)
    if found is None:
        return _gone(request)
    if request.method != "POST":
        return _show(request, found, token)
    try:
        return _act(request, found, token)
    except Refused as refusal:
        return _show(request, found, token, refused=str(refusal.message), status=CONFLICT)


def _act(request: HttpRequest, reader: Subscriber, token: str) -> HttpResponse:
    now, act = timezone.now(), request.POST.get("act", "")
    if act == "confirm":
        acts.confirm(reader, now=now)
    elif act == "leave":
        acts.leave(reader, now=now)
    elif act == "wishes":
        form = WishesForm(request.POST)
        if not form.is_valid():
            return _show(request, reader, token, wishes=form, status=INVALID)
        wanted = {name: form.cleaned_data[name] for name in ("frequency", "topics", "language")}
        acts.change(reader, **wanted, now=now)
    elif act == "pause":
        pause = PauseForm(request.POST)
        if not pause.is_valid():
            return _show(request, reader, token, pause=pause, status=INVALID)
        acts.pause(reader, months=pause.cleaned_data["months"], now=now)
    return private(HttpResponseRedirect(reverse("newsletter_mine", args=[token])))


def _show(
    request: HttpRequest,
    reader: Subscriber,
    token: str,
    *,
    refused: str = "",
    wishes: WishesForm | None = None,
    pause: PauseForm | None = None,
    status: int = 200,
) -> HttpResponse:
    reader.refresh_from_db()
    told = {"frequency": reader.frequency, "topics": reader.topics, "language": reader.language}
    context = {
        "reader": reader,
        "token": token,
        "refused": refused,
        "is_pending": reader.state == SubscriberState.PENDING or reader.asked_again_at is not None,
        "is_active": reader.state == SubscriberState.ACTIVE,
        "has_left": reader.state == SubscriberState.UNSUBSCRIBED,
        "is_paused": reader.is_paused_on(timezone.localdate()),
        "wishes": wishes or WishesForm(initial=told),
        "pause": pause or PauseForm(),
    }
    return private(render(request, "news/mine.html", context, status=status))


def _gone(request: HttpRequest) -> HttpResponse:
    return private(render(request, "news/gone.html", status=404))


@csrf_exempt
@require_http_methods(READ_OR_POST)
@limited("private_link")
@sensitive_variables("token")
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """Leaves the list: with one press here, or by the mail program itself (RFC 8058), which sends no token of a form.
    Nothing but leaving can be done with it."""
    found = acts.by_link(token)
    if found is None:
        return _gone(request)
    if request.method != "POST":
        return private(render(request, "news/leave.html", {"reader": found, "token": token}))
    acts.leave(found, now=timezone.now())
    if request.POST.get("List-Unsubscribe") == "One-Click":
        return private(HttpResponse(status=200))
    return private(redirect("newsletter_mine", token))
