"""The administrator's pages about what leaves. Who enters `/administration/` is decided by StaffFactorMiddleware."""

import uuid
from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ..domain import messages as acts
from ..domain import queries, suppressions
from ..models import Message

PER_PAGE = 50


@require_safe
@login_required
def sent_log(request: HttpRequest) -> HttpResponse:
    """What went to whom and when, without what it said."""
    page = Paginator(queries.sent_log(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "outbox/log.html", {"page_obj": page})


@require_safe
@login_required
def stuck(request: HttpRequest) -> HttpResponse:
    """What was given up or held, and why."""
    page = Paginator(queries.stuck(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "outbox/stuck.html", {"page_obj": page})


@require_safe
@login_required
def suppressed(request: HttpRequest) -> HttpResponse:
    """The addresses that nothing is sent to."""
    page = Paginator(queries.suppressed(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "outbox/suppressed.html", {"page_obj": page})


@require_POST
@login_required
def lift(request: HttpRequest, pk: int) -> HttpResponse:
    """Lets mail go to an address again. One that is lifted already is as good."""
    suppressions.lift(pk)
    messages.success(request, _("Mail may go to the address again."))
    return redirect("mail_suppressed")


@require_POST
@login_required
def act(request: HttpRequest, pk: uuid.UUID, action: str) -> HttpResponse:
    """Sends a message again, or drops it."""
    if action not in ACTS:
        raise Http404
    message = get_object_or_404(queries.everything(), pk=pk)
    back = "mail_stuck" if message.is_stuck else "mail_log"
    level, words = ACTS[action](message, timezone.now())
    messages.add_message(request, level, words)
    return redirect(back)


def _send_again(message: Message, now: datetime) -> tuple[int, str]:
    if acts.send_again(message, now=now):
        return messages.SUCCESS, _("The message is on its way.")
    return messages.WARNING, _(
        "Nothing was sent: what the mail was about is over, or its code no longer works. Ask the person to try again."
    )


def _drop(message: Message, now: datetime) -> tuple[int, str]:
    acts.drop(message)
    return messages.SUCCESS, _("The message is dropped.")


ACTS: dict[str, Callable[[Message, datetime], tuple[int, str]]] = {"igen": _send_again, "drop": _drop}
