"""Groups of the directory among what the search finds."""

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from home.links import url_of
from home.locales import code_of
from home.search import MOST_FOUND, Found, Hit, Source
from home.shell import remembered

from .domain import directory
from .models import DirectoryPage

KIND = "group"
KINDS: dict[str, str | Promise] = {KIND: _("Groups")}


def find_groups(request: HttpRequest, words: list[str], locale_id: int) -> list[Hit]:
    """Groups whose title, area or words hold all that was typed. One query, however many groups there are."""
    return [Hit(key, KIND) for key in directory.holding_words(words)[:MOST_FOUND]]


def load_groups(request: HttpRequest, keys: list[int]) -> dict[int, Found]:
    """The groups as they are shown; one query, and one a version for where the directory is."""
    language = getattr(request, "asked_language", "da")
    places = remembered(request, "directory_pages", _places)
    home = places.get(language) or places.get("da", "")
    if not home:
        return {}
    return {
        row.pk: Found(row.title, f"{home}gruppe/{row.pk}/", _("Group"), f"{row.area}. {row.about_in(language)}")
        for row in directory.listed().filter(pk__in=keys)
    }


def _places() -> dict[str, str]:
    return {code_of(page.locale_id): url_of(page) for page in DirectoryPage.objects.live()}


SOURCE = Source(KINDS, find_groups, load_groups)
