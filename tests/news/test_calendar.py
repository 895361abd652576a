"""What happens when: the list, its filters, and the same for calendar programs."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client

from news.models import CalendarPage, EventPage
from outbox.calendars import Event, feed
from tests.conftest import NOW
from tests.fixtures.sites import SiteTree

pytestmark = pytest.mark.django_db


@pytest.fixture
def calendar(site_tree: SiteTree) -> CalendarPage:
    page = CalendarPage(title="Kalender", slug="kalender", locale=site_tree.home.locale)
    site_tree.home.add_child(instance=page)
    return page


@pytest.fixture(autouse=True)
def _clock() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def make_event(calendar: CalendarPage, number: int = 1, **changes: Any) -> EventPage:
    begins = datetime(2026, 12, number, 16, 0, tzinfo=UTC)
    values = {"starts_at": begins, "ends_at": begins + timedelta(hours=2), "place": "Randers", "live": True} | changes
    page = EventPage(title=f"Møde {number}", slug=f"moede-{number}", locale=calendar.locale, **values)
    calendar.add_child(instance=page)
    return page


def shown(browser: Client, query: str = "") -> list[str]:
    return [one.title for one in browser.get(f"/kalender/{query}").context["dates"]]


def test_the_earliest_comes_first_and_what_is_over_stays_away(calendar: CalendarPage, stranger: Client) -> None:
    make_event(calendar, 20)
    make_event(calendar, 3)
    make_event(calendar, 2, starts_at=NOW - timedelta(days=3), ends_at=None)
    assert shown(stranger) == ["Møde 3", "Møde 20"]


def test_it_is_filtered_by_month_and_town(calendar: CalendarPage, stranger: Client) -> None:
    make_event(calendar, 3)
    make_event(calendar, 4, place="Viborg")
    make_event(calendar, 5, starts_at=datetime(2027, 1, 5, 9, tzinfo=UTC), ends_at=None)
    assert shown(stranger, "?by=Viborg") == ["Møde 4"]
    assert shown(stranger, "?maaned=2027-01") == ["Møde 5"]
    assert shown(stranger, "?maaned=2031-99&by=%00") == ["Møde 3", "Møde 4", "Møde 5"]


@pytest.mark.parametrize("rows", [1, 3])
def test_it_asks_as_much_for_three_as_for_one(
    calendar: CalendarPage, stranger: Client, rows: int, django_assert_num_queries: Any
) -> None:
    for number in range(1, rows + 1):
        make_event(calendar, number)
    stranger.get("/kalender/")
    with django_assert_num_queries(8):
        assert len(shown(stranger)) == rows


def test_calendar_programs_read_each_and_all(calendar: CalendarPage, stranger: Client) -> None:
    event = make_event(calendar, 3, is_cancelled=True)
    one = stranger.get(f"/kalender/ics/event-{event.translation_key}/")
    text = one.content.decode()
    assert one["Content-Type"] == "text/calendar; charset=utf-8"
    for line in ("DTSTART:20261203T160000Z", "DTEND:20261203T180000Z", "STATUS:CANCELLED", "LOCATION:Randers"):
        assert f"{line}\r\n" in text
    assert stranger.get("/kalender/ics/").content.decode().count("BEGIN:VEVENT") == 1
    assert stranger.get("/kalender/ics/event-findes-ikke/").status_code == 404


def test_a_whole_day_is_written_as_a_day() -> None:
    day = date(2026, 12, 3)
    text = feed("Frister", [Event("x", 1, day, day + timedelta(days=1), "Sidste dag", NOW)])
    assert "DTSTART;VALUE=DATE:20261203\r\nDTEND;VALUE=DATE:20261204\r\n" in text


def test_an_event_says_when_where_and_how_to_hear(calendar: CalendarPage, stranger: Client) -> None:
    make_event(calendar, 3, access=["loop", "captions"], signup="Skriv til os.")
    page = stranger.get("/kalender/moede-3/").content.decode()
    for words in ("torsdag den 3. december 2026", "17.00", "Randers", "Teleslynge, Undertekster", "Skriv til os."):
        assert words in page


def test_an_event_that_is_over_asks_nobody_to_come(calendar: CalendarPage, stranger: Client) -> None:
    make_event(calendar, 1, starts_at=NOW - timedelta(days=3), ends_at=None, signup="Skriv til os.")
    page = stranger.get("/kalender/moede-1/").content.decode()
    assert ("Skriv til os." in page, "/ics/" in page) == (False, False)


def test_an_end_before_the_beginning_and_no_place_at_all_are_refused(calendar: CalendarPage) -> None:
    event = EventPage(title="Møde", starts_at=NOW, ends_at=NOW - timedelta(hours=1), locale=calendar.locale)
    with pytest.raises(ValidationError) as found:
        event.clean()
    assert set(found.value.message_dict) == {"ends_at", "place"}
