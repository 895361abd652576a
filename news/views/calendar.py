"""The calendar: a list by month and town, and the same for calendar programs."""

from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urljoin

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from home.agenda import Dated, between
from home.folding import danish_order
from home.links import language_of
from outbox import calendars

from ..models import CalendarPage

MONTHS_AHEAD = 12
DAYS_BACK = 31
MOST_SHOWN = 100
ONE_HOUR = timedelta(hours=1)
ONE_DAY = timedelta(days=1)


def show_calendar(request: HttpRequest, page: CalendarPage) -> HttpResponse:
    """What comes within the year, by month and town. Unknown filter values count as none."""
    today = timezone.localdate()
    dates = between(language_of(page), today, today + relativedelta(months=MONTHS_AHEAD))
    months = list(dict.fromkeys(one.day.replace(day=1) for one in dates))
    towns = sorted({one.place for one in dates if one.place}, key=danish_order)
    month = _month(request.GET.get("maaned", ""), months)
    town = request.GET.get("by", "") if request.GET.get("by", "") in towns else ""
    shown = [one for one in dates if (not month or one.day.replace(day=1) == month) and (not town or one.place == town)]
    context: dict[str, Any] = page.get_context(request)
    context.update(
        dates=shown[:MOST_SHOWN],
        total=len(shown),
        months=months,
        towns=towns,
        chosen_month=month,
        chosen_town=town,
        is_filtered=bool(month or town),
    )
    return render(request, page.template, context)


def _month(asked: str, months: list[date]) -> date | None:
    return next((one for one in months if f"{one:%Y-%m}" == asked), None)


# --- calendar programs -----------------------------------------------------------------------------------------------
def feed(request: HttpRequest, page: CalendarPage) -> HttpResponse:
    """All from a month back to a year ahead; what was moved or cancelled replaces what the program has."""
    return _calendar(calendars.feed(f"Peerportalen – {page.title}", [as_event(one) for one in _known(page)]))


def one(request: HttpRequest, page: CalendarPage, key: str) -> HttpResponse:
    """One appointment. Raises Http404 for a key that nothing has."""
    found = next((one for one in _known(page) if one.key == key), None)
    if found is None:
        raise Http404
    return _calendar(calendars.written(as_event(found)))


def _known(page: CalendarPage) -> list[Dated]:
    today = timezone.localdate()
    return between(language_of(page), today - timedelta(days=DAYS_BACK), today + relativedelta(months=MONTHS_AHEAD))


def _calendar(text: str) -> HttpResponse:
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="peerportalen.ics"'
    return response


def as_event(one: Dated) -> calendars.Event:
    """A thing with a day as calendar programs have it: an hour long where no end is known, a whole day for a day."""
    if isinstance(one.starts, datetime):
        end: datetime | date = one.ends if isinstance(one.ends, datetime) else one.starts + ONE_HOUR
        stamp = one.changed or one.starts
    else:
        end = (one.ends or one.starts) + ONE_DAY
        stamp = one.changed or timezone.make_aware(datetime.combine(one.starts, datetime.min.time()))
    return calendars.Event(
        uid=f"{one.key}@peerportalen",
        sequence=one.sequence,
        start=one.starts,
        end=end,
        summary=one.title if one.is_event else f"{one.words}: {one.title}",
        stamp=stamp,
        location=one.place,
        description=one.text,
        url=urljoin(settings.SITE_URL, one.url),
        cancelled=one.is_cancelled,
    )
