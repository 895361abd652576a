"""An appointment that goes with a mail (iCalendar, RFC 5545; invitations as in RFC 5546)."""

from dataclasses import dataclass
from datetime import UTC, datetime

LONGEST_LINE = 75  # bytes


@dataclass(frozen=True)
class Event:
    """One appointment. The same `uid` with a higher `sequence` replaces what the reader's calendar has."""

    uid: str
    sequence: int
    start: datetime
    end: datetime
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
    values = {
        "UID": event.uid,
        "SEQUENCE": str(event.sequence),
        "DTSTAMP": _moment(event.stamp),
        "DTSTART": _moment(event.start),
        "DTEND": _moment(event.end),
        "SUMMARY": _text(event.summary),
        "LOCATION": _text(event.location),
        "DESCRIPTION": _text(event.description),
        "URL": event.url,
        "STATUS": "CANCELLED" if event.cancelled else "CONFIRMED",
    }
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Peerportalen//DA", f"METHOD:{method_of(event)}"]
    body = [f"{name}:{value}" for name, value in values.items() if value]
    lines = [*head, "BEGIN:VEVENT", *body, "END:VEVENT", "END:VCALENDAR"]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


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
