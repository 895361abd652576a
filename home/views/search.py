"""Searching the portal."""

from collections import Counter
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.guards import limited

from .. import search as finder
from ..domain import searches
from ..folding import words_of
from ..frames import frame_of
from ..links import url_of
from ..locales import id_of
from ..privacy import is_private

Pair = tuple[finder.Source, finder.Hit]
PER_PAGE = 10
MOST_LETTERS = 200


@dataclass(frozen=True)
class Kind:
    """A chip: the kind in the address, its name, how many were found, and whether it is chosen."""

    name: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Promoted:
    """What editors want found first."""

    title: str
    url: str
    text: str


@require_safe
@limited("search", methods=("GET", "HEAD"))
def search(request: HttpRequest) -> HttpResponse:
    """The field, and what was found. An odd text or page number never fails: it finds nothing, or the nearest page."""
    typed = request.GET.get("q", "")[:MOST_LETTERS].replace("\x00", "").strip()
    words = words_of(typed)
    language: str = request.asked_language  # type: ignore[attr-defined]
    chosen = request.GET.get("type", "")
    hits = _find(request, words, id_of(language)) if _enough(words) else []
    kinds = _kinds([hit for _source, hit in hits], chosen)
    shown = [pair for pair in hits if pair[1].kind == chosen] if any(kind.chosen for kind in kinds) else hits
    if _enough(words) and not hits and request.method == "GET":
        searches.note_miss(typed, now=timezone.now())
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    frame = frame_of(request)
    context = {
        "query": typed,
        "too_short": bool(typed) and not _enough(words),
        "page_obj": page,
        "results": [
            {"found": one, "title": finder.mark(one.title, words), "snippet": finder.snippet(one.text, words)}
            for one in _load(request, list(page))
        ],
        "promoted": _promoted(request, typed, id_of(language)) if _enough(words) else [],
        "kinds": kinds,
        "chosen": next((kind.name for kind in kinds if kind.chosen), ""),
        "popular": frame.menu[:3],
        "frame": frame,
    }
    return render(request, "home/search.html", context)


def _enough(words: list[str]) -> bool:
    return len("".join(words)) > 1


def _find(request: HttpRequest, words: list[str], locale_id: int) -> list[Pair]:
    return [(source, hit) for source in finder.SOURCES for hit in source.find(request, words, locale_id)]


def _load(request: HttpRequest, pairs: list[Pair]) -> list[finder.Found]:
    """The hits of one page of results, each source asked once, in their order."""
    sources = {id(source): source for source, _hit in pairs}
    loaded = {
        name: source.load(request, [hit.key for other, hit in pairs if other is source])
        for name, source in sources.items()
    }
    return [loaded[id(source)][hit.key] for source, hit in pairs if hit.key in loaded[id(source)]]


def _promoted(request: HttpRequest, typed: str, locale_id: int) -> list[Promoted]:
    """What editors want found first: pages in the reader's language, and addresses elsewhere. Two queries at most."""
    picks = searches.promoted(typed)
    pages = searches.in_language([pick.page for pick in picks if pick.page], locale_id)
    found = []
    for pick in picks:
        if pick.page is None:
            title = pick.external_link_text or pick.external_link_url
            found.append(Promoted(title, pick.external_link_url, pick.description))
        elif (page := pages.get(pick.page_id)) is not None and not is_private(page, request):
            found.append(Promoted(page.title, url_of(page), pick.description))
    return found


def _kinds(hits: list[finder.Hit], chosen: str) -> list[Kind]:
    """The chips above the results."""
    labels = {kind: label for source in finder.SOURCES for kind, label in source.kinds.items()}
    counts = Counter(hit.kind for hit in hits)
    return [Kind(kind, str(labels.get(kind, kind)), count, kind == chosen) for kind, count in counts.items()]
