"""An appointment that goes with a mail (iCalendar, RFC 5545; invitations as in RFC 5546)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONGEST_LINE = 75  # bytes
ZONE = "Europe/Copenhagen"
# The rules of summer time as they are (Directive 2000/84/EC): the last Sundays of March and October, at 1:00 UTC.
ZONE_LINES = (
    "BEGIN:VTIMEZONE",
    f"TZID:{ZONE}",
    "BEGIN:DAYLIGHT",
    "TZNAME:CEST",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "DTSTART:19960331T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "TZNAME:CET",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "DTSTART:19961027T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "END:STANDARD",
    "END:VTIMEZONE",
)


@dataclass(frozen=True)
class Event:
    """One appointment. The same `uid` with a higher `sequence` replaces what the reader's calendar has. `start` and
    `end` are moments, or days where the hour does not matter; the day `end` itself is then outside it (RFC 5545)."""

    uid: str
    sequence: int
    start: datetime | date
    end: datetime | date
    summary: str
    stamp: datetime  # when this version was made: the same at every attempt
    location: str = ""
    description: str = ""
    url: str = ""
    cancelled: bool = False
    # Hours are written as Copenhagen's, so that a phone abroad shows when people at home meet.
    is_local: bool = False


def method_of(event: Event) -> str:
    """PUBLISH, since nobody is asked to answer by calendar; CANCEL takes it away."""
    return "CANCEL" if event.cancelled else "PUBLISH"


def written(event: Event) -> str:
    """The .ics file of one appointment."""
    return _file([f"METHOD:{method_of(event)}"], [event])


def several(events: Iterable[Event]) -> str:
    """The .ics file of many that goes with one mail. One that is cancelled says so itself: a file of the method CANCEL
    may hold no more than one appointment (RFC 5546 §3.2.5)."""
    return _file(["METHOD:PUBLISH"], events)


def feed(name: str, events: Iterable[Event]) -> str:
    """The .ics file of many, that a calendar subscribes to and asks for again each twelve hours."""
    return _file([f"X-WR-CALNAME:{_text(name)}", "REFRESH-INTERVAL;VALUE=DURATION:PT12H"], events)


def _file(more: list[str], events: Iterable[Event]) -> str:
    found = list(events)
    zone = ZONE_LINES if any(event.is_local for event in found) else ()
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Peerportalen//DA", *more, *zone]
    lines = [*head, *(line for event in found for line in _lines(event)), "END:VCALENDAR"]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _lines(event: Event) -> list[str]:
    values = {
        "UID": event.uid,
        "SEQUENCE": str(event.sequence),
        "DTSTAMP": _moment(event.stamp),
        _dated("DTSTART", event.start, event): _when(event.start, event),
        _dated("DTEND", event.end, event): _when(event.end, event),
        "SUMMARY": _text(event.summary),
        "LOCATION": _text(event.location),
        "DESCRIPTION": _text(event.description),
        "URL": event.url,
        "STATUS": "CANCELLED" if event.cancelled else "CONFIRMED",
    }
    body = [f"{name}:{value}" for name, value in values.items() if value]
    return ["BEGIN:VEVENT", *body, "END:VEVENT"]


def _dated(name: str, when: datetime | date, event: Event) -> str:
    if not isinstance(when, datetime):
        return f"{name};VALUE=DATE"
    return f"{name};TZID={ZONE}" if event.is_local else name


def _when(when: datetime | date, event: Event) -> str:
    if not isinstance(when, datetime):
        return f"{when:%Y%m%d}"
    return f"{when.astimezone(ZoneInfo(ZONE)):%Y%m%dT%H%M%S}" if event.is_local else _moment(when)


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(text: str) -> str:
    """Text as RFC 5545 §3.3.11 has it."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(text.splitlines())


def _folded(line: str) -> str:
    """A line of at most 75 bytes goes on in the next, which begins with a space; a letter is never cut in two."""
    pieces: list[str] = []
    piece = ""
    for letter in line:
        if len((piece + letter).encode()) > LONGEST_LINE - bool(pieces):
            pieces.append(piece)
            piece = ""
        piece += letter
    return "\r\n ".join([*pieces, piece])
