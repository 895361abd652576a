"""Who asks."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from .models import User


def person_of(request: HttpRequest) -> User:
    """The signed-in person behind a request. Raises PermissionDenied for nobody: `login_required` comes first."""
    if isinstance(request.user, User):
        return request.user
    raise PermissionDenied
