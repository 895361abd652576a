"""An appointment that goes with a mail (iCalendar, RFC 5545; invitations as in RFC 5546)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

LONGEST_LINE = 75  # bytes


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


def method_of(event: Event) -> str:
    """PUBLISH, since nobody is asked to answer by calendar; CANCEL takes it away."""
    return "CANCEL" if event.cancelled else "PUBLISH"


def written(event: Event) -> str:
    """The .ics file of one appointment."""
    return _file([f"METHOD:{method_of(event)}"], [event])


def feed(name: str, events: Iterable[Event]) -> str:
    """The .ics file of many, that a calendar subscribes to and asks for again each twelve hours."""
    return _file([f"X-WR-CALNAME:{_text(name)}", "REFRESH-INTERVAL;VALUE=DURATION:PT12H"], events)


def _file(more: list[str], events: Iterable[Event]) -> str:
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Peerportalen//DA", *more]
    lines = [*head, *(line for event in events for line in _lines(event)), "END:VCALENDAR"]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _lines(event: Event) -> list[str]:
    values = {
        "UID": event.uid,
        "SEQUENCE": str(event.sequence),
        "DTSTAMP": _moment(event.stamp),
        _dated("DTSTART", event.start): _when(event.start),
        _dated("DTEND", event.end): _when(event.end),
        "SUMMARY": _text(event.summary),
        "LOCATION": _text(event.location),
        "DESCRIPTION": _text(event.description),
        "URL": event.url,
        "STATUS": "CANCELLED" if event.cancelled else "CONFIRMED",
    }
    body = [f"{name}:{value}" for name, value in values.items() if value]
    return ["BEGIN:VEVENT", *body, "END:VEVENT"]


def _dated(name: str, when: datetime | date) -> str:
    return name if isinstance(when, datetime) else f"{name};VALUE=DATE"


def _when(when: datetime | date) -> str:
    return _moment(when) if isinstance(when, datetime) else f"{when:%Y%m%d}"


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
