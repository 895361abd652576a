"""A person's own calendar of meetings: the secret address, and the feed behind it."""

from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from accounts import calendar_sources
from accounts.guards import limited
from accounts.private_answers import private
from accounts.requests import person_of
from outbox import calendars

from ..domain import calendar_links
from .public import READ_OR_POST


@require_http_methods(READ_OR_POST)
@login_required
@sensitive_variables("token")
def own_calendar(request: HttpRequest) -> HttpResponse:
    """Makes the address, or another in its place, and shows it this once; or takes it away."""
    person, now = person_of(request), timezone.now()
    context: dict[str, Any] = {}
    if request.method == "POST" and request.POST.get("act") == "close":
        if calendar_links.take_away(person, now=now):
            messages.success(request, _("The address is closed."))
        return redirect("own_calendar")
    if request.method == "POST":
        token = calendar_links.make(person, now=now)
        context["address"] = urljoin(settings.SITE_URL, reverse("calendar_feed", args=[token]))
    context["made_at"] = calendar_links.made_at(person)
    return private(render(request, "peerhub/group/calendar.html", context))


@require_safe
@limited("calendar", methods=("GET", "HEAD"))
@sensitive_variables("token")
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The feed, with neutral titles. Raises Http404 for an address that is closed or unknown."""
    person, now = calendar_links.person_behind(token), timezone.now()
    if person is None:
        raise Http404
    with translation.override(person.language):
        name = _("Meetings")
    text = calendars.feed(name, calendar_sources.events_of(person, now))
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="moeder.ics"'
    return private(response)
