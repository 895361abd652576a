"""Letters, calls and text messages to people without a mail address, on the coordinator's workbench."""

import uuid
from collections.abc import Callable, Iterable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from outbox.calls import to_say, to_text
from outbox.letters import printed, town
from outbox.models import ByHand
from pdf.answers import no_pdf, pdf_answer, pdf_file
from pdf.render import PdfFailed

from ..domain import carrying
from ..domain.carrying import CALLS, LETTERS
from ..phones import as_read
from ..requests import person_of

PER_PAGE = 25
Step = Callable[..., bool]


def _one(request: HttpRequest, key: uuid.UUID, channels: Iterable[str]) -> ByHand:
    """A message that the person who asks may carry; 404 for all others."""
    return get_object_or_404(carrying.seen_by(person_of(request), channels), pk=key)


def _list(request: HttpRequest, channels: Iterable[str], template: str) -> HttpResponse:
    rows = carrying.on_the_list(person_of(request), channels, now=timezone.now())
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    shown = [
        {"row": one.row, "name": one.person.get_full_name(), "town": town(one.person.postal_address)}
        | {"phone": as_read(one.person.phone), "number": one.person.phone}
        for one in carrying.with_people(page)
    ]
    return render(request, template, {"page_obj": page, "shown": shown})


@require_safe
@login_required
def letters(request: HttpRequest) -> HttpResponse:
    """What is to be printed and posted, and what was posted today."""
    return _list(request, LETTERS, "accounts/carrying/letters.html")


@require_safe
@login_required
def calls(request: HttpRequest) -> HttpResponse:
    """Who is to be called or texted, and who was today."""
    return _list(request, CALLS, "accounts/carrying/calls.html")


@require_safe
@login_required
def letter(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """One letter as PDF, made now of the words that hold now."""
    now = timezone.now()
    opened = carrying.open_one(_one(request, key, LETTERS), by=person_of(request), now=now)
    if opened is None:
        return _no_longer_due(request, "letters")
    day = timezone.localdate(now)
    return pdf_answer(request, lambda: printed([(opened.mail, opened.reached)], day=day), f"brev-{day:%Y-%m-%d}.pdf")


@require_POST
@login_required
def print_all(request: HttpRequest) -> HttpResponse:
    """Every letter that waits, in one PDF. Where none can be made, they wait still."""
    now = timezone.now()
    opened = carrying.print_all(by=person_of(request), now=now)
    if not opened:
        messages.info(request, _("No letter waits to be printed."))
        return redirect("letters")
    day = timezone.localdate(now)
    try:
        pdf = printed([(one.mail, one.reached) for one in opened], day=day)
    except PdfFailed as failure:
        carrying.not_printed(opened)
        return no_pdf(request, failure.message)
    return pdf_file(pdf.content, f"breve-{day:%Y-%m-%d}.pdf")


@require_safe
@login_required
def call(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """One call or text message: whom, which number, and the words."""
    opened = carrying.open_one(_one(request, key, CALLS), by=person_of(request), now=timezone.now())
    if opened is None:
        return _no_longer_due(request, "calls")
    context = {
        "row": opened.row,
        "reached": opened.reached,
        "phone": as_read(opened.reached.phone),
        "words": to_say(opened.mail),
        "link": opened.mail.button,
        "text": to_text(opened.mail),
    }
    return render(request, "accounts/carrying/call.html", context)


def _no_longer_due(request: HttpRequest, back: str) -> HttpResponse:
    messages.info(request, _("The message is no longer due, so it has gone from the list."))
    return redirect(back)


@require_POST
@login_required
def letter_act(request: HttpRequest, key: uuid.UUID, action: str) -> HttpResponse:
    """Posted, or not after all."""
    if action not in LETTER_STEPS:
        raise Http404
    return _act(request, _one(request, key, LETTERS), *LETTER_STEPS[action], back="letters")


@require_POST
@login_required
def call_act(request: HttpRequest, key: uuid.UUID, action: str) -> HttpResponse:
    """Called or texted, not after all, or nobody answered."""
    if action not in CALL_STEPS:
        raise Http404
    return _act(request, _one(request, key, CALLS), *CALL_STEPS[action], back="calls")


def _act(request: HttpRequest, row: ByHand, step: Step, words: Callable[[], str], *, back: str) -> HttpResponse:
    """Does it; a second press is as good as the first."""
    step(row, by=person_of(request), now=timezone.now())
    messages.success(request, words())
    return redirect(back)


LETTER_STEPS: dict[str, tuple[Step, Callable[[], str]]] = {
    "sendt": (carrying.done, lambda: _("The letter counts as sent. You can undo it today.")),
    "fortryd": (carrying.undo, lambda: _("The letter is on the list again.")),
}
CALL_STEPS: dict[str, tuple[Step, Callable[[], str]]] = {
    "klaret": (carrying.done, lambda: _("It is done. You can undo it today.")),
    "fortryd": (carrying.undo, lambda: _("It is on the list again.")),
    "ingen-svar": (carrying.nobody_answered, lambda: _("The next try is on the next working day.")),
}
