"""Guards on forms: limits, a trap for robots, and no personal numbers. No puzzles: they keep people out, not robots."""

import hashlib
import ipaddress
import re
import unicodedata
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .domain import access_log
from .models import Use, User
from .requests import person_of
from .stepping_up import stepped_up as stepped_up

FASTEST_SECONDS = 3
SLOWEST_SECONDS = 24 * 3600
MOST_LINKS = 3
IPV4 = 4
OK = 200
# Embeddings, overrides and isolates: they make a text read as something else than it is.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
TRAP_SALT = "accounts.guards.opened"

View = Callable[..., HttpResponse]


def client_address(request: HttpRequest) -> str:
    """The visitor's address: the entry that the last trusted proxy wrote, or the socket's where none is trusted."""
    hops = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    count = settings.TRUSTED_PROXY_COUNT
    return hops[-count] if count and len(hops) >= count else request.META.get("REMOTE_ADDR", "")


def neighbourhood(address: str) -> str:
    """What a limit counts as one visitor: an IPv4 address, or the /64 that a household has of IPv6."""
    try:
        read = ipaddress.ip_address(address)
    except ValueError:
        return address
    mapped = getattr(read, "ipv4_mapped", None)
    if mapped or read.version == IPV4:
        return str(mapped or read)
    return str(ipaddress.ip_network(f"{read}/64", strict=False))


def came_from_us(request: HttpRequest) -> bool:
    """Whether the browser says that the request was made by a page of this site. Silence or nonsense counts as no."""
    sender = request.headers.get("Origin") or request.headers.get("Referer") or ""
    try:
        return urlsplit(sender).netloc == request.get_host()
    except ValueError:
        return False


def over_limit(scope: str, who: str) -> int:
    """Counts one more use of `scope` by `who`; returns 0, or the seconds to wait once RATE_LIMITS is passed.

    The window is fixed: it begins at the first use. `who` is stored as a hash. Two at once are both counted.
    """
    most, seconds = settings.RATE_LIMITS[scope]
    key = f"{scope}:{hashlib.sha256(who.encode()).hexdigest()[:32]}"
    used, until = Use.count(key, now=timezone.now(), seconds=seconds)
    if used <= most * settings.RATE_LIMIT_FACTOR:
        return 0
    return max(1, int((until - timezone.now()).total_seconds()))


def limited(scope: str, *, methods: tuple[str, ...] = ("POST",)) -> Callable[[View], View]:
    """Answers 429 on a plain page, with Retry-After, once somebody passes the limit of `scope`."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method in methods and (wait := over_limit(scope, neighbourhood(client_address(request)))):
                return too_many(request, wait)
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def logs_access(purpose: str) -> Callable[[View], View]:
    """Writes each person whose special-category data a view shows into the access log (S12).

    The view names them with `saw()`. A page that is shown and named nobody is a fault of ours, so it is not shown.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            request.seen = []  # type: ignore[attr-defined]
            answer = view(request, *args, **kwargs)
            seen: list[tuple[User, Model | None]] = request.seen  # type: ignore[attr-defined]
            if answer.status_code == OK and not seen:
                raise RuntimeError("A page that logs access must say with saw() whose data it shows.")
            by, now = person_of(request) if seen else None, timezone.now()
            for subject, thing in seen:
                access_log.record(
                    by=by, action=access_log.READ, subject=subject, object=thing, purpose=purpose, now=now
                )
            return answer

        return guarded

    return decorate


def saw(request: HttpRequest, subject: User, thing: Model | None = None) -> None:
    """Names a person (and the object) whose data the answer shows; for views under `logs_access`."""
    request.seen.append((subject, thing))  # type: ignore[attr-defined]


def too_many(request: HttpRequest, wait: int) -> HttpResponse:
    """The page that asks somebody to wait; what was typed is printed back so that nothing is lost."""
    skip = {"csrfmiddlewaretoken", "opened", GuardedForm.HONEYPOT}
    posted = ((key, str(value)) for key, value in request.POST.items() if key not in skip)
    typed = [(key, value) for key, value in posted if value.strip()]
    response = render(request, "errors/429.html", {"minutes": max(1, wait // 60), "typed": typed}, status=429)
    response["Retry-After"] = str(wait)
    response["Cache-Control"] = "private, no-store"
    return response


CPR = re.compile(r"(?<!\d)(\d{2})[ .\-/]?(\d{2})[ .\-/]?(\d{2})[ .\-–]{0,3}(\d{4})(?!\d)")


def holds_cpr(text: str) -> bool:
    """Whether a text holds what reads like a Danish personal number: a valid date DDMMYY and four digits.

    The check digit is not used: numbers without it are issued since 2007.
    """
    return any(_is_date(*(int(part) for part in match.groups()[:3])) for match in CPR.finditer(text))


def _is_date(day: int, month: int, year: int) -> bool:
    for century in (1900, 2000):
        try:
            date(century + year, month, day)
        except ValueError:
            continue
        return True
    return False


def refuse_cpr(text: str) -> None:
    """A validator for free text. Raises ValidationError with a friendly sentence."""
    if holds_cpr(text):
        raise ValidationError(
            _("It looks like there is a personal number in the text. We do not need it. Please remove it."),
            code="cpr",
        )


def refuse_control(text: str) -> None:
    """Refuses control characters other than tab and line breaks, and signs that turn the direction of the text."""
    if any(sign in TURNING or (unicodedata.category(sign) == "Cc" and sign not in "\t\r\n") for sign in text):
        raise ValidationError(_("The text holds a sign that cannot be shown. Write it again without it."), code="sign")


def refuse_line_breaks(text: str) -> None:
    """Refuses more than one line: what stands in a greeting must not bring a text of its own into a mail."""
    if len(text.splitlines()) > 1 or "\t" in text:
        raise ValidationError(_("Write it on one line."), code="line")


class GuardedForm(forms.Form):
    """A form that robots fall into: a field that people leave empty, and a clock that tells how fast it was filled."""

    HONEYPOT = "hjemmeside"
    hjemmeside = forms.CharField(required=False, label=_("Leave this field empty"))
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stamp = signing.TimestampSigner(salt=TRAP_SALT).sign("form")
        self.fields["opened"].initial = stamp

    @property
    def is_robot(self) -> bool:
        """Whether the trap caught something. Ask after `is_valid()`; the answer to a robot looks like success."""
        if self.cleaned_data.get(self.HONEYPOT):
            return True
        stamp = self.cleaned_data.get("opened", "")
        try:
            signing.TimestampSigner(salt=TRAP_SALT).unsign(stamp, max_age=SLOWEST_SECONDS)
        except signing.SignatureExpired:
            return False  # somebody took a day over it: a person
        except signing.BadSignature:
            return True
        opened_at = signing.b62_decode(stamp.split(":")[1])
        return timezone.now().timestamp() - opened_at < FASTEST_SECONDS


def count_links(text: str) -> int:
    """How many web addresses a text holds."""
    return len(re.findall(r"https?://|www\.", text, flags=re.IGNORECASE))
