"""How long somebody stays signed in: a while without a visit, and a longest time in all."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from .models import User
from .paths import is_personal

BEGAN, SEEN = "began_at", "seen_at"


def begin(sender: Any, request: HttpRequest, **kwargs: Any) -> None:
    """Notes when a session began; called when somebody signs in."""
    request.session[BEGAN] = request.session[SEEN] = timezone.now().timestamp()


def connect() -> None:
    """Connects to signing in; called once at start-up."""
    user_logged_in.connect(begin, dispatch_uid="accounts.session_ages")


def longest_away(person: User) -> timedelta:
    """How long somebody may be away before their session has run out."""
    return timedelta(seconds=settings.SESSION_LIMITS["staff" if person.is_staff_member else "others"][0])


class SessionAgeMiddleware:
    """Signs out who was away too long or has been signed in too long: staff sooner than others (SESSION_LIMITS).

    Looks at personal pages alone: the public ones read no session.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_personal(request.path_info) and isinstance(request.user, User) and self.is_over(request):
            logout(request)
            return redirect_to_login(request.get_full_path() if request.method == "GET" else "")
        return self.get_response(request)

    def is_over(self, request: HttpRequest) -> bool:
        """Whether the session has run out; notes the visit now and then, so that reading writes little."""
        person, now = request.user, timezone.now().timestamp()
        away, longest, note_every = settings.SESSION_LIMITS["staff" if person.is_staff_member else "others"]  # type: ignore[union-attr]
        began = request.session.setdefault(BEGAN, now)
        seen = request.session.setdefault(SEEN, now)
        if now - seen >= away or now - began >= longest:
            return True
        if now - seen >= note_every:
            request.session[SEEN] = now
        return False
