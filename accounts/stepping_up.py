"""Whether a session has proven lately who sits there, and the guard that asks for it."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.usersessions.models import UserSession
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from .domain.step_up import strong_factor
from .models import User
from .requests import person_of

SESSION_KEY = "stepped_up"
MINUTES = 10

View = Callable[..., HttpResponse]


def stepped_up(*, minutes: int = MINUTES, signing_in_counts: bool = False) -> Callable[[View], View]:
    """Lets a view run only when the person has proven who they are within `minutes`: by a mailed code, or by the second
    factor where there is one. Others are led there and back to the same address by GET. Below `login_required`.

    With `signing_in_counts` the code that opened the session within `minutes` is proof enough."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            lately = signing_in_counts and has_signed_in_lately(request, minutes=minutes)
            if lately or has_stepped_up(request, minutes=minutes):
                return view(request, *args, **kwargs)
            return redirect(f"{reverse('step_up')}?{urlencode({'next': request.path})}")

        return guarded

    return decorate


def has_stepped_up(request: HttpRequest, *, minutes: int = MINUTES) -> bool:
    """Whether this session proved it within `minutes`. Whoever has a strong factor proves it with that alone."""
    person = person_of(request)
    since = timezone.now().timestamp() - minutes * 60
    if strong_factor(person):
        records = get_authentication_records(request, person)
        return any(one["method"] == "mfa" and one["at"] > since for one in records)
    state = request.session.get(SESSION_KEY) or {}
    return state.get("person") == str(person.uuid) and state.get("at", 0) > since


def has_signed_in_lately(request: HttpRequest, *, minutes: int = MINUTES) -> bool:
    """Whether somebody without a strong factor opened this session within `minutes`."""
    person = person_of(request)
    since = timezone.now().timestamp() - minutes * 60
    return not strong_factor(person) and any(one["at"] > since for one in get_authentication_records(request, person))


def remember(request: HttpRequest, person: User, *, now: datetime) -> None:
    """Notes the proof in the session and gives the session a new key."""
    rotate(request)
    request.session[SESSION_KEY] = {"person": str(person.uuid), "at": now.timestamp()}


def keep_signed_in(request: HttpRequest, person: User) -> None:
    """Keeps this one browser signed in after an act that ended every session of the person."""
    before = request.session.session_key
    update_session_auth_hash(request, person)
    UserSession.objects.filter(session_key=before).update(session_key=request.session.session_key)


def rotate(request: HttpRequest) -> None:
    """A new key for the session, which stays in the person's list of browsers."""
    before = request.session.session_key
    request.session.cycle_key()
    UserSession.objects.filter(session_key=before).update(session_key=request.session.session_key)
