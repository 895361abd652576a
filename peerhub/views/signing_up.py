"""The frame of the five steps: where one is, the draft behind the session, and the ways out."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.private_answers import private
from home.templatetags.portal import long_date

from ..domain import drafts
from ..domain.queries import page_of, round_for_visitors
from ..enums import RoundState
from ..models import SignupDraft, SignupRound

STEPS: list[tuple[str, str | Promise]] = [
    ("start", _("Is it for you?")),
    ("about", _("About you")),
    ("where", _("Where and when")),
    ("wishes", _("Wishes for the group")),
    ("check", _("Check and send")),
]
NAMES = [name for name, _words in STEPS]


def round_or_404(slug: str) -> SignupRound:
    """The round at an address, open or not. A hidden one and one in preparation look like none."""
    found = round_for_visitors(slug)
    if found is None:
        raise Http404
    return found


def draft_of(request: HttpRequest, round: SignupRound) -> SignupDraft | None:
    """The draft that this browser is filling in; None where there is none, or it has been sent."""
    key = request.session.get(_key(round), "")
    found = drafts.of_session(key, round) if key else None
    return found if found and found.sent_at is None else None


def remember(request: HttpRequest, draft: SignupDraft) -> None:
    """Keeps the draft's id in the session, and nothing else of it."""
    request.session[_key(draft.round)] = str(draft.pk)


def remember_sent(request: HttpRequest, draft: SignupDraft) -> None:
    """Keeps what the receipt tells: the reference, and what may be taken back."""
    request.session[f"{_key(draft.round)}:sent"] = [draft.reference, str(draft.pk)]


def begin(request: HttpRequest, round: SignupRound) -> HttpResponseRedirect:
    """Where a step without a draft leads: to the receipt of what this browser has sent (pressed twice, gone back, a
    second tab), else to the first step."""
    return HttpResponseRedirect(url_of(round, "receipt" if sent_of(request, round) else "start"))


def sent_of(request: HttpRequest, round: SignupRound) -> tuple[str, str] | None:
    """Reference and id of what this browser has sent; None where it has sent nothing."""
    held = request.session.get(f"{_key(round)}:sent")
    return (held[0], held[1]) if held else None


def _key(round: SignupRound) -> str:
    return f"signup:{round.pk}"


def url_of(round: SignupRound, step: str) -> str:
    """The address of a step."""
    if step == "start":
        return reverse("signup_start", args=[round.slug])
    return reverse(f"signup_{step}", args=[round.slug])


def show(
    request: HttpRequest, template: str, round: SignupRound, context: dict[str, Any], *, step: str, status: int = 200
) -> HttpResponse:
    """A step: title, where one is, the way back."""
    number = NAMES.index(step) + 1
    context |= {
        "round": round,
        "steps": [{"title": words, "url": url_of(round, name)} for name, words in STEPS],
        "current": number,
        "title": STEPS[number - 1][1],
        "back": url_of(round, NAMES[number - 2]) if number > 1 else _before(request, round),
        "is_last": number == len(STEPS),
    }
    return private(render(request, f"peerhub/signup/{template}.html", context, status=status))


def _before(request: HttpRequest, round: SignupRound) -> str:
    """Where a visitor comes from to the first step: the page of the scheme. Empty where it has none."""
    page = page_of(round.programme, request.asked_language)  # type: ignore[attr-defined]
    return str(page.get_url(request) or "") if page else ""


def closed(request: HttpRequest, round: SignupRound, draft: SignupDraft | None = None) -> HttpResponse:
    """The page of a round that takes no signups at this moment: when it opens, that it is over, or cancelled."""
    title, lead = _why_closed(round, timezone.now())
    context = {"title": title, "lead": lead, "draft": draft, "interest": interest_url(round)}
    return private(render(request, "peerhub/signup/closed.html", context))


def _why_closed(round: SignupRound, now: datetime) -> tuple[str | Promise, str | Promise]:
    words: str | Promise
    if round.state == RoundState.CANCELLED:
        words = _("There will be no group from this round. We can write to you when the next one opens.")
        return _("This round is cancelled"), words
    if round.state != RoundState.DRAFT or (round.closes_at and round.closes_at < now):
        words = _("You can no longer sign up for this round. We can write to you when the next one opens.")
        return _("The deadline has passed"), words
    if round.opens_at is None or not round.released_at:
        return _("Signup has not opened yet"), _("The date is not set yet. We can write to you when it opens.")
    words = _("You can sign up from %(day)s. We can write to you when it opens.") % {"day": long_date(round.opens_at)}
    return _("Signup has not opened yet"), words


def interest_url(round: SignupRound) -> str:
    """Where one asks to hear of the next round."""
    return reverse("interest", args=[round.programme.code])
