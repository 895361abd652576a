"""The index of news."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from home.shell import remembered

from ..domain.queries import choices_of, filtered, in_order, live_news
from ..models import NewsIndexPage
from ..models.pages import TOPICS

PER_PAGE = 10


def show_index(request: HttpRequest, page: NewsIndexPage) -> HttpResponse:
    """The list, ten a page. Unknown filter values and page numbers count as none, or as the nearest page."""
    here = page.locale_id
    years, places = remembered(request, f"news:choices:{here}", lambda: choices_of(live_news(here)))
    year = request.GET.get("aar", "")
    topic = request.GET.get("emne", "")
    place = request.GET.get("sted", "")
    chosen_year = int(year) if year.isdecimal() and len(year) == 4 and int(year) in years else None
    chosen_topic = topic if topic in dict(TOPICS) else ""
    chosen_place = place if place in places else ""
    shown = _page_of(request, here, year=chosen_year, topic=chosen_topic, place=chosen_place)
    context = page.get_context(request)
    context.update(
        page_obj=shown,
        years=years,
        topics=TOPICS,
        places=places,
        chosen_year=chosen_year,
        chosen_topic=chosen_topic,
        chosen_place=chosen_place,
        is_filtered=bool(chosen_year or chosen_topic or chosen_place),
    )
    return render(request, page.template, context)


def _page_of(request: HttpRequest, locale_id: int, **chosen: Any) -> Page:
    """One page of the list. The order is read once a version of the site, the ten articles each time."""
    name = f"news:{locale_id}:{sorted(chosen.items())}"
    read = lambda: list(filtered(live_news(locale_id), **chosen).values_list("pk", flat=True))  # noqa: E731
    keys = remembered(request, name, read)
    page = Paginator(keys, PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = in_order(list(page.object_list))
    return page
