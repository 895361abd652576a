"""Which appointments stand in a person's own calendar. Each app registers, at start-up, what it knows of."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from outbox.calendars import Event

from .models import User

Source = Callable[[User, datetime], Iterable[Event]]
SOURCES: dict[str, Source] = {}
# What has been stays so long, and what is cancelled too, so that it leaves calendars that ask seldom.
BACK = timedelta(days=90)


def register(name: str, source: Source) -> None:
    """Names a source: given a person and the moment, it tells their appointments from `BACK` ago on, in their
    language and with neutral titles (others see the calendar too, security.md §0). Registering twice replaces it."""
    SOURCES[name] = source


def events_of(person: User, now: datetime) -> list[Event]:
    """Every appointment of a person, source by source."""
    return [event for source in SOURCES.values() for event in source(person, now)]
