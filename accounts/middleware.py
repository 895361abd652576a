"""The second factor of staff, held for each session."""

from collections.abc import Callable

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from .enums import WORKBENCH_ROLES
from .models import User
from .paths import workbench_of

# It only leads to the portal's own page for signing in.
CMS_LOGIN = "/cms/login/"
STRONG_TYPES = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class StaffFactorMiddleware:
    """Guards `/cms/` and every workbench: a stranger signs in, the wrong role is refused, staff prove a second factor.

    The role is asked first: Wagtail would send a signed-in person without access into an endless redirect.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        bench = workbench_of(request.path_info)
        if bench is not None and request.path_info != CMS_LOGIN:
            refusal = self.refuse(request, bench)
            if refusal is not None:
                return refusal
        return self.get_response(request)

    def refuse(self, request: HttpRequest, bench: str) -> HttpResponse | None:
        """The answer that keeps somebody out, or None. Raises PermissionDenied for the wrong role."""
        person = request.user
        if not isinstance(person, User):
            return redirect_to_login(request.get_full_path())
        allowed = person.enters_cms if bench == "cms" else person.has_role(*WORKBENCH_ROLES[bench])
        if not allowed:
            raise PermissionDenied
        return self.ask_factor(request, person) if settings.REQUIRE_STAFF_MFA else None

    def ask_factor(self, request: HttpRequest, person: User) -> HttpResponse | None:
        """Sends staff without a strong factor to enrol; ends a session that did not use the factor it has."""
        if not Authenticator.objects.filter(user=person, type__in=STRONG_TYPES).exists():
            return redirect("mfa_index")
        records = get_authentication_records(request, person)
        if any(record["method"] == "mfa" for record in records):
            return None
        logout(request)
        return redirect_to_login(request.get_full_path())
