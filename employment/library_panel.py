"""What the editors' front page tells of the library and the directory."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import User
from home.dashboard import Line

from .domain.links import broken_count
from .domain.places import old_count
from .enums import LinkState


def library_lines(person: User) -> list[Line]:
    """Links that do not answer, and places nobody has looked at for a year; two queries."""
    if not person.has_role(Role.EDITOR, Role.MODERATOR, Role.ADMINISTRATOR):
        return []
    works, places = (
        reverse("wagtailsnippets_employment_work:list"),
        reverse("wagtailsnippets_employment_peerplace:list"),
    )
    today = timezone.localdate()
    return [
        Line(
            broken_count(),
            _("links of the library and the directory are broken"),
            f"{works}?link_state={LinkState.BROKEN}",
        ),
        Line(old_count(today), _("places with peers were checked more than a year ago"), places),
    ]
