"""The newsletter's readers on the administrator's workbench: found, taken off, brought in, taken out."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.enums import Role
from accounts.exports import exported
from accounts.guards import over_limit, stepped_up, too_many
from accounts.models import User
from accounts.once import once
from accounts.requests import person_of

from ..domain import reader_import, subscribers
from ..domain.queries import readers_found
from ..enums import SubscriberState
from ..forms import ImportForm
from ..models import Subscriber

PER_PAGE = 50
INVALID = 422


def _administrator(request: HttpRequest) -> User:
    person = person_of(request)
    if person is None or not person.has_role(Role.ADMINISTRATOR):
        raise Http404
    return person


@require_safe
@login_required
def reader_list(request: HttpRequest) -> HttpResponse:
    """Those with an address, the newest first, or the one of exactly one address."""
    _administrator(request)
    address, state = request.GET.get("q", "").strip()[:254], request.GET.get("tilstand", "")
    page = Paginator(readers_found(address=address, state=state), PER_PAGE).get_page(request.GET.get("page"))
    states = [("", _("All")), *(one for one in SubscriberState.choices if one[0] != SubscriberState.UNSUBSCRIBED)]
    context = {"page_obj": page, "address": address, "state": state, "states": states}
    return render(request, "news/readers/list.html", context)


@require_POST
@login_required
def reader_off(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Takes somebody off who has asked for it by phone or letter."""
    _administrator(request)
    subscribers.leave(get_object_or_404(Subscriber, pk=key), now=timezone.now())
    messages.success(request, _("Taken off the list, and the address is deleted."))
    return redirect("newsletter_readers")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@once
def reader_import_page(request: HttpRequest) -> HttpResponse:
    """Brings in addresses that said yes elsewhere; with a fault nothing is written."""
    person = _administrator(request)
    form = ImportForm(request.POST or None, request.FILES or None)
    faults: list[tuple[int, str]] = []
    if form.is_bound and form.is_valid():
        content = form.cleaned_data["file"].read(reader_import.MOST_BYTES + 1)
        outcome = reader_import.import_readers(content, by=person, now=timezone.now())
        faults = outcome.faults
        if not faults:
            words = {"new": outcome.new, "known": outcome.known}
            messages.success(request, _("%(new)d new readers. %(known)d were known and stay as they were.") % words)
            return redirect("newsletter_readers")
    status = INVALID if faults or form.errors else 200
    context = {"form": form, "faults": faults, "back": reverse("newsletter_readers")}
    return render(request, "news/readers/import.html", context, status=status)


@require_safe
@login_required
@stepped_up()
def reader_export(request: HttpRequest) -> HttpResponse:
    """The list as a file, to move it or to prove it: address, wishes and when each said yes."""
    person = _administrator(request)
    if wait := over_limit("export", str(person.uuid)):
        return too_many(request, wait)
    subscribers.note_export(by=person, now=timezone.now())
    header = [_("E-mail"), _("Language"), _("How often"), _("State"), _("Said yes"), _("Proof")]
    rows = [
        [
            one.email,
            one.language,
            one.get_frequency_display(),
            one.get_state_display(),
            timezone.localdate(one.confirmed_at).isoformat() if one.confirmed_at else "",
            one.proof,
        ]
        for one in readers_found()
    ]
    return exported("nyhedsbrev", header, rows, form="csv")
