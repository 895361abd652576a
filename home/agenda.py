"""What happens on a day: events, course starts, deadlines. Each app registers what it knows; the calendar page, the
front page and the newsletter show it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Happening(StrEnum):
    """The kinds of things with a day."""

    EVENT = "event"
    INFO_MEETING = "info_meeting"
    COURSE_START = "course_start"
    DEADLINE = "deadline"


WORDS: dict[Happening, str | Promise] = {
    Happening.EVENT: _("Event"),
    Happening.INFO_MEETING: _("Information meeting"),
    Happening.COURSE_START: _("Course starts"),
    Happening.DEADLINE: _("Last day to sign up"),
}


@dataclass(frozen=True)
class Dated:
    """One thing with a day. `starts` is a moment, or a day where the hour does not matter; `key` tells it from all
    others for ever, so that a calendar replaces what it has; `sequence` grows with each change."""

    kind: Happening
    key: str
    title: str
    starts: datetime | date
    url: str
    ends: datetime | date | None = None
    place: str = ""
    text: str = ""
    sequence: int = 0
    changed: datetime | None = None
    is_cancelled: bool = False

    @property
    def day(self) -> date:
        """The day it begins, in Denmark."""
        return timezone.localdate(self.starts) if isinstance(self.starts, datetime) else self.starts

    @property
    def is_event(self) -> bool:
        """Whether people meet, so that its title says enough."""
        return self.kind in (Happening.EVENT, Happening.INFO_MEETING)

    @property
    def words(self) -> str:
        """What kind of thing it is."""
        return str(WORDS[self.kind])


# Language, first day, last day → what happens then. At most a few queries, whatever the number.
Source = Callable[[str, date, date], list[Dated]]
SOURCES: dict[str, Source] = {}


def register(name: str, source: Source) -> None:
    """Names what an app knows. Registering a name twice replaces it."""
    SOURCES[name] = source


def between(language: str, first: date, last: date) -> list[Dated]:
    """Everything from `first` to `last`, both included, the earliest first."""
    found = [one for source in SOURCES.values() for one in source(language, first, last)]
    return sorted(found, key=lambda one: (one.day, str(one.starts), one.title))
