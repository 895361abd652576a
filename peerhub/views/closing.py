"""The questionnaire at a group's end, as a member answers it: from the mail without signing in, or in the group."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from accounts.once import once
from accounts.private_answers import private

from ..domain import closing
from ..domain.errors import Refused
from ..models import GroupMembership
from ..space_forms import ClosingForm
from .group_space import member_or_404
from .public import INVALID, READ_OR_POST
from .rounds import CONFLICT

GONE = 410


@require_http_methods(READ_OR_POST)
@sensitive_variables("token")
@once
def closing_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """From the link of the mail. Reading changes nothing, since mail scanners open links too."""
    seat = closing.by_link(token)
    if seat is None:
        return private(render(request, "peerhub/group/link_gone.html", status=404))
    return _answer(request, seat, reverse("closing_by_link", args=[token]), by_link=True)


@require_http_methods(READ_OR_POST)
@login_required
@once
def own_closing(request: HttpRequest, group: UUID) -> HttpResponse:
    """The same for a member who is signed in."""
    return _answer(request, member_or_404(request, group).seat, reverse("own_closing", args=[group]))


def _answer(request: HttpRequest, seat: GroupMembership, url: str, *, by_link: bool = False) -> HttpResponse:
    now, known = timezone.now(), closing.of(seat)
    form, status = ClosingForm(request.POST if request.method == "POST" else None, known=known), 200
    if form.is_bound and form.is_valid():
        try:
            closing.answer(seat, form.marks(), form.cleaned_data["text"], now=now)
        except Refused as refusal:
            form.add_error(None, str(refusal.message))
            status = CONFLICT
        else:
            return private(HttpResponseRedirect(url))
    is_open = closing.is_open(seat.group, now)
    if not is_open and status != CONFLICT:
        status = GONE
    elif form.errors and status != CONFLICT:
        status = INVALID
    context = {
        "layout": "peerhub/signup/frame.html" if by_link else "peerhub/group/own_frame.html",
        "form": form,
        "group": seat.group,
        "by_link": by_link,
        "url": url,
        "is_open": is_open,
        "until": closing.closes_at(seat.group),
        "has_said": known is not None,
    }
    return private(render(request, "peerhub/group/closing.html", context, status=status))
