"""Two lists for those who write and translate, in Wagtail's admin: what nobody found, and what is not translated."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.enums import Role
from accounts.requests import person_of

from ..domain import searches
from ..domain.locked_terms import departures
from ..domain.reviews import untranslated
from ..domain.translations import outdated_pages
from ..locales import id_of

WRITERS = (Role.EDITOR, Role.MODERATOR, Role.ADMINISTRATOR)
TRANSLATORS = (Role.TRANSLATOR, Role.EDITOR, Role.MODERATOR, Role.ADMINISTRATOR)


def _only(request: HttpRequest, *roles: str) -> None:
    if not person_of(request).has_role(*roles):
        raise PermissionDenied


@require_safe
def missed_searches(request: HttpRequest) -> HttpResponse:
    """What people searched for in vain, the most frequent first, each with a way to promote a page for it."""
    _only(request, *WRITERS)
    return render(request, "home/admin/missed_searches.html", {"rows": searches.missed()})


@require_safe
def translation_report(request: HttpRequest) -> HttpResponse:
    """Danish pages without an English one, English ones that are behind, and texts without the glossary's words."""
    _only(request, *TRANSLATORS)
    context: dict[str, Any] = {
        "missing": untranslated(),
        "outdated": outdated_pages(),
        "departures": departures(id_of("da"), id_of("en")),
    }
    return render(request, "home/admin/translation_report.html", context)
