"""What every public page shares: front pages, the pages just below them, the editors' settings.

Kept in this process under the content's version, which is read from the database for each request: what was published a
moment ago raises it, so nothing kept is ever old (performance.md). A handful of versions are kept, not more.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.http import HttpRequest
from wagtail.models import Page

from .links import language_of
from .models import ContentVersion, PortalSettings

HOME_DEPTH = 2
SECTION_DEPTH = 3
MOST_VERSIONS = 4
LIGHT = (
    "id",
    "title",
    "slug",
    "url_path",
    "path",
    "depth",
    "numchild",
    "live",
    "show_in_menus",
    "locale_id",
    "translation_key",
    "alias_of_id",
    "content_type_id",
)
T = TypeVar("T")
_kept: OrderedDict[int, dict[str, Any]] = OrderedDict()


@dataclass(frozen=True)
class Shell:
    """The shared part of a version of the site. `tops` are the live front pages and the live pages just below them."""

    tops: tuple[Page, ...]
    settings: PortalSettings

    def home_of(self, language: str) -> Page | None:
        """The live front page of a language."""
        homes = (page for page in self.tops if page.depth == HOME_DEPTH)
        return next((page for page in homes if language_of(page) == language), None)


def version_of(request: HttpRequest) -> int:
    """The content's version at this request: one query, however often it is asked."""
    if not hasattr(request, "_content_version"):
        request._content_version = ContentVersion.current()  # type: ignore[attr-defined]
    return request._content_version  # type: ignore[attr-defined]


def remembered(request: HttpRequest, key: str, read: Callable[[], T]) -> T:
    """What `read` gives, read once a version. For small things that depend on published content alone."""
    version = version_of(request)
    values = _kept.setdefault(version, {})
    if key not in values:
        values[key] = read()
    _kept.move_to_end(version)
    while len(_kept) > MOST_VERSIONS:
        _kept.popitem(last=False)
    return values[key]


def shell_of(request: HttpRequest) -> Shell:
    """The shell at this request: two queries the first time of a version, none after."""
    return remembered(request, "shell", lambda: Shell(_tops(), PortalSettings.now()))


def forget() -> None:
    """Forgets what this process keeps."""
    _kept.clear()


def light(pages: Any) -> Any:
    """The pages with no more than a link, a menu and a breadcrumb need."""
    return pages.select_related("sectionpage").only(*LIGHT, "sectionpage__menu_title")


def _tops() -> tuple[Page, ...]:
    return tuple(light(Page.objects.filter(depth__in=[HOME_DEPTH, SECTION_DEPTH], live=True).order_by("path")))
