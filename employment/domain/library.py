"""Reads of the library. All hold works that visitors may see, in one language, the Danish where there is no other."""

from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlencode

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.http import HttpRequest

from home.choice_fields import holding
from home.domain.queries import restricted
from home.folding import danish_order, words_of
from home.links import url_of
from home.locales import id_of
from home.search import Found, Hit
from home.shell import remembered

from ..models import LibraryPage, Work

MOST_LISTED = 6
MOST_FOUND = 200
M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Shelf:
    """Some works with their addresses, and the address of the whole list they come from."""

    works: list[tuple[Work, str]]
    url: str


def in_language(rows: "QuerySet[M]", locale_id: int) -> "QuerySet[M]":
    """The rows of a language, and the Danish ones that have none in it."""
    danish = id_of("da")
    if locale_id == danish:
        return rows.filter(locale_id=danish)
    twin = rows.model._default_manager.filter(translation_key=OuterRef("translation_key"), locale_id=locale_id)
    return rows.filter(Q(locale_id=locale_id) | Q(locale_id=danish) & ~Exists(twin))


def works_in(locale_id: int) -> "QuerySet[Work]":
    """The works of the list, newest first; those without a year come last."""
    works = Work.objects.filter(live=True, successor__isnull=True)
    return in_language(works, locale_id).order_by("-sort_year", "sort_title", "pk")


def public_works(request: HttpRequest, keys: set[str]) -> set[str]:
    """Of the ids of works, those that stand in a list of the library. One query."""
    rows = Work.objects.filter(live=True, successor__isnull=True, pk__in=keys)
    return {str(key) for key in rows.values_list("pk", flat=True)}


def with_covers(works: "QuerySet[Work]") -> "QuerySet[Work]":
    """Brings covers and files along: one more query for the sizes of the pictures."""
    return works.select_related("cover", "document").prefetch_related("cover__renditions").defer("folded")


def holding_words(works: "QuerySet[Work]", text: str) -> "QuerySet[Work]":
    """The works whose title, publisher or summary holds every word of a text; all where it has none."""
    for word in words_of(text):
        works = works.filter(folded__contains=word)
    return works


def publishers_in(locale_id: int) -> list[str]:
    """The publishers that works name, the Danish way."""
    named = works_in(locale_id).order_by().exclude(publisher="").values_list("publisher", flat=True).distinct()
    return sorted(named, key=danish_order)


def work_of(slug: str, locale_id: int) -> Work | None:
    """The work at an address, an archived one too, or None."""
    works = in_language(Work.objects.filter(live=True, slug=slug), locale_id)
    return with_covers(works).select_related("successor").first()


def shelf_for(locale_id: int, library_url: str, *, stage: str = "", reader: str = "") -> Shelf | None:
    """The newest works for a stage and a reader, at most MOST_LISTED; None where none is shown. One query.

    `library_url` is the address of the public library of the language; without one nothing is shown.
    """
    works = works_in(locale_id)
    for name, code in (("stages", stage), ("readers", reader)):
        if code:
            works = works.filter(holding(name, [code]))
    found = list(works.defer("folded")[:MOST_LISTED]) if library_url else []
    asked = urlencode({name: code for name, code in (("fase", stage), ("laeser", reader)) if code})
    shelved = [(work, f"{library_url}vaerk/{work.slug}/") for work in found]
    return Shelf(shelved, f"{library_url}?{asked}") if found else None


def libraries(request: HttpRequest) -> dict[int, str]:
    """The address of the live, public library of each language; read once a content version."""
    return remembered(request, "libraries", _read_libraries)


def _read_libraries() -> dict[int, str]:
    pages = LibraryPage.objects.live().filter(alias_of__isnull=True).filter(~restricted())
    return {page.locale_id: url_of(page) for page in pages}


# --- the site's search ------------------------------------------------------------------------------------------------
def find_works(request: HttpRequest, words: list[str], locale_id: int) -> list[Hit]:
    """The works that hold all the words; none where the library is not public. One query."""
    if locale_id not in libraries(request):
        return []
    works = works_in(locale_id)
    for word in words:
        works = works.filter(folded__contains=word)
    return [Hit(key, "work") for key in works.values_list("pk", flat=True)[:MOST_FOUND]]


def load_works(request: HttpRequest, keys: list[int]) -> dict[int, Found]:
    """The works as the search shows them; one query."""
    pages = libraries(request)
    return {
        work.pk: Found(
            title=work.title,
            url=f"{pages[work.locale_id]}vaerk/{work.slug}/",
            type_word=work.get_kind_display(),
            text=f"{work.publisher} {work.summary}".strip(),
        )
        for work in Work.objects.filter(pk__in=keys)
        if work.locale_id in pages
    }
